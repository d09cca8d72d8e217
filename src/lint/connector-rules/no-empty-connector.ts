import { defineConnectorRule } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-empty-connector',
  *check({ name, authMethods = [], endpoints = [], webhooks = [] }) {
    if (endpoints.length === 0 && webhooks.length === 0)
      yield {
        code: 'lint/no-empty-connector',
        message: `Connector "${name}" has no endpoint: no flow can use it.`,
        help: 'Add one under "endpoints".',
        pointer: '/name',
      };
    if (authMethods.length === 0 && endpoints.length > 0)
      yield {
        code: 'lint/no-empty-connector',
        message: `Connector "${name}" has no authentication method: no instance can be made of it.`,
        help: 'Add one under "authMethods"; where nobody logs in: { name: None, type: none }.',
        pointer: '/name',
      };
  },
});
