import { connectorSteps, defineWorkspaceRule } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/no-refused-method',
  *check(workspace) {
    for (const { step, pointer, flow, instance, connector } of connectorSteps(workspace)) {
      if (instance === undefined || connector === undefined) continue;
      const { endpoints = [], authMethods = [] } = connector.value;
      const accepted = endpoints.find(({ name }) => name === step.endpoint?.name)?.authMethods;
      const method = instance.instance.authMethod ?? authMethods[0]?.name;
      // With none, requests carry no credentials.
      if (accepted === undefined || accepted.length === 0 || method === undefined || accepted.includes(method))
        continue;
      yield {
        code: 'lint/no-refused-method',
        message: `Instance "${instance.instance.name}" logs in with "${method}", which endpoint "${step.endpoint?.name}" does not take.`,
        help: `It takes: ${accepted.join(', ')}. Use an instance with one of them.`,
        pointer: `${pointer}/connector/name`,
        file: flow.file,
        because: [instance.file, connector.file],
      };
    }
  },
});
