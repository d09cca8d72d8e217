import { placedCronProblem, unevenStep } from '../../text/cron.ts';
import { defineFlowRule, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-bad-cron',
  isNeeded: true,
  *check(flow) {
    for (const { version, pointer } of versionsOf(flow)) {
      for (const [index, { cron_string: cron }] of (version.schedules ?? []).entries()) {
        const at = `${pointer}/schedules/${index}/cron_string`;
        const problem = placedCronProblem(cron);
        if (problem !== undefined) {
          const help = 'Write minute, hour, day of month, month and day of week, for example "*/15 * * * *".';
          yield {
            code: 'lint/no-bad-cron',
            message: `Cron expression "${cron}" cannot be used: ${problem.what}.`,
            help,
            pointer: at,
            // A fault in the first field stands where the expression begins, as an editor shows the value: at its quote.
            ...(problem.part.start > 0 && { part: problem.part }),
          };
          continue;
        }
        const every = unevenStep(cron);
        if (every === undefined) continue;
        const help = 'Use a divisor of 60 for minutes and of 24 for hours, or list the times.';
        yield {
          code: 'lint/no-uneven-interval',
          message: `"${cron}" counts in steps of ${every}, and starts again with every full ${every > 24 || 24 % every === 0 ? 'hour' : 'hour or day'}.`,
          help,
          pointer: at,
        };
      }
    }
  },
});
