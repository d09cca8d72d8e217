import { defineWorkspaceRule, instancesOf, type PlacedFinding } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/no-duplicate-flow',
  *check(workspace) {
    const first = new Map<string, string>();
    for (const { file, value } of workspace.flows) {
      const earlier = first.get(value.flow.name);
      if (earlier === undefined) first.set(value.flow.name, file);
      else yield twice(`Flow "${value.flow.name}"`, '/flow/name', file, earlier);
    }
    const instances = new Map<string, string>();
    for (const { instance, pointer, file } of instancesOf(workspace)) {
      const earlier = instances.get(instance.name);
      if (earlier === undefined) instances.set(instance.name, file);
      else yield twice(`Instance "${instance.name}"`, `${pointer}/name`, file, earlier);
    }
    const connectors = new Map<string, string>();
    for (const { value, file } of workspace.connectors) {
      const earlier = connectors.get(value.name);
      if (earlier === undefined) connectors.set(value.name, file);
      else yield twice(`Connector "${value.name}"`, '/name', file, earlier);
    }
  },
});

function twice(what: string, pointer: string, file: string, earlier: string): PlacedFinding {
  return {
    code: 'lint/no-duplicate-flow',
    message: `${what} is there twice${earlier === file ? '' : `: also in ${earlier}`}.`,
    help: 'Rename one of the two: everything refers to them by name.',
    pointer,
    file,
    because: [earlier],
  };
}
