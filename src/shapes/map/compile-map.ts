import { isObject } from '../../text/json.ts';
import type { MappingRule } from '../../flow/transform-step.ts';
import { TerminalError } from '../../contract/errors.ts';
import { compileRule, type MapContext, type RuleValue } from './compile-rule.ts';
import { atElement } from './failed-element.ts';
import { noList } from './read-values.ts';
import { countWildcards, Frames, type FrameList } from './frames.ts';
import { buildTargetTree, isPosition, rulesBelow, type TargetNode } from './target-tree.ts';

/**
 * Builds the value of one node on top of what a rule for something around it has put there; without anything to write it
 * gives that back. It belongs to the payload, so that it is copied before it is changed.
 */
type Build = (frames: unknown[], base: unknown) => unknown;

/**
 * Compiles mapping rules to one function from payload value to payload value.
 *
 * Wildcards of source and target pair from left to right; rules into one target list fill the same elements;
 * a rule without wildcards into a list is repeated for every element. A rule for a whole value comes before those that
 * write inside it, and one for every element before those for single positions. Only mapped targets are written.
 * Errors: TerminalError `run/bad-mapping`, `run/not-a-list`, `run/missing-source`, `run/transform-failed`.
 */
export function compileMap(rules: readonly MappingRule[], context: MapContext): (value: unknown) => unknown {
  const frames = new Frames();
  const build = compileNode(buildTargetTree(rules), 0, frames, context);
  return (value) => {
    const current = Array.from<unknown>({ length: frames.count });
    current[0] = value;
    return build(current, undefined);
  };
}

function compileNode(node: TargetNode, depth: number, frames: Frames, context: MapContext): Build {
  const values = node.rules.map((rule) => compileRule(rule, frames, context));
  const body = compileBody(node, depth, frames, context);
  const [only] = values;
  if (only === undefined) return body ?? ((_, base) => base);
  const whole = values.length === 1 ? only : lastValue(values);
  if (body === undefined) return (current, base) => orBase(whole(current), base);
  return (current, base) => body(current, orBase(whole(current), base));
}

function orBase(value: unknown, base: unknown): unknown {
  return value === undefined ? base : value;
}

function lastValue(values: readonly RuleValue[]): RuleValue {
  return (current) => {
    let last: unknown;
    for (const value of values) last = orBase(value(current), last);
    return last;
  };
}

/** What stands inside a node: members by name, elements, or single positions, which come last. */
function compileBody(node: TargetNode, depth: number, frames: Frames, context: MapContext): Build | undefined {
  if (node.element === undefined && node.children.size === 0) return undefined;
  const members = Array.from(node.children, ([key, child]) => ({
    key,
    build: compileNode(child, depth, frames, context),
  }));
  if (node.element === undefined && !members.every(({ key }) => isPosition(key))) return compileMembers(members);
  const named = members.find(({ key }) => !isPosition(key));
  if (named !== undefined) throw bothListAndObject(named.key, context.step);
  requireNear(members, context.step);
  if (node.element === undefined) return compilePositions(members);
  const elements = compileList(node.element, depth, frames, context);
  if (members.length === 0) return elements;
  const positions = compilePositions(members);
  return (current, base) => positions(current, elements(current, base));
}

type Member = { readonly key: string; readonly build: Build };

function compileMembers(members: readonly Member[]): Build {
  return (current, base) => {
    const inside = base !== undefined && isObject(base) ? base : undefined;
    let written: Record<string, unknown> | undefined;
    for (const { key, build } of members) {
      const before = inside !== undefined && Object.hasOwn(inside, key) ? inside[key] : undefined;
      const value = build(current, before);
      if (value === before) continue;
      written ??= { ...inside };
      written[key] = value;
    }
    return written ?? base;
  };
}

function bothListAndObject(key: string, step: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-mapping',
    message: `Step "${step}" maps to every element of a target and to "${key}" inside the same target; it cannot be a list and an object.`,
    help: 'Correct the target of one of the rules.',
    step,
  });
}

const lastPosition = 9999;

/** Every element in front of a position is written, too. */
function requireNear(members: readonly Member[], step: string): void {
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
function compilePositions(members: readonly Member[]): Build {
  return (current, base) => {
    const inside = Array.isArray(base) ? (base as readonly unknown[]) : undefined;
    let written: unknown[] | undefined;
    for (const { key, build } of members) {
      const before = inside?.[Number(key)];
      const value = build(current, before);
      if (value === before) continue;
      written ??= inside === undefined ? [] : [...inside];
      while (written.length < Number(key)) written.push(null);
      written[Number(key)] = value;
    }
    return written ?? base;
  };
}

function compileList(element: TargetNode, depth: number, frames: Frames, context: MapContext): Build {
  const level = depth + 1;
  const build = compileNode(element, level, frames, context);
  // An element nobody writes to is there all the same: another element must not take its place.
  const blank = hasMembers(element) ? (): unknown => ({}) : (): unknown => null;
  const wanted = new Set<number>();
  for (const rule of rulesBelow(element)) {
    for (const source of rule.sources ?? [])
      if (countWildcards(source) >= level) wanted.add(frames.frameFor(source, level));
  }
  const lists = frames.lists.filter(({ frame }) => wanted.has(frame));
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return compileOneList(only, build, blank, context);
  return (current, base) => {
    const inside = Array.isArray(base) ? (base as readonly unknown[]) : undefined;
    const found = lists.map((list) => readList(list, current, context));
    if (inside === undefined && found.every((elements) => elements === undefined)) return base;
    const length = found.reduce((most, elements) => Math.max(most, elements?.length ?? 0), inside?.length ?? 0);
    const written: unknown[] = [];
    try {
      for (let index = 0; index < length; index++) {
        for (const [at, { frame }] of lists.entries()) current[frame] = found[at]?.[index];
        const value = build(current, inside?.[index]);
        written.push(value === undefined ? blank() : value);
      }
    } catch (error) {
      // Several lists have no one path; the first is as good as any.
      throw atElement(error, lists[0]?.listPath ?? '', written.length, found[0]?.[written.length]);
    }
    return written;
  };
}

function hasMembers({ element, children }: TargetNode): boolean {
  return element === undefined && Array.from(children.keys()).some((key) => !isPosition(key));
}

function compileOneList(list: FrameList, build: Build, blank: () => unknown, context: MapContext): Build {
  return (current, base) => {
    const elements = readList(list, current, context);
    const inside = Array.isArray(base) ? (base as readonly unknown[]) : undefined;
    if (elements === undefined && inside === undefined) return base;
    const length = Math.max(elements?.length ?? 0, inside?.length ?? 0);
    const written: unknown[] = [];
    try {
      for (let index = 0; index < length; index++) {
        current[list.frame] = elements?.[index];
        const value = build(current, inside?.[index]);
        written.push(value === undefined ? blank() : value);
      }
    } catch (error) {
      throw atElement(error, list.listPath, written.length, elements?.[written.length]);
    }
    return written;
  };
}

function readList(list: FrameList, current: readonly unknown[], context: MapContext): readonly unknown[] | undefined {
  const value = list.read(current[list.parent]);
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value : noList(list.listPath, context.step);
}
