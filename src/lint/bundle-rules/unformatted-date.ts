import { isUnformattedDate } from '../../legacy/date-fields.ts';
import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/unformatted-date',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      const format = bundle.connectors.find(({ id }) => id === service.destination.connectorId)?.dateFormat;
      if (format === undefined) continue;
      for (const [index, row] of service.mappings.entries()) {
        if (!isUnformattedDate(row, service, bundle)) continue;
        yield {
          code: 'service/unformatted-date',
          message: `Date "${row.destination.field}" of service "${service.id}" is mapped without a format; the connector writes dates as "${format}".`,
          help: `Add { function: format date, arguments: { format: ${format} } } to the row, if the destination needs it.`,
          pointer: `${pointer}/mappings/${index}`,
        };
      }
    }
  },
});
