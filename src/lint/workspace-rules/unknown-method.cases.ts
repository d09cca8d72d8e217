import { casesOf, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/unknown-method', [
  workspaceCase('there', { instance: { authMethod: 'Key' } }),
  workspaceCase('misspelt', { instance: { authMethod: 'Tokne' } }, ['Tokne']),
]);
