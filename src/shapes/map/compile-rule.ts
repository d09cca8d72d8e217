import type { ProfileKey } from '../../config/profile.ts';
import type { MappingRule } from '../../flow/transform-step.ts';
import { TerminalError } from '../../contract/errors.ts';
import { requirePath } from '../../contract/require-path.ts';
import { compileTransform } from '../../transforms/compile.ts';
import { pendingValue } from '../../contract/script-values.ts';
import { TransformError, type TransformContext } from '../../contract/define-transform.ts';
import { parsePath, type PathSegment } from '../../text/path.ts';
import { compileRecordPath } from '../../text/records.ts';
import { afterWildcard, countWildcards, type Frames } from './frames.ts';
import { compileValues } from './read-values.ts';
import { isPosition } from './target-tree.ts';

export interface MapContext extends TransformContext {
  readonly step: string;
}

/** The value of one rule for the current frames; `undefined` writes nothing. */
export type RuleValue = (frames: readonly unknown[]) => unknown;

type Function = { readonly name: string; readonly run: (input: unknown) => unknown };

export function compileRule(rule: MappingRule, frames: Frames, context: MapContext): RuleValue {
  for (const path of [...(rule.sources ?? []), rule.target]) requirePath(path, context.step);
  const sources = (rule.sources ?? []).map((source) => compileSource(source, rule, frames, context));
  const position = positionTaken(rule, context);
  const readAll = combineSources(sources);
  const functions = (rule.transforms ?? []).map((call) => ({
    name: call.function,
    run: explain(rule, call.function, context, () => compileTransform(call, context))(),
  }));
  const whenMissing = compileMissing(rule, context, functions.length > 0);
  if (functions.length === 0) {
    const read =
      position === undefined ? readAll : (current: readonly unknown[]) => elementAt(readAll(current), position);
    return (current) => {
      const value = read(current);
      return value === undefined ? whenMissing() : value;
    };
  }
  const isMissing = rule.when_missing !== undefined && sources.length > 0;
  return (current) => {
    let value = readAll(current);
    if (value === undefined && isMissing) return whenMissing();
    for (const step of functions) {
      value = runFunction(step, value ?? null, rule, context);
      if (value === pendingValue) return value;
    }
    return position === undefined ? value : elementAt(value, position);
  };
}

/**
 * The position in a target such as "codes.0", where its one source gives the values of a whole list: the value at that
 * position is meant, not the list.
 */
function positionTaken({ sources = [], target }: MappingRule, { step }: MapContext): number | undefined {
  const [source, ...others] = sources;
  if (source === undefined || others.length > 0 || countWildcards(source) <= countWildcards(target)) return undefined;
  const positions = parsePath(afterWildcard(target, countWildcards(target))).filter(isPositional);
  if (positions.length > 1) {
    throw new TerminalError({
      code: 'run/bad-mapping',
      message: `Step "${step}" maps the values of "${source}" to "${target}", which has several positions.`,
      help: 'Write positions in the source path as well, in place of its *.',
      step,
    });
  }
  return positions[0]?.kind === 'key' ? Number(positions[0].key) : undefined;
}

function isPositional(segment: PathSegment): boolean {
  return segment.kind === 'key' && isPosition(segment.key);
}

function elementAt(value: unknown, position: number): unknown {
  return Array.isArray(value) ? value[position] : value;
}

function compileSource(path: string, rule: MappingRule, frames: Frames, context: MapContext): RuleValue {
  const wanted = countWildcards(rule.target);
  const own = countWildcards(path);
  if (own > 0 && own < wanted) {
    throw new TerminalError({
      code: 'run/bad-mapping',
      message: `Step "${context.step}" maps "${path}" to "${rule.target}", which has more wildcards than its source.`,
      help: 'Give the target as many * as the source, or none.',
      step: context.step,
    });
  }
  const depth = Math.min(own, wanted);
  const frame = frames.frameFor(path, depth);
  const inside = afterWildcard(path, depth);
  const read = compileValues(inside, context.step);
  const { stopsAtList } = compileRecordPath(inside);
  return (current) => {
    const value = read(current[frame]);
    if (value === undefined && stopsAtList(current[frame]))
      context.warn(
        `Step "${context.step}" maps "${path}", which leads through a list, so that nothing is found; write * or a position for the list.`,
      );
    return value;
  };
}

/** One source gives its value; several give the list of theirs; none gives nothing. */
function combineSources(sources: readonly RuleValue[]): RuleValue {
  const [first] = sources;
  if (first === undefined) return () => undefined;
  if (sources.length === 1) return first;
  return (current) => {
    const values: unknown[] = [];
    for (const source of sources) values.push(source(current));
    return values;
  };
}

function compileMissing(rule: MappingRule, context: MapContext, hasTransforms: boolean): () => unknown {
  const { when_missing: answer } = rule;
  if (typeof answer === 'object') return () => answer.default;
  switch (answer) {
    case 'omit':
      return () => undefined;
    case 'null':
      return () => null;
    case 'empty':
      return () => '';
    case 'fail':
      return () => {
        throw new TerminalError({
          code: 'run/missing-source',
          message: `Step "${context.step}" found no value for "${rule.target}" (source ${(rule.sources ?? []).map((source) => `"${source}"`).join(', ')}).`,
          help: 'Set "when_missing" of the rule, or correct the source path.',
          step: context.step,
        });
      };
    case undefined: {
      if (hasTransforms) return () => undefined;
      let policy: string | undefined;
      return () => ((policy ??= context.assume('map.missingSource')) === 'null' ? null : undefined);
    }
  }
}

function runFunction(step: Function, value: unknown, rule: MappingRule, context: MapContext): unknown {
  try {
    return step.run(value);
  } catch (error) {
    if (!(error instanceof TransformError)) throw error;
    const policy: Record<string, () => unknown> = { null: () => null, keep: () => value };
    const key: ProfileKey = 'map.transformError';
    const recover = policy[context.assume(key)];
    if (recover !== undefined) return recover();
    throw transformFailure(error, rule, step.name, context);
  }
}

/** Turns what a transform finds wrong with its arguments into a failure that names the rule. */
function explain<T>(rule: MappingRule, name: string, context: MapContext, build: () => T): () => T {
  return () => {
    try {
      return build();
    } catch (error) {
      if (error instanceof TransformError) throw transformFailure(error, rule, name, context);
      throw error;
    }
  };
}

function transformFailure(error: TransformError, rule: MappingRule, name: string, context: MapContext): TerminalError {
  return new TerminalError({
    code: 'run/transform-failed',
    message: `Step "${context.step}" could not map "${rule.target}": ${name}: ${error.message}`,
    help: 'Correct the record at its source, or the function of the rule.',
    step: context.step,
    cause: error,
  });
}
