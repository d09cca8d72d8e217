import { cronProblem } from '../../text/cron.ts';
import { longestPauseMs } from '../../text/cron-starts.ts';
import { defineBundleRule, onceEach, scheduledServicesOf } from '../define-bundle-rule.ts';
import { inWords, windowOf } from '../service-window.ts';

export default defineBundleRule({
  name: 'service/window-gap',
  *check(bundle) {
    const pauseOf = onceEach((cron) => (cronProblem(cron) === undefined ? longestPauseMs(cron) : undefined));
    for (const { service, cron, pointer } of scheduledServicesOf(bundle)) {
      const window = windowOf(service);
      const pause = pauseOf(cron);
      if (window === undefined || pause === undefined || window.lengthMs >= pause) continue;
      yield {
        code: 'service/window-gap',
        message: `Service "${service.id}" looks back ${inWords(window.lengthMs)}, with up to ${inWords(pause)} between two runs.`,
        help: `Look back at least ${inWords(pause)}, or run more often.`,
        pointer: `${pointer}/filters/${window.index}/value`,
        related: [{ message: 'the schedule', pointer: `${pointer}/trigger/cron` }],
      };
    }
  },
});
