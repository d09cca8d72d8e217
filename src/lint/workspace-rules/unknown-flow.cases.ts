import { call, casesOf, otherFlow, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/unknown-flow', [
  workspaceCase('there', { files: { 'b.flow.json': otherFlow('Stock', [call('Orders')], { is_enabled: true }) } }),
  workspaceCase('misspelt', { files: { 'b.flow.json': otherFlow('Stock', [call('Order')]) } }, ['Order']),
  workspaceCase(
    'in an environment',
    {
      files: {
        'environments/test.yaml': {
          format: 'repatch-environment',
          formatVersion: 1,
          name: 'test',
          type: 'test',
          flows: { Odrers: { version: 1 } },
        },
      },
    },
    ['Odrers'],
  ),
]);
