import { call, casesOf, otherFlow, workspaceCase } from '../rule-case.ts';

const caller = otherFlow('Caller', [call('Orders')], { is_enabled: true });

export default casesOf('lint/no-disabled-call', [
  workspaceCase('enabled', { flow: { is_enabled: true }, files: { 'b.flow.json': caller } }),
  workspaceCase('disabled', { files: { 'b.flow.json': caller } }, ['Orders']),
]);
