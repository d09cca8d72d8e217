import { defineWorkspaceRule, filesOf, instancesOf, oneOf } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/unknown-connector',
  *check(workspace) {
    // Flows may bring their definitions: without any beside them there is nothing to compare with.
    if (workspace.connectors.length === 0) return;
    const names = [
      ...workspace.connectors.map(({ value }) => value.name),
      ...workspace.flows.flatMap(({ value }) => value.systems.map(({ system }) => system.name)),
    ];
    for (const { instance, pointer, file } of instancesOf(workspace)) {
      if (names.includes(instance.connector)) continue;
      yield {
        code: 'lint/unknown-connector',
        message: `There is no connector "${instance.connector}".`,
        help: oneOf(instance.connector, [...new Set(names)], 'Connectors'),
        pointer: `${pointer}/connector`,
        file,
        because: filesOf(workspace.connectors),
      };
    }
  },
});
