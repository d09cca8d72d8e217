import { textsIn } from '../define-rule.ts';
import { defineConnectorRule } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-payload-in-login',
  *check({ authMethods = [] }) {
    for (const { text, pointer } of textsIn(authMethods, '/authMethods')) {
      for (const { 0: found, index } of text.matchAll(/\[\[\s*(?:payload|meta)\b[^\][]*\]\]/gu))
        yield {
          code: 'lint/no-payload-in-login',
          message: `"${found}" stands in a login, which belongs to no payload.`,
          help: 'Use a variable of the instance, such as {{token}}.',
          pointer,
          part: { start: index, end: index + found.length },
        };
    }
  },
});
