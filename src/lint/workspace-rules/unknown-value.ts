import { defineWorkspaceRule, instancesOf, oneOf } from '../define-workspace-rule.ts';
import { tokensIn } from '../define-connector-rule.ts';
import { joinPointer } from '../../text/pointer.ts';

export default defineWorkspaceRule({
  name: 'lint/unknown-value',
  *check(workspace) {
    for (const { instance, pointer, file } of instancesOf(workspace)) {
      const connector = workspace.connectors.find(({ value }) => value.name === instance.connector);
      if (connector === undefined) continue;
      const { variables = [], authMethods = [], endpoints = [] } = connector.value;
      const declared = [
        variables,
        ...authMethods.map((one) => one.variables ?? []),
        ...endpoints.map((one) => one.variables ?? []),
      ];
      const known = ['baseUrl', ...declared.flatMap((list) => list.map(({ key }) => key))];
      const used = new Set(Array.from(tokensIn(connector.value, ''), ({ key }) => key));
      for (const key of Object.keys(instance.values ?? {})) {
        // Authentication methods and transports have names of their own for what they need.
        if (known.includes(key) || used.has(key) || isBuiltIn(key)) continue;
        yield {
          code: 'lint/unknown-value',
          message: `Connector "${instance.connector}" has no variable "${key}".`,
          help: oneOf(key, [...new Set(known)], 'Variables'),
          pointer: joinPointer(pointer, 'values', key),
          on: 'key',
          file,
          because: [connector.file],
        };
      }
    }
  },
});

/** What logins and transports ask for by themselves. */
function isBuiltIn(key: string): boolean {
  return /^(?:username|user|password|token|api_?key|client_?id|client_?secret|access_?token|refresh_?token|consumer_?(?:key|secret)|token_?(?:id|secret|key)|account|realm|scope|host|port|private_?key|passphrase|host_?key|fingerprint|secure|passive|certificate|ca)/iu.test(
    key,
  );
}
