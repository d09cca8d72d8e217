import type { Finding } from '../../diagnostics/diagnostic.ts';
import { defineConnectorRule } from '../define-connector-rule.ts';

export default defineConnectorRule({
  name: 'lint/no-duplicate-name',
  *check({ authMethods = [], endpoints = [] }) {
    yield* repeated(authMethods, '/authMethods', 'authentication methods');
    yield* repeated(endpoints, '/endpoints', 'endpoints');
  },
});

function* repeated(members: readonly { readonly name: string }[], at: string, what: string): Generator<Finding> {
  const first = new Map<string, number>();
  for (const [index, { name }] of members.entries()) {
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      continue;
    }
    yield {
      code: 'lint/no-duplicate-name',
      message: `Two ${what} are named "${name}"; the first is used.`,
      help: 'Rename one of the two.',
      pointer: `${at}/${index}/name`,
      related: [{ message: 'the first', pointer: `${at}/${earlier}/name` }],
    };
  }
}
