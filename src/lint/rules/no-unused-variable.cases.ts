import { casesOf, flowCase, note, pull } from '../rule-case.ts';

export default casesOf('lint/no-unused-variable', [
  flowCase('used', [note('{{flow.variables.shop}}')], undefined, { version: { variables: [{ name: 'shop' }] } }),
  flowCase('unused', [pull], ['"shop"'], { version: { variables: [{ name: 'shop' }] } }),
  flowCase(
    'a script sees them all',
    [{ name: 'Script', microservice: 'custom-script', script_version: { name: 'a' } }],
    undefined,
    { version: { variables: [{ name: 'shop' }] }, file: { scripts: [{ name: 'a', language: 'javascript' }] } },
  ),
]);
