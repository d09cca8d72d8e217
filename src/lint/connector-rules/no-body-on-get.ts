import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-body-on-get',
  *check(connector) {
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { method, file, query, table } = endpoint;
      if (method !== 'GET' || (file ?? query ?? table) !== undefined) continue;
      const inBody = (endpoint.params ?? []).findIndex((parameter) => parameter.in === 'body');
      if (endpoint.direction === 'Receive' && endpoint.body === undefined && inBody < 0) continue;
      yield {
        code: 'lint/no-body-on-get',
        message:
          endpoint.direction === 'Send'
            ? `Endpoint "${endpoint.name}" sends with GET, which carries nothing.`
            : `Endpoint "${endpoint.name}" has a body and is asked for with GET; most servers leave it out.`,
        help:
          endpoint.direction === 'Send' ? 'Use POST, PUT or PATCH.' : 'Use POST, or put the parameters into the URL.',
        pointer: `${pointer}/method`,
      };
    }
  },
});
