import { defineFlowRule, kindOf, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-second-try-catch',
  *check(flow) {
    for (const { version, pointer } of versionsOf(flow)) {
      const placed = [...version.steps.entries()].filter(([, step]) => kindOf(step) === 'try-catch');
      const [first, ...others] = placed;
      for (const [index, { name }] of others)
        yield {
          code: 'lint/no-second-try-catch',
          message: `Step "${name}" is a second try/catch; a flow takes one.`,
          help: 'Put what it guards into the try leg of the first, or into a flow that is called.',
          pointer: `${pointer}/steps/${index}/name`,
          related: [{ message: 'the first', pointer: `${pointer}/steps/${first?.[0] ?? 0}/name` }],
        };
    }
  },
});
