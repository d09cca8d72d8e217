import { casesOf, connectorCase, list } from '../rule-case.ts';

export default casesOf('lint/no-unknown-method', [
  connectorCase('there', { endpoints: [{ ...list, authMethods: ['Token'] }] }),
  connectorCase('misspelt', { endpoints: [{ ...list, authMethods: ['Tokn'] }] }, ['Tokn']),
]);
