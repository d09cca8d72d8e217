import { defineFlowRule, kindOf, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-mute-message',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      const { channels, groups } = step.config ?? {};
      if (kindOf(step) !== 'notify' || channels !== 'email_and_log') continue;
      if (Array.isArray(groups) && groups.length > 0) continue;
      yield {
        code: 'lint/no-mute-message',
        message: `Step "${step.name}" is to send an e-mail, and names no notification group.`,
        help: 'Add "groups", or write "channels": "log".',
        pointer: `${pointer}/config/channels`,
      };
    }
  },
});
