import type { CrossReference, MappingRow, TransformStep } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';
import { isObject } from '../text/json.ts';
import { child, parsePath, printPath, type PathSegment } from '../text/path.ts';
import { TransformError, type TransformContext, type TransformFunction } from '../contract/define-transform.ts';
import { pendingValue } from '../contract/script-values.ts';
import { compileTransform } from '../transforms/compile.ts';
import type { Dictionary } from './dictionary.ts';
import { compileCrossReference } from './cross-reference.ts';
import { compileReadAt, countLists, listOf } from './read-values.ts';
import { compileTargets, isContradicted, isPosition, eachPlace, stretch, writeAt, type Target } from './target.ts';

interface Row {
  readonly target: Target;
  /** How many lists the destination has. */
  readonly lists: number;
  /** For each of its lists that pair with one of the source. */
  readonly makers: readonly ElementMaker[];
  /** What is written at one place; `undefined`: nothing. */
  readonly valueAt: (record: unknown, at: readonly number[]) => unknown;
}

/** Makes the elements that a source list asks for in a list of the destination. */
interface ElementMaker {
  /** The two lists: what another row asks for is there. */
  readonly lists: string;
  /** The list of the destination, or the one around it. */
  readonly outermost: string;
  readonly lateness: string;
  readonly make: WriteRecord;
}

type WriteRecord = (record: unknown, root: Root) => void;

/** Holds what has been written of the destination record. */
type Root = Record<string, unknown>;

/** What a mapping needs of a run. */
export type MapContext = Pick<RunContext, 'nowMs' | 'assume' | 'warn'>;

/** Compiles one use of a field script. What it gives may be `pendingValue`. */
type UseScript = NonNullable<TransformContext['script']>;

interface MapInput {
  readonly rows: readonly MappingRow[];
  readonly source: Dictionary;
  readonly destination: Dictionary;
  readonly crossReferences: readonly CrossReference[];
  readonly context: MapContext;
  /** Absent: a row with a script gives something that nobody knows. */
  readonly script?: UseScript;
}

/**
 * Compiles the mapping tab of a service to a function from source record to destination record: first the elements that
 * source lists ask for, then whole values, the fields inside them, and single positions last.
 * Errors: TerminalError `run/transform-failed`, `run/missing-source`, `run/not-a-list`. With field scripts the
 * function gives what is complete only when `ScriptValues.complete` has run it.
 */
export function compileMapping(input: MapInput): (record: unknown) => unknown {
  const targets = compileTargets(targetPaths(input));
  const rows = input.rows.map((row, index) => compileRow(row, targets[index]!, input)); // one for each row
  const makers = [...new Map(rows.flatMap((row) => row.makers.map((one) => [one.lists, one]))).values()];
  const stages = [...new Set([...rows.map(({ target }) => target), ...makers].map(({ lateness }) => lateness))]
    .toSorted()
    .map((stage) =>
      compileStage(
        rows.filter(({ target }) => target.lateness === stage),
        makers.filter(({ lateness }) => lateness === stage),
      ),
    );
  return (record) => {
    const root: Root = {};
    for (const write of stages) write(record, root);
    return root[top] ?? {};
  };
}

/** Name of the record in its holder, so that it can be a list as well. */
const top = 'record';

function targetPaths({ rows, destination }: MapInput): readonly (readonly PathSegment[])[] {
  const paths = rows.map((row) => parsePath(destination(row.destination.field)));
  for (const [index, row] of rows.entries()) {
    const path = paths[index] ?? [];
    if (path.some((segment) => segment.kind === 'key' && segment.key === '__proto__'))
      throw badTransform(row, 'a target cannot be called "__proto__"');
    if (path.some((segment) => segment.kind === 'key' && /^\d{5,}$/u.test(segment.key)))
      throw badTransform(row, 'a target cannot have a position beyond 9999');
    if (isContradicted(path, paths))
      throw badTransform(row, 'other rows write every element of what would have to be an object');
  }
  return paths.map((path) => [{ kind: 'key', key: top }, ...path]);
}

function compileStage(rows: readonly Row[], makers: readonly ElementMaker[]): WriteRecord {
  const makeAll = inTurn(makers);
  const wholes = rows.filter(({ target }) => target.isExtended).toSorted((a, b) => depthOf(a) - depthOf(b));
  // Elements are made by the first row for a list, so that fields come in the order of the rows.
  const left = new Set(makers);
  const others = rows
    .filter(({ target }) => !target.isExtended)
    .map((row) => {
      const list = row.lists === 0 ? undefined : outermostList(row.target);
      const own = [...left].filter(({ outermost }) => outermost === list);
      for (const maker of own) left.delete(maker);
      return { row, prepare: own.length === 0 ? undefined : inTurn(own) };
    });
  const makeRest = inTurn([...left]);
  return (record, root) => {
    for (const row of wholes) {
      makeAll(record, root);
      writeRow(row, record, root);
    }
    for (const { row, prepare } of others) {
      prepare?.(record, root);
      writeRow(row, record, root);
    }
    makeRest(record, root);
  };
}

