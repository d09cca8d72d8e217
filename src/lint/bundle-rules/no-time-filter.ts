import { defineBundleRule, scheduledServicesOf } from '../define-bundle-rule.ts';
import { hasTimeFilter } from '../service-window.ts';

export default defineBundleRule({
  name: 'service/no-time-filter',
  *check(bundle) {
    for (const { service, pointer } of scheduledServicesOf(bundle)) {
      if (hasTimeFilter(service)) continue;
      yield {
        code: 'service/no-time-filter',
        message: `Service "${service.id}" runs on a schedule and has no filter on a time: every run pulls everything.`,
        help: 'Add a row such as { field: updated_at, operator: withinLast, value: { amount: 1, unit: hour } }.',
        pointer: `${pointer}/filters`,
      };
    }
  },
});
