import { casesOf, connectorCase } from '../rule-case.ts';

export default casesOf('lint/no-unreachable-protocol', [
  connectorCase('HTTP', {}),
  connectorCase('a database', { protocol: 'MySQL' }),
  connectorCase('a store of objects', { protocol: 'S3' }, ['S3']),
]);
