import { casesOf, flowCase } from '../rule-case.ts';

function typed(payload: string): object {
  return { name: 'Input', microservice: 'manual-input', config: { payload } };
}

export default casesOf('lint/no-oversized-payload', [
  flowCase('as much as can be typed in', [typed('a'.repeat(100_000))]),
  flowCase('more', [typed('a'.repeat(100_001))], [`"${'a'.repeat(100_001)}"`]),
]);
