import { call, casesOf, otherFlow, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/no-circular-call', [
  workspaceCase('one way', { files: { 'b.flow.json': otherFlow('A', [call('Orders')]) } }),
  workspaceCase('itself', { files: { 'b.flow.json': otherFlow('A', [call('A')]) } }, ['A']),
  workspaceCase(
    'through another',
    { files: { 'b.flow.json': otherFlow('A', [call('B')]), 'c.flow.json': otherFlow('B', [call('A')]) } },
    ['B', 'A'],
  ),
]);
