import { defineWorkspaceRule, filesOf, oneOf } from '../define-workspace-rule.ts';
import { callsOf } from '../calls-of.ts';
import { joinPointer } from '../../text/pointer.ts';

export default defineWorkspaceRule({
  name: 'lint/unknown-flow',
  *check(workspace) {
    if (!workspace.isWhole) return;
    const { flows } = workspace;
    const names = flows.map(({ value }) => value.flow.name);
    const because = filesOf(flows);
    for (const flow of flows)
      for (const { called, pointer } of callsOf(flow.value)) {
        if (names.includes(called)) continue;
        yield {
          code: 'lint/unknown-flow',
          message: `There is no flow "${called}" in the workspace.`,
          help: oneOf(called, names, 'Flows'),
          pointer,
          file: flow.file,
          because,
        };
      }
    for (const { file, value } of workspace.environments)
      for (const called of Object.keys(value.flows ?? {})) {
        if (names.includes(called)) continue;
        yield {
          code: 'lint/unknown-flow',
          message: `There is no flow "${called}" in the workspace.`,
          help: oneOf(called, names, 'Flows'),
          pointer: joinPointer('/flows', called),
          on: 'key',
          severity: 'warning',
          file,
          because,
        };
      }
  },
});
