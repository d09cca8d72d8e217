import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-cursor-on-text',
  *check(connector) {
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { pagination, dataType = 'json' } = endpoint;
      if (pagination?.method !== 'GraphQL Cursor' || dataType === 'json') continue;
      yield {
        code: 'lint/no-cursor-on-text',
        message: `Endpoint "${endpoint.name}" answers ${dataType.toUpperCase()}, and a GraphQL cursor stands in JSON.`,
        help: 'Write "dataType": "json", or choose another pagination.',
        pointer: `${pointer}/dataType`,
      };
    }
  },
});
