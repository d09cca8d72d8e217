import { connectorSteps, defineWorkspaceRule } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/no-deprecated-endpoint',
  *check(workspace) {
    for (const { step, pointer, flow, connector } of connectorSteps(workspace)) {
      const used = step.endpoint?.name;
      const found = connector?.value.endpoints?.find(({ name }) => name === used);
      if (connector === undefined || found?.deprecated !== true) continue;
      yield {
        code: 'lint/no-deprecated-endpoint',
        message: `Endpoint "${found.name}" is deprecated${found.deprecatedAt === undefined ? '' : ` since ${found.deprecatedAt}`}.`,
        help: 'Use the endpoint that takes its place before it goes away.',
        pointer: `${pointer}/endpoint/name`,
        file: flow.file,
        because: [connector.file],
      };
    }
  },
});
