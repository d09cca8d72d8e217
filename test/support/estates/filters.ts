import type { FilterRow, RelativePeriod } from '../../../src/legacy/bundle.ts';
import type { Random } from './random.ts';
import type { SystemEntity, SystemField } from './systems.ts';

/** Rows that records can pass together: at most one for a field, or a range. */
export function makeFilters(
  random: Random,
  { fields }: SystemEntity,
  { window, isSweeper, hasTypes }: { window: RelativePeriod | undefined; isSweeper: boolean; hasTypes: boolean },
): readonly FilterRow[] {
  const stamps = fields.filter(({ words, lists }) => /^(?:updated|changed) at$/u.test(words) && lists.length === 0);
  const [stamp] = stamps;
  const others = fields.filter((field) => field !== stamp && field.type !== 'object' && field.type !== 'id');
  const rows = random.some(others, random.int(0, isSweeper ? 1 : 4)).flatMap((field) => rowsFor(random, field));
  const windowed: FilterRow[] =
    window === undefined || stamp === undefined
      ? []
      : [{ field: stamp.name, type: 'datetime', operator: 'withinLast', value: window }];
  return [...windowed, ...rows].map((row) => (hasTypes || !random.chance(0.5) ? row : withoutType(row)));
}

function withoutType({ field, operator, value }: FilterRow): FilterRow {
  return { field, operator, ...(value === undefined ? {} : { value }) };
}

function rowsFor(random: Random, field: SystemField): readonly FilterRow[] {
  const { name } = field;
  switch (field.type) {
    case 'id':
    case 'object':
      return [];
    case 'code':
      return [{ field: name, type: 'string', ...textRow(random, field.codes ?? []) }];
    case 'text':
      return [{ field: name, type: 'string', ...textRow(random, ['Alpha', 'test', 'SKU-1', '1001', 'Zürich']) }];
    case 'number':
    case 'money':
      return numberRows(random, name);
    case 'boolean':
      return [
        { field: name, type: 'boolean', operator: random.pick(['equals', 'notEquals']), value: random.chance(0.5) },
      ];
    case 'date':
      return [{ field: name, type: 'datetime', ...dateRow(random) }];
  }
}

type Compared = Pick<FilterRow, 'operator' | 'value'>;

function textRow(random: Random, values: readonly string[]): Compared {
  const value = random.pick(values.filter((one) => one !== ''));
  const operator = random.pick([
    'equals',
    'notEquals',
    'contains',
    'startsWith',
    'endsWith',
    'in',
    'notIn',
    'isEmpty',
    'isNotEmpty',
    'greaterThan',
    'lessOrEqual',
  ] as const);
  switch (operator) {
    case 'in':
    case 'notIn':
      return { operator, value: [...random.some(values, 2)] };
    case 'isEmpty':
    case 'isNotEmpty':
      return { operator };
    case 'contains':
      return { operator, value: value.slice(1) || value };
    case 'startsWith':
      return { operator, value: value.slice(0, 2) };
    case 'endsWith':
      return { operator, value: value.slice(-2) };
    case 'equals':
    case 'notEquals':
    case 'greaterThan':
    case 'lessOrEqual':
      return { operator, value };
  }
}

function numberRows(random: Random, field: string): readonly FilterRow[] {
  const type = 'number';
  const low = random.pick([0, 5, 9.5, 10]);
  if (random.chance(0.2)) {
    return [
      { field, type, operator: 'greaterOrEqual', value: low },
      { field, type, operator: 'lessThan', value: low + 90 },
    ];
  }
  const operator = random.pick([
    'equals',
    'notEquals',
    'greaterThan',
    'greaterOrEqual',
    'lessThan',
    'lessOrEqual',
    'in',
    'notIn',
    'isEmpty',
    'isNotEmpty',
  ] as const);
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return [{ field, type, operator }];
  if (operator === 'in' || operator === 'notIn') return [{ field, type, operator, value: [low, 20] }];
  return [{ field, type, operator, value: random.chance(0.3) ? String(low) : low }];
}

function dateRow(random: Random): Compared {
  const operator = random.pick([
    'olderThan',
    'withinLast',
    'isNotEmpty',
    'isEmpty',
    'greaterThan',
    'lessThan',
  ] as const);
  switch (operator) {
    case 'olderThan':
      return { operator, value: { amount: random.int(1, 15), unit: random.pick(['second', 'minute']) } };
    case 'withinLast':
      return { operator, value: { amount: random.int(1, 3), unit: random.pick(['day', 'week', 'year']) } };
    case 'greaterThan':
      return { operator, value: '2025-01-01T00:00:00Z' };
    case 'lessThan':
      return { operator, value: '2031-10-26' };
    case 'isEmpty':
    case 'isNotEmpty':
      return { operator };
  }
}
