import { casesOf, connectorCase, list } from '../rule-case.ts';

export default casesOf('lint/no-paged-file', [
  connectorCase('HTTP', { endpoints: [{ ...list, pagination: { method: 'Link Header' } }] }),
  connectorCase(
    'files',
    {
      protocol: 'SFTP',
      endpoints: [{ ...list, file: { command: 'get', path: '/in/a.csv' }, pagination: { method: 'Link Header' } }],
    },
    ['Link Header'],
  ),
  connectorCase('rows', {
    protocol: 'PGSQL',
    endpoints: [{ ...list, query: { sql: 'SELECT 1' }, pagination: { method: 'Database limit offset', limit: 9 } }],
  }),
  connectorCase(
    'pages of rows over HTTP',
    { endpoints: [{ ...list, pagination: { method: 'Database limit offset', limit: 9 } }] },
    ['Database limit offset'],
  ),
]);
