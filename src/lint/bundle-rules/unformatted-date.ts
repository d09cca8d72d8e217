import type { Service, ServiceBundle } from '../../legacy/bundle.ts';
import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/unformatted-date',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      const format = bundle.connectors.find(({ id }) => id === service.destination.connectorId)?.dateFormat;
      if (format === undefined) continue;
      for (const [index, { source, destination, transformation = [] }] of service.mappings.entries()) {
        const isDate =
          isDateField(bundle, service.destination, destination.field) ||
          ('field' in source && isDateField(bundle, service.source, source.field));
        if (!isDate || transformation.some((step) => /format/iu.test(step.function))) continue;
        yield {
          code: 'service/unformatted-date',
          message: `Date "${destination.field}" of service "${service.id}" is mapped without a format; the connector writes dates as "${format}".`,
          help: `Add { function: format date, arguments: { format: ${format} } } to the row, if the destination needs it.`,
          pointer: `${pointer}/mappings/${index}`,
        };
      }
    }
  },
});

function isDateField(bundle: ServiceBundle, side: Service['source' | 'destination'], field: string): boolean {
  const systemId = bundle.connectors.find(({ id }) => id === side.connectorId)?.systemId;
  const entity = bundle.systems.find(({ id }) => id === systemId)?.entities.find(({ type }) => type === side.entity);
  return /^(?:date|datetime|timestamp)$/iu.test(entity?.fields?.find(({ name }) => name === field)?.type ?? '');
}
