import type { FlowFile } from '../../src/flow/model.ts';
import { compileDateFormat } from '../../src/text/php-date.ts';
import { resolveRelativeDate } from '../../src/text/relative-date.ts';
import { filterRows, transformCalls } from './places.ts';

/** The moment at which mutants are judged. */
export const nowMs = Date.UTC(2026, 2, 1, 10);

const texts = [
  '',
  ' ',
  'a',
  'b',
  'Alpha beta',
  ' padded ',
  'ÄÖÜ ß ñ',
  'x'.repeat(70),
  '#1001',
  'A-b-c,d;e|f',
  'banana an',
  'null',
  '0',
  '1',
  'true',
  'false',
  'yes',
  'no',
  '007',
  '1.10',
  '1e3',
  '12.345',
  '-0.005',
  '9 kg',
];
const numbers = [0, 1, -1, 2.5, 2.345, 1.005, 99.995, 12, 1000, 1234.5678, -2.5, 250, 3.3333, 17.001, 10.049, -7.1234];
const others = [undefined, null, true, false, [], ['a', 'b c'], ['a', null, 3], [1, 2.5], {}, { a: 1 }];

/** Day, month, hour, zone and season differ, and so do the year and that of the week. */
const moments = [
  '2026-01-09T13:05:07Z',
  '2026-07-31T23:30:15+02:00',
  '2025-12-29T08:09:10-05:00',
  '2024-02-29T00:00:00.250Z',
  '2027-01-02T12:00:59Z',
];

/** Values that tell a flow and a mutant of it apart, where anything can. */
export function valuesFor(flows: readonly FlowFile[]): readonly unknown[] {
  const mentioned = flows.flatMap((flow) => [...mentionedIn(flow), ...boundariesIn(flow)]);
  const around = mentioned.flatMap((text) => [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
    `${text}x`,
    `x${text}`,
    `x${text}y`,
    ...(text !== '' && Number.isFinite(Number(text)) ? [Number(text), Number(text) + 1, Number(text) - 1] : []),
  ]);
  const dates = moments.flatMap((moment) => [moment, ...formatsIn(flows).map((format) => writeDate(moment, format))]);
  return [...new Set([...others, ...texts, ...numbers, ...around, ...dates, '1767225600', 1_767_225_600])];
}

function writeDate(moment: string, format: string): string | number {
  const written = compileDateFormat(format)({ epochMs: Date.parse(moment) });
  return written as string | number; // a format gives text, or the seconds of an epoch
}

function formatsIn(flows: readonly FlowFile[]): readonly string[] {
  const named = flows.flatMap((flow) =>
    transformCalls(flow).flatMap(({ value }) => {
      const format = value.arguments?.['input_format'];
      return typeof format === 'string' ? [format] : [];
    }),
  );
  return [...new Set(['Y-m-d H:i:s', ...named])];
}

/** Texts in lookups, filters and arguments. */
function mentionedIn(flow: FlowFile): readonly string[] {
  const rows = (flow['x-repatch']?.lookups ?? []).flatMap((table) =>
    table.rows.flatMap((row) => [row.left_value, row.right_value]),
  );
  const compared = filterRows(flow, 'shape').flatMap(({ value }) => [
    value.value ?? '',
    ...(value.value ?? '').split(','),
  ]);
  const given = transformCalls(flow).flatMap(({ value }) =>
    Object.values(value.arguments ?? {}).flatMap((one) => (typeof one === 'string' ? [one, ...one.split(',')] : [])),
  );
  return [...rows, ...compared, ...given];
}

/** Moments just before and after those that filters compare with. */
function boundariesIn(flow: FlowFile): readonly string[] {
  return filterRows(flow, 'shape').flatMap(({ value }) => {
    const at = resolveRelativeDate(value.value ?? '', nowMs) ?? Date.parse(value.value ?? '');
    if (Number.isNaN(at)) return [];
    return [at - 1000, at, at + 1000, nowMs - (nowMs - at) / 2, nowMs - (nowMs - at) * 2].map((ms) =>
      new Date(ms).toISOString(),
    );
  });
}
