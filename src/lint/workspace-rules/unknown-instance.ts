import { connectorSteps, defineWorkspaceRule, filesOf, instancesOf, oneOf } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/unknown-instance',
  *check(workspace) {
    if (workspace.instances.length === 0) return;
    const names = instancesOf(workspace).map(({ instance }) => instance.name);
    const because = [...filesOf(workspace.instances), ...filesOf(workspace.environments)];
    // What an environment puts something else in the place of may be elsewhere.
    const replaced = new Set(
      workspace.environments.flatMap(({ value: { replacements, flows = {} } }) =>
        [replacements, ...Object.values(flows).map((own) => own.replacements)].flatMap((one) =>
          Object.keys(one?.instances ?? {}),
        ),
      ),
    );
    for (const { step, pointer, flow, instance } of connectorSteps(workspace)) {
      const { name, system } = step.connector ?? {};
      if (name === undefined || (instance === undefined && replaced.has(name))) continue;
      if (instance === undefined) {
        yield {
          code: 'lint/unknown-instance',
          message: `There is no instance "${name}".`,
          help: oneOf(name, names, 'Instances'),
          pointer: `${pointer}/connector/name`,
          file: flow.file,
          because,
        };
      } else if (system !== undefined && system !== instance.instance.connector) {
        yield {
          code: 'lint/unknown-instance',
          message: `Instance "${name}" belongs to connector "${instance.instance.connector}", and the step says "${system}".`,
          help: `Name an instance of "${system}", or correct "system".`,
          pointer: `${pointer}/connector/system`,
          file: flow.file,
          because,
        };
      }
    }
  },
});
