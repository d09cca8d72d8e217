import type { EndpointFilter } from '../../connector/definition.ts';
import type { StepFilter } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { comparedWith, comparisonOf, periodOf, type KnownRow } from '../filter-values.ts';
import type { Scope } from '../scope.ts';
import relativeTimeToDate from './relative-time-to-date.ts';

export default defineConversionRule({
  name: 'filter-to-parameter',
  construct: 'Filter row that the API of the source evaluates',
  becomes: 'Filter of the pull endpoint',
  class: 'equivalent',
  difference: 'The same records are pulled; name and format of the parameter are those of the API.',
  convert(scope: Claiming<Scope>, row: KnownRow, index: number, pushed: EndpointFilter): StepFilter {
    const { value, value_type } = comparedWith(row);
    if (periodOf(row) !== undefined) relativeTimeToDate.convert(scope, index);
    scope.claim(`filters/${index}`);
    return {
      field: pushed.key,
      comparison: comparisonOf(row),
      ...(value === undefined ? {} : { value }),
      ...(value_type === undefined ? {} : { value_type }),
      location: pushed.location ?? 'url',
      ...(pushed.dateFormat === undefined ? {} : { date_format: pushed.dateFormat }),
    };
  },
});
