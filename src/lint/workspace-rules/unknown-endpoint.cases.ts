import { casesOf, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/unknown-endpoint', [
  workspaceCase('there', {}),
  workspaceCase('misspelt', { step: { endpoint: { name: 'List order', direction: 'Receive', http_method: 'GET' } } }, [
    'List order',
  ]),
  workspaceCase(
    'the other direction',
    { step: { endpoint: { name: 'List orders', direction: 'Send', http_method: 'GET' } } },
    ['Send'],
  ),
]);
