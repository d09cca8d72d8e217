import { casesOf, flowCase, note } from '../rule-case.ts';

export default casesOf('lint/no-undefined-variable', [
  flowCase('defined', [note('{{flow.variables.shop}}')], undefined, { version: { variables: [{ name: 'shop' }] } }),
  flowCase('misspelt', [note('in {{flow.variables.shpo}}')], ['shpo'], { version: { variables: [{ name: 'shop' }] } }),
  flowCase(
    'set, but not defined',
    [{ name: 'Set', microservice: 'set-variables', config: { flow: [{ name: 'total', value: '1' }] } }],
    ['"total"'],
  ),
]);
