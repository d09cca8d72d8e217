import { casesOf, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/unknown-value', [
  workspaceCase('known', {}),
  workspaceCase('misspelt', { instance: { values: { baseURL: 'env://U', token: 'secret://T' } } }, ['baseURL']),
]);
