import { casesOf, flowCase } from '../rule-case.ts';

function map(...functions: readonly string[]): object {
  const transforms = functions.map((name) => ({ function: name, arguments: { text: 'a' } }));
  return { name: 'Map', microservice: 'map', config: { rules: [{ sources: ['id'], target: 'id', transforms }] } };
}

export default casesOf('lint/no-late-generator', [
  flowCase('in front', [map('custom string', 'prefix')]),
  flowCase('behind', [map('prefix', 'custom string')], ['"custom string"']),
]);
