import { cronProblem, unevenStep } from '../../text/cron.ts';
import { defineBundleRule, scheduledServicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/uneven-interval',
  *check(bundle) {
    for (const { cron, pointer } of scheduledServicesOf(bundle)) {
      const every = cronProblem(cron) === undefined ? unevenStep(cron) : undefined;
      if (every === undefined) continue;
      yield {
        code: 'service/uneven-interval',
        message: `"*/${every}" in "${cron}" starts again with every full unit.`,
        help: 'Use a divisor of 60 for minutes and of 24 for hours, or list the times.',
        pointer: `${pointer}/trigger/cron`,
      };
    }
  },
});
