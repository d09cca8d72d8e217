import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-endless-pages',
  *check(connector) {
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { pagination, dataPath } = endpoint;
      if (pagination?.method !== 'Page number parameter' || dataPath !== undefined) continue;
      const { dataPath: own, totalPath, pagesPath, hasMorePath, allowEmpty } = pagination;
      if ((own ?? totalPath ?? pagesPath ?? hasMorePath) !== undefined || allowEmpty === true) continue;
      yield {
        code: 'lint/no-endless-pages',
        message: `Nothing says where the pages of "${endpoint.name}" end: an answer with an envelope would never be an empty list.`,
        help: 'Add "dataPath" to the endpoint, or "totalPath", "pagesPath" or "hasMorePath" to the pagination.',
        pointer: `${pointer}/pagination/method`,
      };
    }
  },
});
