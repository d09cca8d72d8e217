import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';
import { dayMs, inWords, windowOf } from '../service-window.ts';

/** Days for which a data pool remembers a key. */
const poolDays = 90;

export default defineBundleRule({
  name: 'service/window-beyond-pool',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      const window = windowOf(service);
      if (window === undefined || window.lengthMs <= poolDays * dayMs || service.dedupe?.identity === 'none') continue;
      yield {
        code: 'service/window-beyond-pool',
        message: `Service "${service.id}" looks back ${inWords(window.lengthMs)}; a data pool forgets a key after ${poolDays} days.`,
        help: `Look back at most ${poolDays} days, or expect older records to be pushed again.`,
        pointer: `${pointer}/filters/${window.index}/value`,
      };
    }
  },
});
