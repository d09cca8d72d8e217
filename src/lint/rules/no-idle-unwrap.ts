import { defineFlowRule, kindOf, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-idle-unwrap',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      const { size, do_not_wrap_single: unwraps } = step.config ?? {};
      if (kindOf(step) !== 'batch' || unwraps !== true || typeof size !== 'number' || size <= 1) continue;
      yield {
        code: 'lint/no-idle-unwrap',
        message: `"do_not_wrap_single" does nothing in batches of ${size}.`,
        help: 'Take it away, or batch with size 1.',
        pointer: `${pointer}/config/do_not_wrap_single`,
        fix: { title: 'Write false', value: false },
      };
    }
  },
});
