import type { CrossReference, MappingRow, TransformStep } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';
import { isObject } from '../text/json.ts';
import { parsePath, printPath, type PathSegment } from '../text/path.ts';
import { TransformError, type TransformContext, type TransformFunction } from '../contract/define-transform.ts';
import { compileTransform } from '../transforms/compile.ts';
import type { Dictionary } from './dictionary.ts';
import { compileCrossReference } from './cross-reference.ts';
import { compileRead, countLists } from './read-values.ts';
import { compileWrite, elementsOf } from './write-values.ts';

interface Row {
  /** True when the destination has more lists than the source: the value goes to every element that is there. */
  readonly repeats: boolean;
  /** True when other rows write inside what this one writes. */
  readonly isExtended: boolean;
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
  const targets = input.rows.map((row) => parsePath(input.destination(row.destination.field)));
  const rows = input.rows
    .map((row, index) => compileRow(row, targets[index] ?? [], targets, input))
    // A value that is repeated in every element of a list comes after the rows that make the elements, and a whole value
    // before the rows that write inside it.
    .toSorted((a, b) => rank(a) - rank(b));
  return (record) => {
    const target: Record<string, unknown> = {};
    for (const { write } of rows) write(record, target);
    return target;
  };
}

function rank({ repeats, isExtended }: Row): number {
  return repeats ? 2 : isExtended ? 0 : 1;
}

function compileRow(
  row: MappingRow,
  to: readonly PathSegment[],
  targets: readonly (readonly PathSegment[])[],
  input: MapInput,
): Row {
  if (to.some((segment) => segment.kind === 'key' && segment.key === '__proto__'))
    throw badTransform(row, 'a target cannot be called "__proto__"');
  if (to.some((segment) => segment.kind === 'key' && /^\d{5,}$/u.test(segment.key)))
    throw badTransform(row, 'a target cannot have a position beyond 9999');
  const lists = countLists(to);
  const from = 'field' in row.source ? parsePath(input.source(row.source.field)) : undefined;
  const repeats = countLists(from ?? []) < lists;
  const isExtended = targets.some((other) => isInside(other, to));
  const write = compileWrite(to);
  const put = (target: Record<string, unknown>, at: readonly number[], found: unknown): void => {
    if (found === undefined) return;
    // Others write inside it, and the record is not theirs to change.
    const value = isExtended ? copyOf(found) : found;
    if (!repeats) write(target, at, value);
    else for (const place of elementsOf(target, to, at)) write(target, place, value);
  };
  const hasSteps = (row.transformation ?? []).length > 0;
  const transform = compileTransformation(row, input);
  if (from === undefined) {
    const constant = 'constant' in row.source ? row.source.constant : undefined;
    const writesNothing = !('constant' in row.source) && !hasSteps;
    return {
      repeats,
      isExtended,
      write: (_, target) => (writesNothing ? undefined : put(target, [], transform(constant))),
    };
  }
  const read = compileRead(from, lists, row.destination.field);
  const taken = countLists(from) > lists ? placeTaken(to) : undefined;
  const takePlace = (value: unknown): unknown =>
    taken === undefined || !Array.isArray(value) ? value : (value as unknown[])[taken];
  // What the row says of a missing source goes before its functions; without a word, they get null.
  const isAnswered = !hasSteps || (row.whenMissing !== undefined && row.whenMissing !== 'unspecified');
  const valueOf = (found: unknown): unknown => {
    const value = hasSteps ? found : takePlace(found);
    if (value !== undefined) return takePlace(transform(value));
    return isAnswered ? replaceMissing(row, input.context) : transform(null);
  };
  return {
    repeats,
    isExtended,
    write: (record, target) => read(record, (value, at) => put(target, at, valueOf(value))),
  };
}

/** A destination such as "codes.0" takes the value at that place of a list, where the source has the list. */
function placeTaken(to: readonly PathSegment[]): number | undefined {
  const place = to.findLast((segment) => segment.kind === 'every' || /^\d+$/u.test(segment.key));
  return place?.kind === 'key' ? Number(place.key) : undefined;
}

/** True for a path that goes on where another one ends. */
function isInside(path: readonly PathSegment[], whole: readonly PathSegment[]): boolean {
  return path.length > whole.length && printPath(path.slice(0, whole.length)) === printPath(whole);
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value))
    Object.defineProperty(copy, key, { value: copyOf(member), writable: true, enumerable: true, configurable: true });
  return copy;
}

/** All functions of a row, one after the other. Throws TerminalError `run/transform-failed`. */
function compileTransformation(row: MappingRow, input: MapInput): (value: unknown) => unknown {
  const steps = (row.transformation ?? []).map((step) => compileStep(step, row, input));
  if (steps.length === 0) return (value) => value;
  return (input) => {
    let value = input;
    try {
      for (const step of steps) value = step(value);
    } catch (error) {
      throw explained(error, row);
    }
    return value;
  };
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
  try {
    return compileTransform({ function: step.function, arguments: step.arguments ?? {} }, around);
  } catch (error) {
    throw explained(error, row);
  }
}

function explained(error: unknown, row: MappingRow): unknown {
  return error instanceof TransformError ? badTransform(row, error.message, error) : error;
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
