import { casesOf, flowCase } from '../rule-case.ts';

function filter(value: string): object {
  return { name: 'Filter', microservice: 'filter', filters: [{ field: 'status', comparison: 'eq', value }] };
}

export default casesOf('lint/no-oversized-value', [
  flowCase('as long as is allowed', [filter('a'.repeat(1024))]),
  flowCase('longer', [filter('a'.repeat(1025))], [`"${'a'.repeat(1025)}"`]),
  flowCase(
    'metadata',
    [{ name: 'Set', microservice: 'set-variables', config: { meta: [{ key: 'a', value: 'é'.repeat(5121) }] } }],
    [`"${'é'.repeat(5121)}"`],
  ),
]);
