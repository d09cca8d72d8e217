import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/filters-on-inbound',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      if (service.trigger?.kind !== 'inboundApi' || service.filters.length === 0) continue;
      yield {
        code: 'service/filters-on-inbound',
        message: `Service "${service.id}" is fed through the inbound API, but has filters.`,
        help: 'Remove the filters; the sender has to select.',
        pointer: `${pointer}/filters`,
      };
    }
  },
});
