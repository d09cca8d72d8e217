import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/empty-required-row',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      for (const [index, { required, source, destination, transformation = [] }] of service.mappings.entries()) {
        if (required !== true || !('none' in source) || transformation.length > 0) continue;
        yield {
          code: 'service/empty-required-row',
          message: `"${destination.field}" of service "${service.id}" is required, but nothing is mapped to it.`,
          help: 'Give the row a source field, a constant or a function.',
          pointer: `${pointer}/mappings/${index}/source`,
        };
      }
    }
  },
});
