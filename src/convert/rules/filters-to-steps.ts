import type { StepFilter } from '../../flow/model.ts';
import type { FilterOperator, FilterRow, RelativePeriod } from '../../legacy/bundle.ts';
import { isObject } from '../../text/json.ts';
import { hasWildcard } from '../../text/path.ts';
import { claim, decide, inPage, type Scope } from '../scope.ts';

const comparisons: Readonly<Record<FilterOperator, string>> = {
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

export interface ConvertedFilters {
  /** For the pull: the API filters. */
  readonly endpoint: readonly StepFilter[];
  /** For a filter shape behind the pull. */
  readonly shape: readonly StepFilter[];
}

/** Filter rows the API knows become parameters of the pull, the others rules of a filter shape. Class: equivalent. */
export function filtersToSteps(scope: Scope): ConvertedFilters {
  const endpoint: StepFilter[] = [];
  const shape: StepFilter[] = [];
  for (const [index, row] of scope.service.filters.entries()) {
    const member = `filters/${index}`;
    const path = scope.source.pathOf(row.field);
    if (row.operator === 'unknown' || hasWildcard(path)) {
      const why =
        row.operator === 'unknown'
          ? `operator "${row.operatorLabel ?? ''}" has no known meaning`
          : 'the field is inside a list';
      const options = [
        { value: 'leave-out', effect: 'More records are pulled; the flow does not filter by this row.' },
      ];
      decide(
        scope,
        {
          kind: `filter/${index}`,
          question: `Filter on "${row.field}": ${why}. What should the flow do?`,
          options,
          recommended: 'leave-out',
        },
        member,
      );
      continue;
    }
    const comparison = comparisons[row.operator];
    const pushed = scope.source.endpoint?.filters?.find(
      (one) => (one.field === path || one.field === row.field) && one.comparison === comparison,
    );
    if (pushed === undefined) {
      shape.push({
        field: inPage(scope, path),
        ...typeOf(row),
        comparison,
        ...valueOf(row.value),
        keep_matching: true,
        match_order: shape.length + 1,
      });
      claim(
        scope,
        member,
        'noted',
        'filters-to-steps',
        'The API cannot filter by this field: more records are pulled and filtered behind.',
      );
    } else {
      endpoint.push({
        field: pushed.key,
        comparison,
        ...valueOf(row.value),
        location: pushed.location ?? 'url',
        ...(pushed.dateFormat === undefined ? {} : { date_format: pushed.dateFormat }),
      });
      claim(scope, member, 'converted', 'filters-to-steps');
    }
  }
  if (scope.service.filters.length === 0) claim(scope, 'filters', 'converted', 'filters-to-steps');
  return { endpoint, shape };
}

function typeOf(row: FilterRow): { type?: string } {
  if (isPeriod(row.value)) return { type: 'date' };
  return row.type === undefined ? {} : { type: row.type };
}

function valueOf(value: FilterRow['value']): Pick<StepFilter, 'value' | 'value_type'> {
  if (isPeriod(value)) return { value: `-${value.amount} ${value.unit}s`, value_type: 'relative_date' };
  if (value === undefined) return {};
  return { value: Array.isArray(value) ? value.join(',') : String(value), value_type: 'static' };
}

function isPeriod(value: FilterRow['value']): value is RelativePeriod {
  return isObject(value) && 'unit' in value;
}
