import { type CharSet, type Node, parsePattern } from './parse.ts';

/** A short text that the pattern matches, or `undefined` when none is found. The same for every call. */
export function sampleOf(pattern: string, flags: string, minLength = 0): string | undefined {
  const node = parsePattern(pattern);
  if (node === undefined) return undefined;
  const expression = new RegExp(pattern, flags);
  for (const extra of [0, minLength, 1, 3]) {
    const text = write(node, extra);
    if (text !== undefined && text.length >= minLength && expression.test(text)) return text;
  }
  return undefined;
}

/** Each repetition as often as it must be, and `extra` times more where it may. */
function write(node: Node, extra: number): string | undefined {
  switch (node.kind) {
    case 'text':
      return charOf(node.chars);
    case 'sequence':
      return node.nodes.reduce<string | undefined>((text, item) => join(text, write(item, extra)), '');
    case 'choice':
      return node.options[0] === undefined ? '' : write(node.options[0], extra);
    case 'repeat': {
      const count = Math.min(node.max, node.min + extra, 2000);
      const item = count === 0 ? '' : write(node.node, 0);
      return item?.repeat(count);
    }
    case 'edge':
      return '';
    case 'opaque':
      return undefined;
  }
}

function join(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

/** A letter or digit where the set has one. */
function charOf(chars: CharSet): string | undefined {
  const liked = [97, 65, 49, 45, 46, 95].find((code) => chars.some(([from, to]) => from <= code && code <= to));
  const printable = liked ?? chars.find(([, to]) => to >= 32)?.[0] ?? chars[0]?.[0];
  return printable === undefined
    ? undefined
    : String.fromCodePoint(Math.max(printable, 32 <= (chars[0]?.[1] ?? 0) ? 32 : 0));
}
