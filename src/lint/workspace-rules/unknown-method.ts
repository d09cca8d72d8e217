import { defineWorkspaceRule, instancesOf, oneOf } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/unknown-method',
  *check(workspace) {
    for (const { instance, pointer, file } of instancesOf(workspace)) {
      const connector = workspace.connectors.find(({ value }) => value.name === instance.connector);
      const { authMethod } = instance;
      if (connector === undefined || authMethod === undefined) continue;
      const names = (connector.value.authMethods ?? []).map(({ name }) => name);
      if (names.includes(authMethod)) continue;
      yield {
        code: 'lint/unknown-method',
        message: `Connector "${instance.connector}" has no authentication method "${authMethod}".`,
        help: oneOf(authMethod, names, 'Methods'),
        pointer: `${pointer}/authMethod`,
        file,
        because: [connector.file],
      };
    }
  },
});
