import { cronProblem } from '../../text/cron.ts';
import { longestPauseMs } from '../../text/cron-starts.ts';
import { defineBundleRule, onceEach, scheduledServicesOf } from '../define-bundle-rule.ts';
import { inWords, windowOf } from '../service-window.ts';

export default defineBundleRule({
  name: 'service/window-repeats',
  *check(bundle) {
    const pauseOf = onceEach((cron) => (cronProblem(cron) === undefined ? longestPauseMs(cron) : undefined));
    for (const { service, cron, pointer } of scheduledServicesOf(bundle)) {
      const window = windowOf(service);
      const pause = pauseOf(cron);
      if (service.dedupe?.identity !== 'none' || window === undefined || pause === undefined) continue;
      if (window.lengthMs <= pause) continue;
      yield {
        code: 'service/window-repeats',
        message: `Service "${service.id}" keeps no ledger and looks back ${inWords(window.lengthMs)}, longer than the ${inWords(pause)} between two runs.`,
        help: 'Choose another "identity" of "dedupe", unless the destination recognises what it has.',
        pointer: `${pointer}/filters/${window.index}/value`,
      };
    }
  },
});
