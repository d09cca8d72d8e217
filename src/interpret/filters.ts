import type { Endpoint } from '../connector/definition.ts';
import type { FilterOperator, FilterRow, RelativePeriod } from '../legacy/bundle.ts';
import { findOperator } from '../operators/find.ts';
import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';
import type { EndpointCall } from '../contract/http-call.ts';
import { isObject } from '../text/json.ts';
import { child, parsePath, type PathSegment } from '../text/path.ts';
import { compileDateFormat } from '../text/php-date.ts';
import { relativePeriod } from '../text/relative-date.ts';
import type { Dictionary } from './dictionary.ts';

/** Written a second time on purpose: sharing the converter's table would hide its mistakes from the comparison. */
const operatorIds: Readonly<Record<FilterOperator, string>> = {
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

export interface ServiceFilters {
  /** Rows that the API evaluates itself. */
  readonly parameters: NonNullable<EndpointCall['parameters']>;
  /** Whether a pulled record passes the rest. */
  readonly test: (record: unknown) => boolean;
  /** Fields of rows that have let no record pass because none of those tested has them. */
  readonly missed: () => readonly MissedField[];
}

interface MissedField {
  readonly field: string;
  readonly path: string;
}

/** Splits filter rows into parameters of the pull and a test of each record. Rows are joined by AND. */
export function compileFilters(
  rows: readonly FilterRow[],
  endpoint: Pick<Endpoint, 'filters'>,
  dictionary: Dictionary,
  context: Pick<RunContext, 'nowMs' | 'assume'>,
): ServiceFilters {
  const parameters: NonNullable<EndpointCall['parameters']>[number][] = [];
  const tests: ((record: unknown) => boolean)[] = [];
  const watched: (MissedField & { isTested: boolean; isFound: boolean })[] = [];
  for (const row of rows) {
    if (row.operator === 'unknown')
      throw badFilter(row, `has an operator that is not known: "${row.operatorLabel ?? ''}"`);
    const id = operatorIds[row.operator];
    const path = dictionary(row.field);
    const pushed = endpoint.filters?.find(
      ({ field, comparison }) => (field === path || field === row.field) && comparison === id,
    );
    const moment = isPeriod(row.value) ? momentOf(row.value, row, context.nowMs) : undefined;
    if (pushed !== undefined) {
      const value =
        moment === undefined ? text(row.value) : compileDateFormat(pushed.dateFormat ?? 'c')({ epochMs: moment });
      parameters.push({ key: pushed.key, location: pushed.location ?? 'url', value });
      continue;
    }
    const operator = findOperator(id) ?? missingOperator(row);
    const right = moment === undefined ? text(row.value) : new Date(moment).toISOString();
    const matches = operator.compile(right, {
      type: moment === undefined ? row.type : 'date',
      nowMs: context.nowMs,
      onBadValue(expected) {
        throw badFilter(row, `has a value that is not ${expected}`, `Write ${expected} as the value, or another type.`);
      },
    });
    const passes = (value: unknown): boolean =>
      value === undefined && row.operator !== 'isEmpty'
        ? context.assume('service.filterMissing') === 'match'
        : matches(value);
    const segments = parsePath(path);
    const seen = { field: row.field, path, isTested: false, isFound: false };
    watched.push(seen);
    const look = (value: unknown): boolean => {
      const isPassed = passes(value);
      seen.isFound ||= isPassed || value !== undefined;
      return isPassed;
    };
    tests.push((record) => {
      seen.isTested = true;
      return anyValue(record, segments, look);
    });
  }
  return {
    parameters,
    test: (record) => tests.every((test) => test(record)),
    missed: () => watched.filter(({ isTested, isFound }) => isTested && !isFound),
  };
}

/** Of a field inside a list, one element that passes is enough; a list without elements has none. */
function anyValue(record: unknown, path: readonly PathSegment[], passes: (value: unknown) => boolean): boolean {
  const split = path.findIndex(({ kind }) => kind === 'every');
  let value = record;
  for (const segment of split < 0 ? path : path.slice(0, split))
    if (segment.kind === 'key') value = child(value, segment.key);
  if (split < 0) return passes(value);
  const rest = path.slice(split + 1);
  // Null in place of an element is none.
  return Array.isArray(value) && value.some((element) => element !== null && anyValue(element, rest, passes));
}

function isPeriod(value: FilterRow['value']): value is RelativePeriod {
  return isObject(value) && 'unit' in value;
}

function momentOf(period: RelativePeriod, row: FilterRow, nowMs: number): number {
  return relativePeriod(period, nowMs) ?? badPeriod(row);
}

function badPeriod(row: FilterRow): never {
  throw badFilter(row, 'reaches back beyond all dates');
}

function text(value: FilterRow['value']): string {
  if (Array.isArray(value)) return value.join(',');
  return value === undefined ? '' : String(value);
}

function missingOperator(row: FilterRow): never {
  throw badFilter(row, `has operator "${row.operator}", which cannot be evaluated here`);
}

function badFilter(
  row: FilterRow,
  what: string,
  help = 'Choose one of the operators of the bundle format.',
): TerminalError {
  return new TerminalError({
    code: 'run/bad-filter',
    message: `The filter on "${row.field}" ${what}.`,
    help,
  });
}
