import { cronProblem } from '../../text/cron.ts';
import { defineBundleRule, scheduledServicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/bad-cron',
  *check(bundle) {
    for (const { cron, pointer } of scheduledServicesOf(bundle)) {
      const problem = cronProblem(cron);
      if (problem === undefined) continue;
      yield {
        code: 'service/bad-cron',
        message: `Cron expression "${cron}" cannot be used: ${problem}.`,
        help: 'Write minute, hour, day of month, month and day of week.',
        pointer: `${pointer}/trigger/cron`,
      };
    }
  },
});
