import { casesOf, otherFlow, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/no-duplicate-flow', [
  workspaceCase('two names', { files: { 'z.flow.json': otherFlow('Stock', []) } }),
  workspaceCase('one name', { files: { 'z.flow.json': otherFlow('Orders', []) } }, ['Orders']),
]);
