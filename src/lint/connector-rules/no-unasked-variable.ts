import { defineConnectorRule, endpointsOf, tokensIn } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-unasked-variable',
  *check(connector) {
    const { variables = [], authMethods = [] } = connector;
    const asked = new Set(
      authMethods.flatMap(({ use = [], variables: own = [] }) => [...use, ...own.map(({ key }) => key)]),
    );
    // Without any "use" the definition leaves open who is asked for what.
    if (!authMethods.some(({ use }) => use !== undefined)) return;
    const silent = variables.filter(({ key, default: fallback }) => fallback === undefined && !asked.has(key));
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const own = new Set((endpoint.variables ?? []).map(({ key }) => key));
      for (const token of tokensIn(endpoint, pointer)) {
        if (own.has(token.key) || !silent.some(({ key }) => key === token.key)) continue;
        yield {
          code: 'lint/no-unasked-variable',
          message: `Nobody is asked for "${token.key}": no authentication method has it under "use".`,
          help: `Add "${token.key}" to "use" of the methods that need it, or give it a "default".`,
          pointer: token.pointer,
          part: token.part,
        };
      }
    }
  },
});
