import type { CrossReference, MappingRow, TransformStep } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';
import { child, parsePath, type PathSegment } from '../text/path.ts';
import { TransformError, type TransformContext, type TransformFunction } from '../contract/define-transform.ts';
import { compileTransform } from '../transforms/compile.ts';
import type { Dictionary } from './dictionary.ts';
import { compileCrossReference } from './cross-reference.ts';

/** One value on its way, with the positions of the lists it came through. */
interface Found {
  readonly at: readonly number[];
  readonly value: unknown;
}

interface Row {
  /** True when the destination has more lists than the source: the value goes to every element that is there. */
  readonly repeats: boolean;
  readonly write: (record: unknown, target: Record<string, unknown>) => void;
}

interface MapInput {
  readonly rows: readonly MappingRow[];
  readonly source: Dictionary;
  readonly destination: Dictionary;
  readonly crossReferences: readonly CrossReference[];
  readonly context: RunContext;
}

/**
 * Compiles the mapping tab of a service to a function from source record to destination record.
 * Errors: TerminalError `run/transform-failed`, `run/missing-source`, `run/not-a-list`, `run/unsupported-script`.
 */
export function compileMapping(input: MapInput): (record: unknown) => Record<string, unknown> {
  // A value that is repeated in every element of a list comes after the rows that make the elements.
  const rows = input.rows
    .map((row) => compileRow(row, input))
    .toSorted((a, b) => Number(a.repeats) - Number(b.repeats));
  return (record) => {
    const target: Record<string, unknown> = {};
    for (const { write } of rows) write(record, target);
    return target;
  };
}

function compileRow(row: MappingRow, input: MapInput): Row {
  const to = parsePath(input.destination(row.destination.field));
  if (to.some((segment) => segment.kind === 'key' && segment.key === '__proto__'))
    throw badTransform(row, 'a target cannot be called "__proto__"');
  const lists = countLists(to);
  const steps = (row.transformation ?? []).map((step) => compileStep(step, row, input));
  const transform = (value: unknown): unknown => steps.reduce<unknown>((current, step) => step(current), value);
  const from = 'field' in row.source ? parsePath(input.source(row.source.field)) : undefined;
  const constant = 'constant' in row.source ? row.source.constant : undefined;
  const isConstant = 'constant' in row.source;
  const isAnswered = row.whenMissing !== undefined && row.whenMissing !== 'unspecified';
  const repeats = countLists(from ?? []) < lists;
  const put = (target: Record<string, unknown>, at: readonly number[], value: unknown): void => {
    if (value === undefined) return;
    for (const place of repeats ? elementsOf(target, to, at) : [at]) assign(target, to, place, value);
  };
  const write: Row['write'] = (record, target) => {
    const found: readonly Found[] =
      from === undefined ? [{ at: [], value: constant }] : gather(find(record, from, [], row), from, lists);
    for (const { at, value } of found) {
      const missing = value === undefined && from !== undefined;
      // What the row says of a missing source goes before its functions; without a word, they get null.
      if (missing && (steps.length === 0 || isAnswered)) put(target, at, replaceMissing(row, input.context));
      else if (from !== undefined || isConstant || steps.length > 0)
        put(
          target,
          at,
          explain(row, () => transform(missing ? null : value)),
        );
    }
  };
  return { repeats, write };
}

function countLists(path: readonly PathSegment[]): number {
  return path.filter(({ kind }) => kind === 'every').length;
}

function compileStep(step: TransformStep, row: MappingRow, { context, crossReferences }: MapInput): TransformFunction {
  if (step.function === 'script' || step.scriptId !== undefined) {
    throw new TerminalError({
      code: 'run/unsupported-script',
      message: `The mapping of "${row.destination.field}" runs a field script, which cannot be run yet.`,
      help: 'Leave the row out of the copy that you run.',
    });
  }
  if (step.crossReferenceId !== undefined) {
    const table = crossReferences.find(({ id }) => id === step.crossReferenceId);
    if (table === undefined) throw badTransform(row, `there is no cross reference "${step.crossReferenceId}"`);
    return compileCrossReference(table, 'field' in row.source ? row.source.field : '', context);
  }
  const around: TransformContext = {
    nowMs: context.nowMs,
    assume: (key) => context.assume(key),
    lookup: () => undefined,
    template: (text) => () => text,
    warn: (text) => context.warn(text),
  };
  return explain(row, () => compileTransform({ function: step.function, arguments: step.arguments ?? {} }, around));
}

