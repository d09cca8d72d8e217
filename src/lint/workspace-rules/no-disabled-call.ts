import { defineWorkspaceRule } from '../define-workspace-rule.ts';
import { callsOf } from '../calls-of.ts';

export default defineWorkspaceRule({
  name: 'lint/no-disabled-call',
  *check({ flows }) {
    const byName = new Map(flows.map((flow) => [flow.value.flow.name, flow]));
    for (const flow of flows) {
      for (const { called, pointer } of callsOf(flow.value)) {
        const found = byName.get(called);
        if (found === undefined || found.value.flow.is_enabled) continue;
        yield {
          code: 'lint/no-disabled-call',
          message: `Flow "${called}" is disabled and cannot be started.`,
          help: `Enable it first: "is_enabled": true in ${found.file}.`,
          pointer,
          // While a flow is disabled itself, nothing goes wrong yet.
          severity: flow.value.flow.is_enabled ? 'error' : 'info',
          file: flow.file,
          because: [found.file],
        };
      }
    }
  },
});
