import type { CrossReference, FilterRow, MappingRow, RelativePeriod } from '../../legacy/bundle.ts';
import { isObject } from '../../text/json.ts';
import { compileDateFormat } from '../../text/php-date.ts';
import { relativePeriod } from '../../text/relative-date.ts';

export interface FieldUse {
  readonly path: string;
  /** As the system declares it, where it does. */
  readonly type: string | undefined;
  readonly rows: readonly MappingRow[];
  readonly filters: readonly FilterRow[];
  readonly crossReferences: readonly CrossReference[];
  /** PHP date tokens of the connector. */
  readonly dateFormat: string | undefined;
  readonly nowMs: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Values that the rows of a field mention, and what lies next to them. */
export function mentionedFor(use: FieldUse): readonly unknown[] {
  return [...filterValues(use), ...lookupValues(use), ...argumentValues(use)];
}

/** Values that show what filters and functions make of a field, the ordinary ones first. */
export function candidatesFor(use: FieldUse): readonly unknown[] {
  const kind = kindOf(use);
  const own = mentionedFor(use);
  const ordinary = { date: dates(use), number: numbers, boolean: [true, false], text: texts(use.path) }[kind];
  return unique([
    ...ordinary.slice(0, 3),
    ...own,
    ...odd,
    ...ordinary.slice(3),
    [ordinary[0], ordinary[1]],
    ...(kind === 'number' ? numericTexts : []),
    ...(kind === 'date' ? texts(use.path).slice(0, 2) : shortNumbers),
    ...(kind === 'date' ? [] : [dates(use)[3]]),
  ]);
}

type Kind = 'date' | 'number' | 'boolean' | 'text';

function kindOf({ path, type = '', rows, filters }: FieldUse): Kind {
  const functions = rows.flatMap(({ transformation = [] }) => transformation.map((step) => step.function));
  if (filters.some(({ value }) => isObject(value)) || /date|time/iu.test(type)) return 'date';
  if (/int|num|float|decimal|money/iu.test(type)) return 'number';
  if (/bool/iu.test(type)) return 'boolean';
  if (functions.some((name) => /date/iu.test(name) && !/dynamic/iu.test(name))) return 'date';
  if (functions.some((name) => /round|math|unit|number/iu.test(name))) return 'number';
  const name = path.split('.').at(-1) ?? path;
  if (type === '' && /(?:[_.-]at|at|date|time)$/iu.test(name) && /_at$|[a-z]At$|date|time/iu.test(name)) return 'date';
  return type === '' && /price|total|amount|quantity|qty|weight|stock|level$/iu.test(name) ? 'number' : 'text';
}

/** Beside what is meant: nothing, other forms, and what has no business there. */
const odd = [
  undefined,
  null,
  '',
  false,
  true,
  '0',
  {},
  [],
  { unexpected: 'object' },
  ['two', 'values'],
  [null, 'x'],
] as const;

const numbers = [12.5, 2.345, 1234.5678, 0, 1, -2.5, 1.005, 17.001, 99.995, 3, 250, 0.05, -7.1234, 1e6] as const;
const numericTexts = ['19.99', '007', ' 5 ', '1e3', '1,5', 'many'] as const;
const shortNumbers = [7, 1.5, 0] as const;

function texts(path: string): readonly unknown[] {
  const name = path.split('.').findLast((part) => part !== '*') ?? path;
  const first = /e-?mail/iu.test(name) ? 'Person.One@Example.com' : `${name} One`;
  return [
    first,
    `Second ${name} of more words`,
    'ÄÖÜ ß é',
    '  padded text ',
    `${'long and longer '.repeat(5)}end`,
    '007',
    '1.10',
    'A-b-c,d; e|f/g',
    'a',
    'emoji 😀 and 名前',
    'yes',
    '0',
    'false',
    '12.345',
    'banana an "x" #1001 $1',
    'two  blanks',
    ' ',
  ];
}

/** Day, month, hour, zone and season differ, and the first ones are of the last minutes. */
function dates({ nowMs, dateFormat, rows, filters }: FieldUse): readonly unknown[] {
  const recent = [2 * minute, 9 * minute, 14 * minute].map((ms) => nowMs - ms);
  const earlier = [3 * hour, 11 * hour, 2 * day, 8 * day, 40 * day, 150 * day, 190 * day, 380 * day].map(
    (ms) => nowMs - ms - 7 * 1000,
  );
  const fixed = ['2024-02-29T00:00:00Z', '2025-12-29T08:09:10Z', '2026-07-31T23:30:15Z', '2026-03-29T01:30:00Z'].map(
    (text) => Date.parse(text),
  );
  const reads = rows.flatMap(({ transformation = [] }) =>
    transformation.flatMap((step) => {
      const format = step.arguments?.['input_format'];
      return typeof format === 'string' ? [format] : [];
    }),
  );
  const formats = unique([...reads, ...(dateFormat === undefined ? [] : [dateFormat])]) as readonly string[]; // nothing else is put in
  const moments = [...recent, ...edges(filters, nowMs), ...earlier, ...fixed];
  const written = formats.flatMap((format) => {
    const write = compileDateFormat(format);
    return moments.map((epochMs) => write({ epochMs }));
  });
  const iso = moments.map((ms) => new Date(ms).toISOString().replace(/\.000Z$/u, 'Z'));
  const local = compileDateFormat('c');
  const zoned = moments.flatMap((epochMs, index) => {
    const offsetMinutes = [480, -570, 120, -300][index % 4] ?? 0;
    return index % 2 === 0 ? [local({ epochMs, offsetMinutes })] : [];
  });
  const plain = moments.slice(0, 4).map((epochMs) => compileDateFormat('Y-m-d H:i:s')({ epochMs }));
  const days = moments.slice(5, 8).map((epochMs) => compileDateFormat('Y-m-d')({ epochMs }));
  const seconds = moments.slice(4, 6).map((ms) => Math.floor(ms / 1000));
  const near = recent.length + edges(filters, nowMs).length;
  return [
    ...written.slice(0, 3),
    ...iso.slice(0, 3),
    ...written.slice(3, near),
    ...iso.slice(3, near),
    ...zoned,
    ...written.slice(near),
    ...iso.slice(near),
    ...plain,
    ...days,
    ...seconds,
    'n/a',
  ];
}

/** Moments just before and after the edges of windows. */
function edges(filters: readonly FilterRow[], nowMs: number): readonly number[] {
  return filters.flatMap(({ value }) => {
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /\d{4}-\d\d/u.test(value)) {
      const at = Date.parse(value);
      return [at, at - 1000, at + 1000];
    }
    if (!isPeriod(value)) return [];
    const at = relativePeriod(value, nowMs);
    if (at === undefined) return [];
    const length = nowMs - at;
    return [at + 1000, at - 1000, at, nowMs - length / 2, nowMs - length / 3, nowMs - length * 2];
  });
}

