import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/loop',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      const { source, destination } = service;
      if (source.connectorId !== destination.connectorId || source.entity !== destination.entity) continue;
      yield {
        code: 'service/loop',
        message: `Service "${service.id}" writes "${source.entity}" to the connector it reads them from.`,
        help: 'Check the destination; what it writes may be pulled again.',
        pointer: `${pointer}/destination`,
      };
    }
  },
});
