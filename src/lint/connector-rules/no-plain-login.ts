import { defineConnectorRule } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-plain-login',
  *check({ authMethods = [] }) {
    for (const [index, { name, url }] of authMethods.entries()) {
      if (url === undefined || !/^http:\/\/(?!localhost\b|127\.|\[::1\])/iu.test(url)) continue;
      yield {
        code: 'lint/no-plain-login',
        message: `"${name}" sends credentials without encryption.`,
        help: 'Write https://.',
        pointer: `/authMethods/${index}/url`,
        part: { start: 0, end: 'http://'.length },
      };
    }
  },
});
