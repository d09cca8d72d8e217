import { casesOf, connectorCase } from '../rule-case.ts';

export default casesOf('lint/no-unreachable-protocol', [
  connectorCase('HTTP', {}),
  connectorCase('a database', { protocol: 'MySQL' }, ['MySQL']),
]);
