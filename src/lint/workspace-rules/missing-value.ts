import { defineWorkspaceRule, instancesOf } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/missing-value',
  *check(workspace) {
    for (const { instance, pointer, file } of instancesOf(workspace)) {
      const connector = workspace.connectors.find(({ value }) => value.name === instance.connector);
      if (connector === undefined) continue;
      const { variables = [], authMethods = [] } = connector.value;
      const method =
        instance.authMethod === undefined
          ? authMethods[0]
          : authMethods.find(({ name }) => name === instance.authMethod);
      const values = instance.values ?? {};
      const missing = [...variables, ...(method?.variables ?? [])].filter(
        ({ key, required, default: fallback }) =>
          required === true && fallback === undefined && !Object.hasOwn(values, key),
      );
      for (const { key, secret } of missing)
        yield {
          code: 'lint/missing-value',
          message: `Instance "${instance.name}" has no value for "${key}", which connector "${instance.connector}" requires.`,
          help: `Add "${key}: ${secret === true ? 'secret://NAME' : '…'}" under "values".`,
          pointer: `${pointer}/name`,
          file,
          because: [connector.file],
        };
    }
  },
});
