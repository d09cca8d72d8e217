import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/duplicate-destination',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      const first = new Map<string, number>();
      for (const [index, { destination }] of service.mappings.entries()) {
        const earlier = first.get(destination.field);
        if (earlier === undefined) {
          first.set(destination.field, index);
          continue;
        }
        yield {
          code: 'service/duplicate-destination',
          message: `Two mapping rows of service "${service.id}" write "${destination.field}".`,
          help: 'Remove one of the two rows.',
          pointer: `${pointer}/mappings/${index}/destination/field`,
          related: [{ message: 'first written here', pointer: `${pointer}/mappings/${earlier}/destination/field` }],
        };
      }
    }
  },
});
