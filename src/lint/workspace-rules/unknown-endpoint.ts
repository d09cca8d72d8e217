import { connectorSteps, defineWorkspaceRule, oneOf } from '../define-workspace-rule.ts';

export default defineWorkspaceRule({
  name: 'lint/unknown-endpoint',
  *check(workspace) {
    for (const { step, pointer, flow, instance, connector } of connectorSteps(workspace)) {
      const { endpoint } = step;
      if (endpoint === undefined || connector === undefined) continue;
      const { name: system, endpoints: declared = [] } = connector.value;
      const brought = flow.value.systems
        .filter((one) => one.system.name === system)
        .flatMap((one) => one.system.endpoints ?? []);
      const all = [...declared, ...brought];
      const named = all.filter(({ name }) => name === endpoint.name);
      if (named.some(({ direction }) => direction === endpoint.direction)) continue;
      const at = `${pointer}/endpoint`;
      const because = [connector.file, ...(instance === undefined ? [] : [instance.file])];
      const [other] = named;
      yield other === undefined
        ? {
            code: 'lint/unknown-endpoint',
            message: `Connector "${system}" has no endpoint "${endpoint.name}".`,
            help: oneOf(endpoint.name, [...new Set(all.map(({ name }) => name))], 'Endpoints'),
            pointer: `${at}/name`,
            file: flow.file,
            because,
          }
        : {
            code: 'lint/unknown-endpoint',
            message: `Endpoint "${endpoint.name}" of connector "${system}" does not ${endpoint.direction.toLowerCase()}.`,
            help: `Write "${other.direction}", or name another endpoint.`,
            pointer: `${at}/direction`,
            file: flow.file,
            because,
          };
    }
  },
});
