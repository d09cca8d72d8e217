import { casesOf, connectorCase } from '../rule-case.ts';

function files(file: object): object {
  return {
    protocol: 'SFTP',
    endpoints: [{ name: 'Orders', direction: 'Receive', method: 'GET', file: { command: 'get', ...file } }],
  };
}

export default casesOf('lint/no-pattern-without-root', [
  connectorCase('a name', files({ path: '/in/orders.csv' })),
  connectorCase('a pattern below a folder', files({ path: 'orders.*\\.csv', root: '/in' })),
  connectorCase('a pattern', files({ path: '/in/orders.*csv' }), ['.*']),
]);
