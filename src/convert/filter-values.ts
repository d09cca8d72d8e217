import type { StepFilter } from '../flow/model.ts';
import type { FilterOperator, FilterRow, RelativePeriod } from '../legacy/bundle.ts';
import { withoutVariables } from '../contract/template.ts';
import { isObject } from '../text/json.ts';

/** A filter row whose operator is known. */
export type KnownRow = FilterRow & { readonly operator: FilterOperator };

/** The operator of process flows for each of services. */
export const comparisons: Readonly<Record<FilterOperator, string>> = {
  equals: 'eq',
  notEquals: 'neq',
  greaterThan: 'gt',
  greaterOrEqual: 'gte',
  lessThan: 'lt',
  lessOrEqual: 'lte',
  contains: 'contains',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
  in: 'in',
  notIn: 'not_in',
  isEmpty: 'is_empty',
  isNotEmpty: 'not_empty',
  withinLast: 'gte',
  olderThan: 'lt',
};

/** The operator of process flows that means the same; relative ones compare with a moment. */
export function comparisonOf(row: KnownRow): string {
  return comparisons[row.operator];
}

export function periodOf({ value }: FilterRow): RelativePeriod | undefined {
  return isObject(value) && 'unit' in value ? value : undefined;
}

/** Type and value of a filter rule; a period becomes a relative date such as "-15 minutes". */
export function comparedWith(row: KnownRow): Pick<StepFilter, 'type' | 'value' | 'value_type'> {
  const period = periodOf(row);
  if (period !== undefined)
    return { type: 'date', value: `-${period.amount} ${period.unit}s`, value_type: 'relative_date' };
  const type = row.type === undefined ? {} : { type: row.type };
  if (row.value === undefined) return type;
  const text = Array.isArray(row.value) ? row.value.join(',') : String(row.value);
  return { ...type, value: withoutVariables(text), value_type: 'static' };
}