function explain<Result>(row: MappingRow, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TransformError) throw badTransform(row, error.message, error);
    throw error;
  }
}

/** All values that a path reaches; a `*` over something that is not a list fails the record. */
function find(value: unknown, path: readonly PathSegment[], at: readonly number[], row: MappingRow): readonly Found[] {
  const [segment, ...rest] = path;
  if (segment === undefined) return [{ at, value }];
  if (segment.kind === 'key') return find(child(value, segment.key), rest, at, row);
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((element, index) => find(element, rest, [...at, index], row));
  throw new TerminalError({
    code: 'run/not-a-list',
    message: `The mapping of "${row.destination.field}" expects a list where the record has none.`,
    help: 'Correct the path of the field, or the record at its source.',
  });
}

/** Lists of the source that the destination does not have become one list value. */
function gather(found: readonly Found[], from: readonly PathSegment[], lists: number): readonly Found[] {
  if (countLists(from) <= lists) return found;
  const groups = new Map<string, { at: readonly number[]; value: unknown[] }>();
  if (lists === 0) groups.set('', { at: [], value: [] });
  for (const { at, value } of found) {
    const key = at.slice(0, lists).join('.');
    const group = groups.get(key) ?? { at: at.slice(0, lists), value: [] };
    groups.set(key, group);
    if (value !== undefined) group.value.push(value);
  }
  return [...groups.values()];
}

/** Places of the elements that a path reaches in what was written so far, below those that `at` names. */
function elementsOf(
  written: unknown,
  path: readonly PathSegment[],
  at: readonly number[],
): readonly (readonly number[])[] {
  const [segment, ...rest] = path;
  if (segment === undefined) return [[]];
  if (segment.kind === 'key') return elementsOf(child(written, segment.key), rest, at);
  if (!Array.isArray(written)) return [];
  const [only, ...below] = at;
  const indexes = only === undefined ? [...written.keys()] : [only];
  return indexes.flatMap((index) => elementsOf(written[index], rest, below).map((place) => [index, ...place]));
}

function assign(
  target: Record<string, unknown>,
  path: readonly PathSegment[],
  at: readonly number[],
  value: unknown,
): void {
  let holder: Record<string, unknown> = target;
  let list = 0;
  const keys = path.map((segment) => (segment.kind === 'every' ? String(at[list++] ?? 0) : segment.key));
  keys.forEach((key, index) => {
    if (index === keys.length - 1) {
      holder[key] = value;
      return;
    }
    const next = path[index + 1];
    const isList = next?.kind === 'every' || (next?.kind === 'key' && /^\d+$/u.test(next.key));
    holder = (holder[key] ??= isList ? [] : {}) as Record<string, unknown>; // made on this line, or by an earlier row of the same form
  });
}

function replaceMissing(row: MappingRow, context: RunContext): unknown {
  const asked =
    row.whenMissing === undefined || row.whenMissing === 'unspecified'
      ? context.assume('service.missingSource')
      : row.whenMissing;
  if (typeof asked === 'object') return asked.default;
  if (asked === 'fail') throw missingSource(row);
  if (asked === 'null') return null;
  return asked === 'empty' ? '' : undefined;
}

function missingSource(row: MappingRow): TerminalError {
  return new TerminalError({
    code: 'run/missing-source',
    message: `The source of "${row.destination.field}" has no value.`,
    help: 'Complete the record at its source, or change "whenMissing" of the row.',
  });
}

function badTransform(row: MappingRow, what: string, cause?: unknown): TerminalError {
  return new TerminalError({
    code: 'run/transform-failed',
    message: `The mapping of "${row.destination.field}" failed: ${what}.`,
    help: 'Correct the record at its source, or the function of the row.',
    cause,
  });
}
