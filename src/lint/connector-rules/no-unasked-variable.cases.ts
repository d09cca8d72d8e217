import { casesOf, connectorCase, list } from '../rule-case.ts';

function asking(use: readonly string[]): object {
  return {
    variables: [{ key: 'shop' }],
    authMethods: [{ name: 'Token', type: 'token', use }],
    endpoints: [{ ...list, url: 'orders/{{shop}}' }],
  };
}

export default casesOf('lint/no-unasked-variable', [
  connectorCase('asked for', asking(['shop'])),
  connectorCase('by nobody', asking([]), ['shop']),
]);
