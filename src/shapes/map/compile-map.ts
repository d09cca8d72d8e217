import { isObject } from '../../text/json.ts';
import type { MappingRule } from '../../flow/transform-step.ts';
import { TerminalError } from '../../contract/errors.ts';
import { compileRule, type MapContext, type RuleValue } from './compile-rule.ts';
import { countWildcards, Frames, type FrameList } from './frames.ts';
import { buildTargetTree, rulesBelow, type TargetNode } from './target-tree.ts';

/** Builds the value of one node, or `undefined` when nothing below it has a value. */
type Build = (frames: unknown[]) => unknown;

/**
 * Compiles mapping rules to one function from payload value to payload value.
 *
 * Wildcards of source and target pair from left to right; rules into one target list fill the same elements;
 * a rule without wildcards into a list is repeated for every element. Only mapped targets are written.
 * Errors: TerminalError `run/bad-mapping`, `run/not-a-list`, `run/missing-source`, `run/transform-failed`.
 */
export function compileMap(rules: readonly MappingRule[], context: MapContext): (value: unknown) => unknown {
  const frames = new Frames();
  const build = compileNode(buildTargetTree(rules), 0, frames, context);
  return (value) => {
    const current = Array.from<unknown>({ length: frames.count });
    current[0] = value;
    return build(current);
  };
}

function compileNode(node: TargetNode, depth: number, frames: Frames, context: MapContext): Build {
  const values = node.rules.map((rule) => compileRule(rule, frames, context));
  const body =
    node.element === undefined
      ? compileChildren(node, depth, frames, context)
      : compileList(node.element, depth, frames, context);
  const [only] = values;
  if (body === undefined) return values.length === 1 && only !== undefined ? only : lastValue(values);
  if (values.length === 0) return body;
  const whole = lastValue(values);
  return (current) => merge(whole(current), body(current));
}

function lastValue(values: readonly RuleValue[]): Build {
  return (current) => {
    let last: unknown;
    for (const value of values) last = value(current) ?? last;
    return last;
  };
}

function compileChildren(node: TargetNode, depth: number, frames: Frames, context: MapContext): Build | undefined {
  if (node.children.size === 0) return undefined;
  const members = Array.from(node.children, ([key, child]) => ({
    key,
    build: compileNode(child, depth, frames, context),
  }));
  if (members.every(({ key }) => /^\d+$/u.test(key))) {
    requireNear(members, context.step);
    return compileIndexes(members);
  }
  return (current) => {
    let written: Record<string, unknown> | undefined;
    for (const { key, build } of members) {
      const value = build(current);
      if (value === undefined) continue;
      written ??= {};
      written[key] = value;
    }
    return written;
  };
}

const lastPosition = 9999;

/** Every element in front of a position is written, too. */
function requireNear(members: readonly { readonly key: string }[], step: string): void {
  const far = members.find(({ key }) => Number(key) > lastPosition);
  if (far === undefined) return;
  throw new TerminalError({
    code: 'run/bad-mapping',
    message: `Step "${step}" maps to position ${far.key} of a list; there are no positions beyond ${lastPosition}.`,
    help: 'Map to every element with *, or to a smaller position.',
    step,
  });
}

/** Targets such as `codes.0` write single elements of a list; elements nobody writes are null. */
function compileIndexes(members: readonly { readonly key: string; readonly build: Build }[]): Build {
  return (current) => {
    let written: unknown[] | undefined;
    for (const { key, build } of members) {
      const value = build(current);
      if (value === undefined) continue;
      written ??= [];
      while (written.length < Number(key)) written.push(null);
      written[Number(key)] = value;
    }
    return written;
  };
}

function compileList(element: TargetNode, depth: number, frames: Frames, context: MapContext): Build {
  const level = depth + 1;
  const build = compileNode(element, level, frames, context);
  const wanted = new Set<number>();
  for (const rule of rulesBelow(element)) {
    for (const source of rule.sources ?? [])
      if (countWildcards(source) >= level) wanted.add(frames.frameFor(source, level));
  }
  const lists = frames.lists.filter(({ frame }) => wanted.has(frame));
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return compileOneList(only, build, context);
  return (current) => {
    const found = lists.map((list) => ({ list, elements: readList(list, current, context) }));
    if (found.every(({ elements }) => elements === undefined)) return undefined;
    const length = Math.max(...found.map(({ elements }) => elements?.length ?? 0));
    const written: unknown[] = [];
    for (let index = 0; index < length; index++) {
      for (const { list, elements } of found) current[list.frame] = elements?.[index];
      written.push(build(current) ?? {});
    }
    return written;
  };
}

function compileOneList(list: FrameList, build: Build, context: MapContext): Build {
  return (current) => {
    const elements = readList(list, current, context);
    if (elements === undefined) return undefined;
    const written: unknown[] = [];
    for (const element of elements) {
      current[list.frame] = element;
      written.push(build(current) ?? {});
    }
    return written;
  };
}

function readList(list: FrameList, current: readonly unknown[], context: MapContext): readonly unknown[] | undefined {
  const value = list.read(current[list.parent]);
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw new TerminalError({
    code: 'run/not-a-list',
    message: `Step "${context.step}" maps every element of "${list.listPath}", which is not a list.`,
    help: 'Correct the source path, or the record at its source.',
    step: context.step,
  });
}

function merge(whole: unknown, body: unknown): unknown {
  if (body === undefined) return whole;
  const canMerge = isPlain(whole) && isPlain(body);
  return canMerge ? { ...whole, ...body } : body;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return isObject(value);
}
