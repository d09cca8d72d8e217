import { casesOf, list, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/no-refused-method', [
  workspaceCase('taken', { connector: { endpoints: [{ ...list, authMethods: ['Token'] }] } }),
  workspaceCase('not taken', { connector: { endpoints: [{ ...list, authMethods: ['Key'] }] } }, ['Shop']),
]);
