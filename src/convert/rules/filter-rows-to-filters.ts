import { hasWildcard } from '../../text/path.ts';
import type { FlowStep, StepFilter } from '../../flow/model.ts';
import type { FilterRow } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { comparisonOf, type KnownRow } from '../filter-values.ts';
import type { Scope } from '../scope.ts';
import filterToFilter from './filter-to-filter.ts';
import filterToParameter from './filter-to-parameter.ts';
import idleSettingToReport from './idle-setting-to-report.ts';
import listFilterToFilter from './list-filter-to-filter.ts';
import unknownOperatorToFilter from './unknown-operator-to-filter.ts';
import yearToDate from './year-to-date.ts';

/** Where the filter rows of a service went. */
export interface ConvertedFilters {
  /** For the pull: filters that the API evaluates. */
  readonly parameters: readonly StepFilter[];
  /** Behind the pull, over the records of a page. */
  readonly pageSteps: readonly FlowStep[];
  /** For each single record: whether one of its list elements matches. */
  readonly recordSteps: readonly FlowStep[];
}

export default defineConversionRule({
  name: 'filter-rows-to-filters',
  construct: 'Filter rows, joined by AND; two rows on one field make a range',
  becomes: 'Filters of the pull and rules of one filter shape, joined by AND',
  class: 'exact',
  convert(scope: Claiming<Scope>): ConvertedFilters {
    const parameters: StepFilter[] = [];
    const rules: StepFilter[] = [];
    const recordSteps: FlowStep[] = [];
    for (const [index, given] of scope.service.filters.entries()) {
      const stated = given.operator === 'unknown' ? unknownOperatorToFilter.convert(scope, given, index) : known(given);
      if (stated === undefined) continue;
      const row = yearToDate.convert(scope, stated, index);
      claimIdle(scope, row, index);
      const path = scope.source.pathOf(row.field);
      const pushed = scope.source.endpoint?.filters?.find(
        (one) => (one.field === path || one.field === row.field) && one.comparison === comparisonOf(row),
      );
      if (pushed !== undefined) parameters.push(filterToParameter.convert(scope, row, index, pushed));
      else if (hasWildcard(path)) recordSteps.push(...listFilterToFilter.convert(scope, row, index, path));
      else rules.push(filterToFilter.convert(scope, row, index, path));
    }
    scope.claim('filters');
    const filters = rules.map((rule, order) => ({ ...rule, match_order: order + 1 }));
    const shape: FlowStep = { name: 'Filter', microservice: 'filter', config: {}, filters, ...scope.from('filters') };
    return { parameters, pageSteps: rules.length === 0 ? [] : [shape], recordSteps };
  },
});

/** What is on screen beside the operator and changes nothing. */
function claimIdle(scope: Scope, row: KnownRow, index: number): void {
  const members = [
    ...(row.operatorLabel === undefined ? [] : ['operatorLabel']),
    ...(row.value !== undefined && (row.operator === 'isEmpty' || row.operator === 'isNotEmpty') ? ['value'] : []),
  ];
  idleSettingToReport.convert(scope, ...members.map((member) => `filters/${index}/${member}`));
}

function known(row: FilterRow): KnownRow | undefined {
  return row.operator === 'unknown' ? undefined : { ...row, operator: row.operator };
}
