import type { MappingRule } from '../../flow/transform-step.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'date-format-to-transform',
  construct: 'Date format of a connector',
  becomes: 'A "format date" function on each mapped date, or nothing',
  class: 'decision',
  difference: 'Services formatted dates in silence; a map says it field by field.',
  /** Returns the function that every mapped date of the service gets, if any. `dates`: their names. */
  convert(
    scope: Claiming<ServiceScope>,
    {
      format,
      pointer,
      dates,
    }: { readonly format: string; readonly pointer: string; readonly dates: readonly string[] },
  ): NonNullable<MappingRule['transforms']> {
    if (dates.length === 0) {
      scope.note('No date is mapped without a format of its own, so that nothing needs it.', pointer);
      return [];
    }
    const answer = scope.decide(
      {
        kind: 'date-format',
        question: `The destination writes dates as "${format}". What should the flow do with ${dates.map((date) => `"${date}"`).join(', ')}?`,
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
