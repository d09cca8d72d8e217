import type { StepFilter } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { comparedWith, comparisonOf, periodOf, type KnownRow } from '../filter-values.ts';
import { inPage, isInbound, type Scope } from '../scope.ts';
import relativeTimeToDate from './relative-time-to-date.ts';

export default defineConversionRule({
  name: 'filter-to-filter',
  construct: 'Filter row that the API of the source cannot evaluate',
  becomes: 'Rule of a filter shape behind the pull',
  class: 'equivalent',
  difference: 'The same records pass, but more are pulled: rate limits and operations feel it.',
  convert(scope: Claiming<Scope>, row: KnownRow, index: number, path: string): StepFilter {
    if (periodOf(row) !== undefined) relativeTimeToDate.convert(scope, index);
    scope.claim(`filters/${index}`);
    const field = isInbound(scope.service) ? path : inPage(scope, path);
    return { field, comparison: comparisonOf(row), ...comparedWith(row), keep_matching: true };
  },
});
