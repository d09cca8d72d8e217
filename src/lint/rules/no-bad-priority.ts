import type { Finding } from '../../diagnostics/diagnostic.ts';
import { defineFlowRule, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-bad-priority',
  *check(flow) {
    yield* look(flow.flow.priority, '/flow/priority');
    for (const { version, pointer } of versionsOf(flow)) yield* look(version.flow_priority, `${pointer}/flow_priority`);
  },
});

function* look(priority: number | undefined, pointer: string): Generator<Finding> {
  if (priority === undefined || (priority >= 1 && priority <= 5)) return;
  yield {
    code: 'lint/no-bad-priority',
    message: `Priority ${priority} is none of 1 to 5.`,
    help: 'Write 1 for what goes first, 5 for what can wait, or leave it out for 3.',
    pointer,
  };
}
