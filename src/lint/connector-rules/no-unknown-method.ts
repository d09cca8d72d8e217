import { didYouMean } from '../../text/did-you-mean.ts';
import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-unknown-method',
  *check(connector) {
    const names = (connector.authMethods ?? []).map(({ name }) => name);
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      for (const [index, name] of (endpoint.authMethods ?? []).entries()) {
        if (names.includes(name)) continue;
        const nearest = didYouMean(name, names);
        yield {
          code: 'lint/no-unknown-method',
          message: `Connector "${connector.name}" has no authentication method "${name}".`,
          help: nearest === undefined ? `Methods: ${names.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
          pointer: `${pointer}/authMethods/${index}`,
        };
      }
    }
  },
});
