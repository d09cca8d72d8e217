import { defineConnectorRule, endpointsOf, tokensIn } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-unused-token',
  *check(connector) {
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { variables = [], ...rest } = endpoint;
      if (variables.length === 0 || endpoint.soap !== undefined) continue;
      const used = new Set(Array.from(tokensIn(rest, pointer), ({ key }) => key));
      // A parameter of a path is declared under its own name.
      for (const { key } of endpoint.params ?? []) used.add(key);
      for (const [index, { key }] of variables.entries()) {
        if (used.has(key)) continue;
        yield {
          code: 'lint/no-unused-token',
          message: `Variable "${key}" of endpoint "${endpoint.name}" is declared, and nothing uses {{${key}}}.`,
          help: 'Use it, or take it away.',
          pointer: `${pointer}/variables/${index}/key`,
        };
      }
    }
  },
});
