import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-paged-file',
  *check(connector) {
    if (connector.protocol === 'HTTP') return;
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { pagination, name } = endpoint;
      if (pagination === undefined || pagination.method === 'default') continue;
      yield {
        code: 'lint/no-paged-file',
        message: `Endpoint "${name}" speaks ${connector.protocol}, and "${pagination.method}" is a pagination of HTTP.`,
        help: 'Take it away: files and rows are read to their end.',
        pointer: `${pointer}/pagination/method`,
      };
    }
  },
});
