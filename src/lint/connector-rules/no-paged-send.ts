import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-paged-send',
  *check(connector) {
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { pagination, direction, name } = endpoint;
      if (direction !== 'Send' || pagination === undefined || pagination.method === 'default') continue;
      yield {
        code: 'lint/no-paged-send',
        message: `Endpoint "${name}" sends, so that its pagination is never used.`,
        help: 'Take it away.',
        pointer: `${pointer}/pagination/method`,
      };
    }
  },
});
