import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/missing-modified-field',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      if (service.dedupe?.identity !== 'sourceId+modified' || service.dedupe.modifiedField !== undefined) continue;
      yield {
        code: 'service/missing-modified-field',
        message: `Service "${service.id}" identifies records by id and modified field, but names no such field.`,
        help: 'Add "modifiedField" to "dedupe".',
        pointer: `${pointer}/dedupe`,
      };
    }
  },
});
