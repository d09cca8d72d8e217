import type { ConnectorDefinition } from '../../connector/definition.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { defineConnectorRule, endpointsOf, tokensIn } from '../define-connector-rule.ts';

/** What an instance or the toolkit gives without being asked. */
const builtIn = ['baseUrl', 'original_filename', 'limit', 'offset'];

export default defineConnectorRule({
  name: 'lint/no-undeclared-token',
  *check(connector) {
    const shared = keysOf(connector.variables);
    const ofMethods = (connector.authMethods ?? []).flatMap(({ variables }) => keysOf(variables));
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      // Tokens of an envelope are elements of the payload.
      if (endpoint.soap !== undefined) continue;
      const known = [...keysOf(endpoint.variables), ...shared, ...ofMethods, ...builtIn];
      const { url, params, body, file, query } = endpoint;
      for (const token of tokensIn({ url, params, body, file, query }, pointer)) {
        if (known.includes(token.key)) continue;
        const nearest = didYouMean(token.key, known);
        yield {
          code: 'lint/no-undeclared-token',
          message: `{{${token.key}}} is no variable of endpoint "${endpoint.name}", its authentication methods or the connector.`,
          help:
            nearest === undefined
              ? `Declare it under "variables" of the endpoint. Declared: ${known.join(', ')}.`
              : `Did you mean "${nearest}"?`,
          pointer: token.pointer,
          part: token.part,
        };
      }
    }
  },
});

function keysOf(variables: ConnectorDefinition['variables']): readonly string[] {
  return (variables ?? []).map(({ key }) => key);
}
