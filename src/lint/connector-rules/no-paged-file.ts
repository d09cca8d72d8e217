import { dialects } from '../../transports/database/dialects.ts';
import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-paged-file',
  *check(connector) {
    const { protocol } = connector;
    const isHttp = protocol === 'HTTP';
    const isDatabase = dialects[protocol] !== undefined;
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { pagination, name } = endpoint;
      if (pagination === undefined || pagination.method === 'default') continue;
      const isOfRows = pagination.method === 'Database limit offset';
      if (isOfRows ? isDatabase : isHttp) continue;
      yield {
        code: 'lint/no-paged-file',
        message: `Endpoint "${name}" speaks ${protocol}, and "${pagination.method}" is a pagination of ${isOfRows ? 'databases' : 'HTTP'}.`,
        help: isHttp
          ? 'Use one of HTTP, such as "Limit offset".'
          : isDatabase
            ? 'Take it away, or use "Database limit offset".'
            : 'Take it away: files are read to their end.',
        pointer: `${pointer}/pagination/method`,
      };
    }
  },
});
