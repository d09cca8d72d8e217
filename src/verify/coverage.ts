import type { Profile } from '../config/profile.ts';
import { compileFilters } from '../interpret/filters.ts';
import type { FilterRow, MappingRow } from '../legacy/bundle.ts';
import { compilePath, parsePath, printPath } from '../text/path.ts';
import { joinPointer } from '../text/pointer.ts';
import type { Outline } from './outline.ts';
import type { ScenarioRound } from './scenarios.ts';

/** A row of a service that was not seen on both of its outcomes: a flow without it could look the same. */
export interface UncoveredRow {
  /** JSON pointer into the bundle. */
  readonly pointer: string;
  /** What no record showed, as a sentence. */
  readonly lacks: string;
}

type Records = readonly Pick<ScenarioRound, 'nowMs' | 'records'>[];

/**
 * Rows that the records do not exercise on both outcomes: a filter row that stops none by itself, a mapping whose field no pushed
 * record has, or lacks. `rounds`: all records that were tried, with the moment at which they were.
 */
export function uncoveredRows(outline: Outline, rounds: Records, profile: Profile): readonly UncoveredRow[] {
  const judged = rounds.flatMap(({ nowMs, records }) => judge(outline, records.flat(), nowMs, profile));
  const passing = judged.filter(({ stops }) => stops.length === 0).map(({ record }) => record);
  const { service, mappings, mappingsAt } = outline;
  return [
    ...service.filters.flatMap((row, index): UncoveredRow[] =>
      isKnown(row) && !judged.some(({ stops }) => stops.length === 1 && stops[0] === index)
        ? [
            {
              pointer: joinPointer(outline.at, 'filters', index),
              lacks: `No record was stopped by the filter on "${row.field}" alone.`,
            },
          ]
        : [],
    ),
    ...mappings.flatMap((row, index) =>
      Array.from(lackingOf(row, outline, passing), (lacks) => ({ pointer: joinPointer(mappingsAt, index), lacks })),
    ),
  ];
}

/** Each record with the positions of the filter rows that stop it. */
function judge(
  { service, sourcePath }: Outline,
  records: readonly unknown[],
  nowMs: number,
  profile: Profile,
): readonly { readonly record: unknown; readonly stops: readonly number[] }[] {
  const tests = service.filters.map((row) =>
    isKnown(row) ? compileFilters([row], {}, sourcePath, { nowMs, assume: (key) => profile[key] }).test : () => true,
  );
  return records.map((record) => ({ record, stops: tests.flatMap((test, index) => (test(record) ? [] : [index])) }));
}

/** An operator that nobody knows stops the service itself, or was decided on. */
function isKnown({ operator }: FilterRow): boolean {
  return operator !== 'unknown';
}

function* lackingOf({ source }: MappingRow, outline: Outline, passing: readonly unknown[]): Generator<string> {
  if (!('field' in source)) return;
  const path = outline.sourcePath(source.field);
  const counts = counterOf(path);
  if (!passing.some((record) => counts(record).values > 0)) yield `No record with "${source.field}" was pushed.`;
  // Without its id a record is none, and one that a filter asks for cannot be without the field.
  const isNeeded =
    path === outline.idPath || outline.service.filters.some(({ field }) => outline.sourcePath(field) === path);
  const lacks = (record: unknown): boolean => {
    const { values, places } = counts(record);
    return values === 0 || values < places;
  };
  if (!isNeeded && !passing.some(lacks)) yield `No record without "${source.field}" was pushed.`;
}

/** How many values a record has at a path, and how many there could be: one in each element of the lists on the way. */
function counterOf(path: string): (record: unknown) => { readonly values: number; readonly places: number } {
  const segments = parsePath(path);
  const last = segments.findLastIndex(({ kind }) => kind === 'every');
  const read = compilePath(path);
  const size = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
  if (last < 0) return (record) => ({ values: read(record) === undefined ? 0 : 1, places: 1 });
  const elements = compilePath(printPath(segments.slice(0, last + 1)));
  return (record) => ({ values: size(read(record)), places: size(elements(record)) });
}
