import { defineFlowRule, kindOf, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-lone-callback',
  *check(flow) {
    const isTriggered = (flow.flow.callbacks ?? []).length > 0;
    for (const { version, pointer } of versionsOf(flow)) {
      if (version.status === 'Inactive') continue;
      const at = version.steps.findIndex((step) => kindOf(step) === 'callback');
      if (isTriggered && at < 0)
        yield {
          code: 'lint/no-lone-callback',
          message: 'A callback starts this flow, but no step answers it.',
          help: 'Add a callback step, or start the flow with a webhook.',
          pointer: '/flow/callbacks',
        };
      if (!isTriggered && at >= 0)
        yield {
          code: 'lint/no-lone-callback',
          message: `Step "${version.steps[at]?.name}" answers a callback, but no callback starts this flow.`,
          help: 'Add a trigger under "callbacks" of the flow, or take the step away.',
          pointer: `${pointer}/steps/${at}/name`,
        };
    }
  },
});
