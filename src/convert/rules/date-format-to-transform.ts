import type { MappingRule } from '../../flow/transform-step.ts';
import { isUnformattedDate } from '../../legacy/date-fields.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'date-format-to-transform',
  construct: 'Date format of a connector',
  becomes: 'A "format date" function on each mapped date, or nothing',
  class: 'decision',
  difference: 'Services formatted dates in silence; a map says it field by field.',
  /** The function that every mapped date without a format gets, if any. */
  convert(scope: Claiming<ServiceScope>): NonNullable<MappingRule['transforms']> {
    const { bundle, service } = scope;
    const connector = scope.index.connectors.get(service.destination.connectorId);
    const format = connector?.value.dateFormat;
    if (connector === undefined || format === undefined) return [];
    const pointer = `/connectors/${connector.index}/dateFormat`;
    const dates = service.mappings.filter((row) => isUnformattedDate(row, service, bundle));
    if (dates.length === 0) {
      scope.note('No date is mapped without a format of its own, so that nothing needs it.', pointer);
      return [];
    }
    const names = dates.map(({ destination }) => `"${destination.field}"`).join(', ');
    const answer = scope.decide(
      {
        kind: 'date-format',
        question: `The destination writes dates as "${format}". What should the flow do with ${names}?`,
        options: [
          { value: 'as-they-come', effect: 'Dates are sent as the source writes them.' },
          { value: 'format', effect: `Each of them is written as "${format}".` },
        ],
        recommended: 'as-they-come',
      },
      pointer,
    );
    return answer === 'format' ? [{ function: 'format date', arguments: { format } }] : [];
  },
});
