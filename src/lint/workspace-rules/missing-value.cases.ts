import { casesOf, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/missing-value', [
  workspaceCase('given', {}),
  workspaceCase('of another method', { instance: { authMethod: 'Key', values: {} } }),
  workspaceCase('missing', { instance: { values: { baseUrl: 'env://U' } } }, ['Shop']),
]);