function inTurn(makers: readonly ElementMaker[]): WriteRecord {
  return (record, root) => {
    for (const { make } of makers) make(record, root);
  };
}

function outermostList({ path }: Target): string {
  return printPath(
    path.slice(
      0,
      path.findIndex(({ kind }) => kind === 'every'),
    ),
  );
}

function depthOf({ target }: Row): number {
  return target.path.length;
}

const onePlace: readonly number[] = [];

function writeRow({ target, lists, valueAt }: Row, record: unknown, root: Root): void {
  const write = (at: readonly number[]): void => {
    const value = valueAt(record, at);
    // Others write inside it, and the record is not theirs to change.
    if (value !== undefined) writeAt(root, target, at, target.isExtended ? copyOf(value) : value);
  };
  if (lists === 0) write(onePlace);
  else eachPlace(root, target.path, write);
}

function compileRow(row: MappingRow, target: Target, input: MapInput): Row {
  const lists = countLists(target.path);
  const hasSteps = (row.transformation ?? []).length > 0;
  const transform = compileTransformation(row, input);
  if (!('field' in row.source)) {
    const writesNothing = !('constant' in row.source) && !hasSteps;
    const constant = 'constant' in row.source ? row.source.constant : null;
    const valueAt = (): unknown => (writesNothing ? undefined : transform(constant));
    return { target, lists, makers: [], valueAt };
  }
  const from = parsePath(input.source(row.source.field));
  const paired = Math.min(countLists(from), lists);
  const read = compileReadAt(from, paired, row.destination.field);
  const taken = countLists(from) > lists ? placeTaken(row, target) : undefined;
  const takePlace = (value: unknown): unknown =>
    taken === undefined || !Array.isArray(value) ? value : (value as unknown[])[taken];
  // What the row says of a missing source goes before its functions; without a word, they get null.
  const isAnswered = !hasSteps || (row.whenMissing !== undefined && row.whenMissing !== 'unspecified');
  return {
    target,
    lists,
    makers: Array.from({ length: paired }, (_, list) => elementMaker(from, target, list + 1, row.destination.field)),
    valueAt(record, at) {
      const found = read(record, at);
      if (hasSteps && found !== undefined) return takePlace(transform(found));
      const value = takePlace(found);
      if (value !== undefined) return value;
      return isAnswered ? replaceMissing(row, input.context) : transform(null);
    },
  };
}

/**
 * Each element of a source list stands for the element at its place in the destination, list by list from the left.
 * `depth`: which list, from 1.
 */
function elementMaker(from: readonly PathSegment[], target: Target, depth: number, name: string): ElementMaker {
  const end = (path: readonly PathSegment[]): number =>
    path.findIndex(({ kind }, index) => kind === 'every' && countLists(path.slice(0, index)) === depth - 1);
  const leading = from.slice(0, end(from));
  const make = (record: unknown, start: number, at: readonly number[], root: Root): void => {
    let value = record;
    let index = start;
    for (let segment = leading[index]; segment?.kind === 'key'; segment = leading[++index])
      value = child(value, segment.key);
    const elements = listOf(value, name);
    if (elements === undefined) return;
    if (index === leading.length) stretch(root, target, at, elements.length);
    else for (const [place, element] of elements.entries()) make(element, index + 1, [...at, place], root);
  };
  const place = end(target.path);
  return {
    lists: `${printPath(leading)} ${printPath(target.path.slice(0, place))}`,
    outermost: outermostList(target),
    lateness: target.lateness.slice(0, place).replace(/0+$/u, ''),
    make: (record, root) => make(record, 0, [], root),
  };
}

/** A destination such as "codes.0" takes the value at that place of a list, where the source has the list. */
function placeTaken(row: MappingRow, { path }: Target): number | undefined {
  const [place, ...others] = path.slice(path.findLastIndex(({ kind }) => kind === 'every') + 1).filter(isPosition);
  if (others.length > 0) throw badTransform(row, 'the values of a list cannot be written to several positions');
  return place?.kind === 'key' ? Number(place.key) : undefined;
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
      for (const step of steps) {
        value = step(value);
        if (value === pendingValue) return value;
      }
    } catch (error) {
      throw explained(error, row);
    }
    return value;
  };
}

function compileStep(step: TransformStep, row: MappingRow, input: MapInput): TransformFunction {
  const { context, crossReferences } = input;
  if (step.function === 'script' || step.scriptId !== undefined) {
    if (step.scriptId === undefined) throw badTransform(row, 'it names no script');
    const use = input.script ?? (() => () => pendingValue);
    return use({ script: { name: step.scriptId }, output: 'text' });
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

function replaceMissing(row: MappingRow, context: MapContext): unknown {
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
