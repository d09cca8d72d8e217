import { casesOf, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/unknown-connector', [
  workspaceCase('there', {}),
  workspaceCase('misspelt', { instance: { connector: 'shpo' }, step: { connector: { name: 'Shop' } } }, ['shpo']),
]);
