// Patterns of a description run in the user's process, so each is read before it is used.
import { anyChar, type CharSet, type Node, parsePattern } from './parse.ts';

export type PatternVerdict = { readonly pattern: string; readonly flags: string } | { readonly dropped: string };

/** The pattern as JavaScript takes it, or why it is not used. */
export function judgePattern(pattern: string): PatternVerdict {
  if (pattern.length > 1000) return { dropped: 'it is longer than 1000 characters' };
  // PCRE's inline flag for the whole expression; JavaScript has it as a flag.
  const [, inline] = /^\(\?(i|s|is|si)\)/u.exec(pattern) ?? [];
  const bare = inline === undefined ? pattern : pattern.slice(inline.length + 3);
  const flags = [`${inline ?? ''}u`, inline ?? ''].find((candidate) => compiles(bare, candidate));
  if (flags === undefined) return { dropped: 'JavaScript cannot compile it' };
  const node = parsePattern(bare);
  if (node === undefined) return { dropped: 'it is too complex to be judged' };
  const danger = dangerOf(node);
  return danger === undefined ? { pattern: bare, flags } : { dropped: danger };
}

function compiles(pattern: string, flags: string): boolean {
  try {
    return RegExp(pattern, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Why matching could take time that grows faster than the text: nested or neighbouring unlimited repetition. */
function dangerOf(node: Node): string | undefined {
  switch (node.kind) {
    case 'repeat': {
      if (node.max > 1 && isLong(node.max) && hasLoop(node.node))
        return 'a repetition inside a repetition can take exponential time';
      if (isLong(node.max) && hasOverlap(node.node))
        return 'alternatives that overlap inside a repetition can take exponential time';
      return dangerOf(node.node);
    }
    case 'sequence': {
      if (longestRun(node.nodes) > 2) return 'several repetitions of the same characters can take cubic time';
      return first(node.nodes, dangerOf);
    }
    case 'choice':
      return first(node.options, dangerOf);
    case 'text':
    case 'edge':
    case 'opaque':
      return undefined;
  }
}

/** The most unlimited repetitions that can share the characters of one stretch, with nothing between to tell them apart. */
function longestRun(nodes: readonly Node[]): number {
  let longest = 0;
  let run: CharSet[] = [];
  for (const node of nodes) {
    const chars = charsOf(node);
    if (node.kind === 'repeat' && isLong(node.max)) {
      run = [...run.filter((other) => overlaps(other, chars)), chars];
      longest = Math.max(longest, run.length);
    } else if (!canBeEmpty(node)) run = run.filter((other) => overlaps(other, chars));
  }
  return longest;
}

function first<Item, Result>(items: readonly Item[], look: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isLong(max: number): boolean {
  return max > 20;
}

/** A loop is harmless inside another when something that it cannot match separates the rounds. */
function hasLoop(node: Node): boolean {
  switch (node.kind) {
    case 'repeat':
      return node.max > 1 && (node.max !== node.min || hasLoop(node.node));
    case 'sequence': {
      const loops = node.nodes.filter((item) => hasLoop(item));
      const fixed = node.nodes.filter((item) => item.kind === 'text');
      const isSeparated = loops.every((loop) =>
        fixed.some((text) => text.kind === 'text' && !overlaps(text.chars, charsOf(loop))),
      );
      return loops.length > 0 && !isSeparated;
    }
    case 'choice':
      return node.options.some(hasLoop);
    case 'opaque':
      return true;
    case 'text':
    case 'edge':
      return false;
  }
}

function hasOverlap(node: Node): boolean {
  switch (node.kind) {
    case 'choice': {
      const starts = node.options.map(firstOf);
      return starts.some((start, index) => starts.some((other, place) => place < index && overlaps(start, other)));
    }
    case 'sequence':
      return node.nodes.some(hasOverlap);
    case 'repeat':
      return hasOverlap(node.node);
    case 'opaque':
      return true;
    case 'text':
    case 'edge':
      return false;
  }
}

/** Characters that a node can begin with. */
function firstOf(node: Node): CharSet {
  switch (node.kind) {
    case 'text':
      return node.chars;
    case 'repeat':
      return firstOf(node.node);
    case 'choice':
      return node.options.flatMap(firstOf);
    case 'sequence': {
      const start: (readonly [number, number])[] = [];
      for (const item of node.nodes) {
        start.push(...firstOf(item));
        if (!canBeEmpty(item)) break;
      }
      return start;
    }
    case 'edge':
      return [];
    case 'opaque':
      return anyChar;
  }
}

function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'text':
      return false;
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.node);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'sequence':
      return node.nodes.every(canBeEmpty);
    case 'edge':
    case 'opaque':
      return true;
  }
}

function charsOf(node: Node): CharSet {
  switch (node.kind) {
    case 'text':
      return node.chars;
    case 'repeat':
      return charsOf(node.node);
    case 'choice':
      return node.options.flatMap(charsOf);
    case 'sequence':
      return node.nodes.flatMap(charsOf);
    case 'edge':
      return [];
    case 'opaque':
      return anyChar;
  }
}

function overlaps(a: CharSet, b: CharSet): boolean {
  return a.some(([from, to]) => b.some(([start, end]) => from <= end && start <= to));
}
