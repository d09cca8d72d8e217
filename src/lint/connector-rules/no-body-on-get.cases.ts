import { casesOf, connectorCase, list } from '../rule-case.ts';

export default casesOf('lint/no-body-on-get', [
  connectorCase('a search with POST', { endpoints: [{ ...list, method: 'POST', body: {} }] }),
  connectorCase('a body with GET', { endpoints: [{ ...list, body: { page: 1 } }] }, ['GET']),
  connectorCase('sending with GET', { endpoints: [{ ...list, direction: 'Send' }] }, ['GET']),
]);
