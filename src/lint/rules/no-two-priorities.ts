import { defineFlowRule, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-two-priorities',
  *check(flow) {
    const { priority } = flow.flow;
    for (const { version, pointer } of versionsOf(flow)) {
      const own = version.flow_priority;
      if (version.status === 'Inactive' || priority === undefined || own === undefined || own === priority) continue;
      yield {
        code: 'lint/no-two-priorities',
        message: `The version has priority ${own}, and the flow ${priority}.`,
        help: `Write ${priority} in both places, or ${own}.`,
        pointer: `${pointer}/flow_priority`,
        related: [{ message: 'the other one', pointer: '/flow/priority' }],
      };
    }
  },
});
