import type { FlowFile, StepFilter } from '../../../src/flow/model.ts';
import type { Change, MutantKind } from '../kinds.ts';
import { filterRows, stepsOfKind, type At } from '../places.ts';

type Row = At<StepFilter>;

function forRows(
  name: string,
  where: 'shape' | 'pull' | 'any',
  change: (row: Row, all: readonly Row[], flow: FlowFile) => Change | undefined,
): MutantKind {
  return {
    name,
    touches: where === 'pull' ? 'other' : 'filter',
    changes: (flow) => {
      const all = filterRows(flow, where);
      return all.flatMap((row) => change(row, all, flow) ?? []);
    },
  };
}

function set({ place, value }: Row, member: keyof StepFilter, to: unknown): Change {
  return {
    edits: [{ place: [...place, member], value: to }],
    what: `${value.field}: ${member} ${JSON.stringify(value[member])} → ${JSON.stringify(to)}`,
  };
}

const neighbours: Readonly<Record<string, string>> = {
  eq: 'contains',
  neq: 'not_contains',
  gt: 'gte',
  gte: 'gt',
  lt: 'lte',
  lte: 'lt',
  in: 'eq',
  not_in: 'neq',
  contains: 'starts_with',
  starts_with: 'contains',
  ends_with: 'contains',
  is_empty: 'is_null',
  not_empty: 'not_null',
};

const opposites: Readonly<Record<string, string>> = {
  eq: 'neq',
  neq: 'eq',
  gt: 'lte',
  gte: 'lt',
  lt: 'gte',
  lte: 'gt',
  in: 'not_in',
  not_in: 'in',
  contains: 'not_contains',
  is_empty: 'not_empty',
  not_empty: 'is_empty',
};

const isRelative = ({ value }: Row): boolean => value.value_type === 'relative_date';

export const filterKinds: readonly MutantKind[] = [
  forRows('filter row deleted', 'shape', ({ place, value }) => ({
    edits: [{ place }],
    what: `${value.field} ${value.comparison} ${value.value ?? ''}`,
  })),
  forRows('filter row switched off', 'shape', (row) => set(row, 'is_active', false)),
  forRows('filter row as a boundary', 'shape', (row) => {
    const to = neighbours[row.value.comparison];
    return to === undefined ? undefined : set(row, 'comparison', to);
  }),
  forRows('filter row as its opposite', 'shape', (row) => {
    const to = opposites[row.value.comparison];
    return to === undefined ? undefined : set(row, 'comparison', to);
  }),
  forRows('keep_matching turned', 'shape', (row) =>
    row.value.keep_matching === true ? set(row, 'keep_matching', false) : undefined,
  ),
  forRows('filter value changed', 'shape', (row) => {
    const { value } = row.value;
    if (value === undefined || isRelative(row)) return undefined;
    const number = Number(value);
    return set(row, 'value', value !== '' && Number.isFinite(number) ? String(number + 1) : `${value}x`);
  }),
  forRows('filter value in another case', 'shape', (row) => {
    const { value, type } = row.value;
    if (value === undefined || isRelative(row) || type === 'boolean') return undefined;
    const upper = value.toUpperCase();
    const to = upper === value ? value.toLowerCase() : upper;
    return to === value ? undefined : set(row, 'value', to);
  }),
  forRows('value taken off a list', 'shape', (row) => {
    const parts = (row.value.value ?? '').split(',');
    return row.value.comparison.endsWith('in') && parts.length > 1
      ? set(row, 'value', parts.slice(0, -1).join(','))
      : undefined;
  }),
  forRows('filter type changed', 'shape', (row) => {
    const { type, comparison } = row.value;
    if (/empty|null/u.test(comparison)) return undefined;
    return set(row, 'type', type === 'number' || type === 'datetime' ? 'string' : 'number');
  }),
  forRows('filter on another field', 'shape', (row, _, flow) => {
    const other = filterRows(flow, 'shape').find(
      ({ value, place }) => value.field !== row.value.field && place.at(-3) === row.place.at(-3),
    );
    const own = row.value.field.split('.');
    return set(row, 'field', other?.value.field ?? [...own.slice(0, -1), `${own.at(-1) ?? ''}_2`].join('.'));
  }),
  forRows('window of another length', 'any', (row) => {
    const [, amount, rest = ''] = /^-(\d+)(.*)$/u.exec(row.value.value ?? '') ?? [];
    return isRelative(row) && amount !== undefined ? set(row, 'value', `-${Number(amount) * 3}${rest}`) : undefined;
  }),
  forRows('window in another unit', 'any', (row) => {
    const { value = '' } = row.value;
    const to = value.replace(/(second|minute|hour|day|week|year)/u, (unit) => (unit === 'hour' ? 'day' : 'hour'));
    return isRelative(row) && to !== value ? set(row, 'value', to) : undefined;
  }),
  {
    name: 'AND becomes OR',
    touches: 'filter',
    changes: (flow) =>
      filterRows(flow, 'shape').flatMap((row) =>
        Number(row.place.at(-1)) > 0 ? [set(row, 'operator_logic', 'or')] : [],
      ),
  },
  {
    name: 'match_order swapped',
    touches: 'filter',
    changes: (flow) =>
      stepsOfKind(flow, 'filter').flatMap(({ step, place }) => {
        const rows = step.filters ?? [];
        return rows.slice(1).map((row, index) => ({
          edits: [
            { place: [...place, 'filters', index, 'match_order'], value: row.match_order },
            { place: [...place, 'filters', index + 1, 'match_order'], value: rows[index]?.match_order },
          ],
          what: `${rows[index]?.field ?? ''} and ${row.field}`,
        }));
      }),
  },
  forRows('parameter of the pull deleted', 'pull', ({ place, value }) => ({ edits: [{ place }], what: value.field })),
  forRows('parameter of the pull with another name', 'pull', (row) => set(row, 'field', `${row.value.field}_x`)),
  forRows('parameter of the pull with another value', 'pull', (row) =>
    row.value.value === undefined || isRelative(row) ? undefined : set(row, 'value', `${row.value.value}x`),
  ),
  forRows('parameter of the pull in another date format', 'pull', (row) =>
    isRelative(row) ? set(row, 'date_format', row.value.date_format === 'Y-m-d' ? 'd.m.Y' : 'Y-m-d') : undefined,
  ),
];