function isPeriod(value: FilterRow['value']): value is RelativePeriod {
  return isObject(value) && 'unit' in value;
}

/** What filters compare with, and what lies next to it. */
function filterValues({ filters, dateFormat, nowMs }: FieldUse): readonly unknown[] {
  const writes = [...(dateFormat === undefined ? [] : [dateFormat]), 'Y-m-d\\TH:i:s\\Z'].map(compileDateFormat);
  const near = edges(filters, nowMs).flatMap((epochMs) => writes.map((write) => write({ epochMs })));
  const compared = filters.flatMap(({ value, type }) => {
    const given = Array.isArray(value) ? value : value === undefined || isPeriod(value) ? [] : [value];
    return given.flatMap((one): readonly unknown[] => {
      if (typeof one === 'boolean') return [one, !one, String(one), Number(one)];
      const number = Number(one);
      const isNumber = one !== '' && Number.isFinite(number);
      const near = isNumber ? [number, number + 1, number - 1, number + 0.01, number - 0.01, String(number)] : [];
      const text = String(one);
      const around = [
        text,
        `${text}x`,
        `x${text}`,
        `x ${text} y`,
        text.toUpperCase(),
        text.toLowerCase(),
        `${text} `,
        text.slice(0, -1),
      ];
      return type === 'number' ? [...near, text, `${text}.0`, `0${text}`] : [...around, ...near];
    });
  });
  return [...near, ...compared];
}

/** A hit for every row of every lookup, as it is and around it, and a miss. */
function lookupValues({ rows, crossReferences }: FieldUse): readonly unknown[] {
  const tables = rows.flatMap(({ transformation = [] }) =>
    transformation.flatMap((step) => crossReferences.find(({ id }) => id === step.crossReferenceId) ?? []),
  );
  return tables.flatMap((table) => [
    ...table.rows.flatMap(({ value, match }, index) => {
      const number = Number(value);
      const around = index > 0 ? [] : [` ${value}`, `${value} second words`];
      return [
        value,
        ...(match === 'exact' ? [`${value}x`] : [`${value} and more`, `more and ${value}`, `so ${value} it`]),
        ...(value !== '' && Number.isFinite(number) ? [number] : []),
        value.toLowerCase(),
        value.toUpperCase(),
        ...around,
      ];
    }),
    ...table.rows.map(({ output }) => output),
    'nothing of the table',
  ]);
}

/** What functions look for, and texts just as long as they keep. */
function argumentValues({ rows }: FieldUse): readonly unknown[] {
  return rows.flatMap(({ transformation = [] }) =>
    transformation.flatMap((step) => {
      const given = step.arguments ?? {};
      const searched = [given['search']].flat().filter((one) => typeof one === 'string');
      const listed = [given['true_values'], given['false_values']].flatMap((one) =>
        typeof one === 'string' ? one.split(',').map((item) => item.trim()) : [],
      );
      const cut = typeof given['delimiter'] === 'string' && given['delimiter'] !== '' ? [given['delimiter']] : [];
      const length = typeof given['length'] === 'number' ? given['length'] : undefined;
      return [
        ...listed,
        ...searched.map((text) => `${text}one${text} two ${text}`),
        ...(searched.length > 1 ? [searched.toReversed().join('')] : []),
        ...cut.flatMap((text) => [`first${text}second${text} third word`, `a${text}b words c${text}d`]),
        ...(length === undefined ? [] : ['abcdefghij'.repeat(9).slice(0, length), `${'é'.repeat(length)}xy`]),
      ];
    }),
  );
}

function unique(values: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = value === undefined ? 'undefined' : JSON.stringify(value);
    return !seen.has(key) && seen.add(key);
  });
}
