import { defineFlowRule, reachedSteps, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-dead-step',
  *check(flow) {
    const reached = new Set<string>();
    for (const { pointer } of reachedSteps(flow)) reached.add(pointer);
    for (const { step, pointer } of stepsOf(flow)) {
      if (reached.has(pointer)) continue;
      yield {
        code: 'lint/no-dead-step',
        message: `Nothing leads to step "${step.name}": it never runs.`,
        help: 'Name it as "first_step" of a leg, connect it, or take it away.',
        pointer: `${pointer}/name`,
      };
    }
  },
});
