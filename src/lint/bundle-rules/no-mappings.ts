import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/no-mappings',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      if (service.mappings.length > 0 || service.sweeps !== undefined) continue;
      yield {
        code: 'service/no-mappings',
        message: `Service "${service.id}" has no mappings: records are pushed as they were pulled.`,
        help: 'Copy the rows of the mapping tab, if it has any.',
        pointer: `${pointer}/mappings`,
      };
    }
  },
});
