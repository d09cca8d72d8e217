import { casesOf, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/unknown-instance', [
  workspaceCase('there', {}),
  workspaceCase('misspelt', { step: { connector: { name: 'Shpo' } } }, ['Shpo']),
  workspaceCase('of another connector', { step: { connector: { name: 'Shop', system: 'stock' } } }, ['stock']),
]);
