import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/alerts-without-group',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      if (!service.alerts.active || service.alerts.notificationGroupIds.length > 0) continue;
      yield {
        code: 'service/alerts-without-group',
        message: `Service "${service.id}" has alerts, but no notification group that would get them.`,
        help: 'Add the id of a group to "notificationGroupIds", or switch the alerts off.',
        pointer: `${pointer}/alerts`,
      };
    }
  },
});
