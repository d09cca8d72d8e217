import { defineFlowRule, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-duplicate-step-name',
  isNeeded: true,
  *check(flow) {
    for (const { version, pointer } of versionsOf(flow)) {
      const first = new Map<string, number>();
      for (const [index, { name }] of version.steps.entries()) {
        const earlier = first.get(name);
        if (earlier === undefined) {
          first.set(name, index);
          continue;
        }
        yield {
          code: 'lint/no-duplicate-step-name',
          message: `Two steps are named "${name}".`,
          help: 'Rename one of the two; legs refer to steps by name.',
          pointer: `${pointer}/steps/${index}/name`,
          related: [{ message: 'first used here', pointer: `${pointer}/steps/${earlier}/name` }],
        };
      }
    }
  },
});
