import { casesOf, connectorCase } from '../rule-case.ts';

export default casesOf('lint/no-empty-connector', [
  connectorCase('both', {}),
  connectorCase('no endpoint', { endpoints: [] }, ['shop']),
  connectorCase('no method', { authMethods: [] }, ['shop']),
]);
