import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/sweeper-without-partner',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      if (service.type !== 'sweeper' || service.sweeps !== undefined) continue;
      yield {
        code: 'service/sweeper-without-partner',
        message: `Sweeper "${service.id}" does not say which service it backs up.`,
        help: 'Add "sweeps" with the id of that service.',
        pointer,
      };
    }
  },
});
