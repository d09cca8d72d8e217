import { casesOf, list, workspaceCase } from '../rule-case.ts';

export default casesOf('lint/no-deprecated-endpoint', [
  workspaceCase('in use', {}),
  workspaceCase(
    'deprecated',
    { connector: { endpoints: [{ ...list, deprecated: true, deprecatedAt: '2026-01-01' }] } },
    ['List orders'],
  ),
]);
