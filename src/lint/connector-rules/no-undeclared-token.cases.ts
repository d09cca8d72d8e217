import { casesOf, connectorCase, list } from '../rule-case.ts';

export default casesOf('lint/no-undeclared-token', [
  connectorCase('declared', { endpoints: [{ ...list, url: 'orders/{{shop}}', variables: [{ key: 'shop' }] }] }),
  connectorCase('of the method', { endpoints: [{ ...list, url: 'orders/{{token}}?from={{baseUrl}}' }] }),
  connectorCase('misspelt', { endpoints: [{ ...list, url: 'orders/{{ tokn }}' }] }, ['tokn']),
  connectorCase('in a body', { endpoints: [{ ...list, method: 'POST', body: { a: ['x {{y}}'] } }] }, ['y']),
]);
