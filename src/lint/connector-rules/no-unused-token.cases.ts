import { casesOf, connectorCase, list } from '../rule-case.ts';

export default casesOf('lint/no-unused-token', [
  connectorCase('used', { endpoints: [{ ...list, url: 'orders/{{shop}}', variables: [{ key: 'shop' }] }] }),
  connectorCase('unused', { endpoints: [{ ...list, variables: [{ key: 'shop' }] }] }, ['shop']),
]);
