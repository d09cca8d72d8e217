import { defineFlowRule, kindOf, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-false-callback-note',
  *check(flow) {
    for (const { version, pointer } of versionsOf(flow)) {
      const noted = version.has_callback_step;
      const found = version.steps.some((step) => kindOf(step) === 'callback');
      if (noted === undefined || noted === found) continue;
      yield {
        code: 'lint/no-false-callback-note',
        message: `"has_callback_step" is ${noted}, and ${found ? 'there is a callback step' : 'there is no callback step'}.`,
        help: `Write ${found}.`,
        pointer: `${pointer}/has_callback_step`,
        fix: { title: `Write ${found}`, value: found },
      };
    }
  },
});
