import type { RunContext } from '../../contract/context.ts';
import { compileFilters } from '../../interpret/filters.ts';
import { compileMapping } from '../../interpret/map-record.ts';
import type { FilterRow, MappingRow, ServiceBundle } from '../../legacy/bundle.ts';
import { hasWildcard } from '../../text/path.ts';
import type { Outline } from '../outline.ts';
import { candidatesFor, mentionedFor, type FieldUse } from './candidates.ts';
import { placeValue } from './place-value.ts';

/** What can stand in a field of the source, by what the service makes of it. */
export interface FieldPlan {
  readonly path: string;
  readonly isFiltered: boolean;
  /** Come through the filters and can be mapped. */
  readonly works: readonly unknown[];
  /** Come through the filters and cannot be mapped: a few for every set of rows that cannot. */
  readonly fails: readonly unknown[];
  /** By filter row: stopped by this one alone. */
  readonly stopped: readonly (readonly unknown[])[];
}

export type Around = Pick<RunContext, 'nowMs' | 'assume' | 'warn'>;

/** Sorts the candidates of every field that the service reads, except the id. */
export function planFields(outline: Outline, bundle: ServiceBundle, around: Around): readonly FieldPlan[] {
  const { service, mappings, sourcePath, referencePath, modifiedPath } = outline;
  const mapped = mappings.flatMap(({ source }) => ('field' in source ? [sourcePath(source.field)] : []));
  const filtered = service.filters.map(({ field }) => sourcePath(field));
  const more = [referencePath, modifiedPath].filter((path) => path !== undefined);
  return [...new Set([...more, ...filtered, ...mapped])]
    .filter((path) => path !== outline.idPath)
    .map((path) => planField(useOf(path, outline, bundle, around), outline, around));
}

/** The same for the id. */
export function planId(outline: Outline, bundle: ServiceBundle, around: Around): FieldPlan {
  const use = useOf(outline.idPath, outline, bundle, around);
  return planField({ ...use, type: 'string' }, outline, around);
}

function useOf(path: string, outline: Outline, bundle: ServiceBundle, { nowMs }: Around): FieldUse {
  const { service, mappings, sourcePath, modifiedPath, sourceSystem } = outline;
  const connector = bundle.connectors.find(({ id }) => id === service.source.connectorId);
  const declared = sourceSystem?.entities.find(({ type }) => type === service.source.entity)?.fields ?? [];
  return {
    path,
    type: path === modifiedPath ? 'datetime' : declared.find((field) => (field.path ?? field.name) === path)?.type,
    rows: mappings.filter(({ source }) => 'field' in source && sourcePath(source.field) === path),
    filters: service.filters.filter(({ field }) => sourcePath(field) === path),
    crossReferences: bundle.crossReferences,
    dateFormat: connector?.dateFormat,
    nowMs,
  };
}

function planField(use: FieldUse, outline: Outline, around: Around): FieldPlan {
  const { path, rows, filters } = use;
  const tests = filters.map((row) => testOf(row, outline, around));
  const failingRows = mapperOf(rows, use, outline, around);
  const mentioned = new Set(mentionedFor(use));
  const works: unknown[] = [];
  const fails = new Map<string, unknown[]>();
  const stopped = filters.map((): unknown[] => []);
  // What a person searches by is text or a number.
  const isReference = path === outline.referencePath || path === outline.modifiedPath;
  for (const value of candidatesFor(use)) {
    if (isReference && typeof value === 'object' && value !== null) continue;
    const record = recordWith(path, value);
    const stops = tests.flatMap((test, index) => (test(record) ? [] : [index]));
    const [only] = stops;
    if (only !== undefined) {
      if (stops.length === 1) stopped[only]?.push(value);
      continue;
    }
    const failing = failingRows(record).join();
    if (failing === '') works.push(value);
    else fails.set(failing, [...(fails.get(failing) ?? []), value]);
  }
  return {
    path,
    isFiltered: filters.length > 0,
    works,
    fails: Array.from(fails.values()).flatMap((values) => worthTrying(values, mentioned)),
    stopped,
  };
}

/** A few of many, those first that rows mention. */
function worthTrying(values: readonly unknown[], mentioned: ReadonlySet<unknown>): readonly unknown[] {
  const own = values.filter((value) => mentioned.has(value)).slice(0, 6);
  return [...own, ...values.filter((value) => !own.includes(value)).slice(0, 3)];
}

/** A record with the value once; in a list it is that of the only element. */
function recordWith(path: string, value: unknown): Record<string, unknown> {
  const record = {};
  placeValue(
    record,
    path,
    () => value,
    () => 1,
  );
  return record;
}

/** Whether a row lets a record pass. A row that cannot be compiled decides nothing here: the run says so. */
function testOf(row: FilterRow, { sourcePath }: Outline, around: Around): (record: unknown) => boolean {
  try {
    const { test } = compileFilters([row], {}, sourcePath, around);
    return (record) => succeeds(() => test(record)) === true;
  } catch {
    return () => true;
  }
}

/** Which rows cannot map a record. */
function mapperOf(
  rows: readonly MappingRow[],
  { crossReferences, path }: FieldUse,
  { sourcePath, destinationPath }: Outline,
  context: Around,
): (record: unknown) => readonly number[] {
  const input = { source: sourcePath, destination: destinationPath, crossReferences, context };
  const maps = rows.map((row) => {
    // A value that goes to elements which other rows make is only looked at where there are some.
    const isRepeated = hasWildcard(destinationPath(row.destination.field)) && !hasWildcard(path);
    const alone = isRepeated ? { ...row, destination: { field: 'repeated' } } : row;
    return succeeds(() => compileMapping({ ...input, rows: [alone] }));
  });
  return (record) =>
    maps.flatMap((map, index) => (map === undefined || succeeds(() => map(record)) !== undefined ? [] : [index]));
}

/** What a call gives; `undefined` where it throws. */
function succeeds<Result>(call: () => Result): Result | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
