import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/no-schedule-zone',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      if (service.trigger?.kind !== 'schedule' || service.trigger.timeZone !== undefined) continue;
      yield {
        code: 'service/no-schedule-zone',
        message: `The schedule of service "${service.id}" names no time zone; UTC is assumed.`,
        help: 'Add "timeZone" to "trigger", for example "timeZone": "UTC".',
        pointer: `${pointer}/trigger`,
      };
    }
  },
});
