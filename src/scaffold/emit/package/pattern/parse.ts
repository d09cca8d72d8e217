/** A regular expression as far as it has to be understood: to judge it, and to make up a text that it matches. */
export type Node =
  | { readonly kind: 'text'; readonly chars: CharSet }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  /** Anchors: take no text. */
  | { readonly kind: 'edge' }
  /** Look-around, back references: understood by the engine only. */
  | { readonly kind: 'opaque' };

/** Characters that may stand at one place, as ranges of code points. */
export type CharSet = readonly (readonly [from: number, to: number])[];

export const anyChar: CharSet = [[0, 0x10_ffff]];

/** Reads a pattern; `undefined` when it nests too deeply or is not balanced. */
export function parsePattern(pattern: string): Node | undefined {
  try {
    const reader = new Reader(pattern);
    const node = reader.choice(0);
    return reader.isAtEnd ? node : undefined;
  } catch (error) {
    if (error instanceof TooComplex) return undefined;
    throw error;
  }
}

class TooComplex extends Error {}

const digits: CharSet = [[48, 57]];
const word: CharSet = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const space: CharSet = [
  [32, 32],
  [9, 13],
  [160, 160],
];

class Reader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#chars = Array.from(pattern);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#chars.length;
  }

  choice(depth: number): Node {
    if (depth > 50) throw new TooComplex();
    const options = [this.#sequence(depth)];
    while (this.#take('|')) options.push(this.#sequence(depth));
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
  }

  #sequence(depth: number): Node {
    const nodes: Node[] = [];
    while (!this.isAtEnd && this.#peek() !== '|' && this.#peek() !== ')') nodes.push(this.#repeated(this.#atom(depth)));
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'sequence', nodes };
  }

  #repeated(node: Node): Node {
    const range = this.#quantifier();
    if (range === undefined) return node;
    if (!this.#take('?')) this.#take('+');
    return { kind: 'repeat', node, min: range[0], max: range[1] };
  }

  #quantifier(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (this.#take('?')) return [0, 1];
    const [text, min, comma, max] =
      /^\{(\d+)(,)?(\d*)\}/u.exec(this.#chars.slice(this.#at, this.#at + 16).join('')) ?? [];
    if (text === undefined) return undefined;
    this.#at += text.length;
    return [Number(min), comma === undefined ? Number(min) : max === '' ? Infinity : Number(max)];
  }

  #atom(depth: number): Node {
    const char = this.#next();
    switch (char) {
      case '^':
      case '$':
        return { kind: 'edge' };
      case '.':
        return {
          kind: 'text',
          chars: [
            [0, 9],
            [11, 12],
            [14, 0x10_ffff],
          ],
        };
      case '(':
        return this.#group(depth);
      case '[':
        return { kind: 'text', chars: this.#set() };
      case '\\':
        return this.#escape();
      default:
        return { kind: 'text', chars: charSet(char) };
    }
  }

  #group(depth: number): Node {
    let isOpaque = false;
    if (this.#take('?')) {
      if (this.#take('<') && this.#peek() !== '=' && this.#peek() !== '!') while (this.#next() !== '>');
      else if (!this.#take(':')) {
        isOpaque = true;
        this.#next();
      }
    }
    const node = this.choice(depth + 1);
    if (!this.#take(')')) throw new TooComplex();
    return isOpaque ? { kind: 'opaque' } : node;
  }

  #escape(): Node {
    const char = this.#next();
    if (char === 'b' || char === 'B') return { kind: 'edge' };
    if (/[1-9k]/u.test(char)) return { kind: 'opaque' };
    return { kind: 'text', chars: this.#escaped(char) };
  }

  #escaped(char: string): CharSet {
    switch (char) {
      case 'd':
        return digits;
      case 'w':
        return word;
      case 's':
        return space;
      case 'D':
        return complement(digits);
      case 'W':
        return complement(word);
      case 'S':
        return complement(space);
      case 'p':
      case 'P':
        return this.#property(char === 'p');
      case 'x':
        return this.#codePoint(2);
      case 'u': {
        if (!this.#take('{')) return this.#codePoint(4);
        let hex = '';
        for (let next = this.#next(); next !== '}'; next = this.#next()) hex += next;
        return charSet(String.fromCodePoint(Math.min(Number.parseInt(hex, 16) || 0, 0x10_ffff)));
      }
      default:
        return charSet({ n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' }[char] ?? char);
    }
  }

  /** A Unicode property, as ASCII that has it and everything beyond ASCII. */
  #property(isPositive: boolean): CharSet {
    let name = '';
    if (this.#take('{')) for (let next = this.#next(); next !== '}'; next = this.#next()) name += next;
    if (!isPositive) return anyChar;
    const ascii = /^Lu$|Upper/u.test(name)
      ? [word[1]]
      : /^Ll$|Lower/u.test(name)
        ? [word[3]]
        : name.startsWith('N')
          ? digits
          : word;
    return [...ascii.filter((range) => range !== undefined), [0x80, 0x10_ffff]];
  }

  #codePoint(length: number): CharSet {
    const hex = this.#chars.slice(this.#at, this.#at + length).join('');
    this.#at += length;
    return charSet(String.fromCodePoint(Number.parseInt(hex, 16) || 0));
  }

  #set(): CharSet {
    const isNegated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    while (!this.#take(']')) {
      const from = this.#setItem();
      const [start] = from;
      if (this.#peek() === '-' && this.#chars[this.#at + 1] !== ']' && from.length === 1 && start !== undefined) {
        this.#at++;
        const to = this.#setItem();
        ranges.push([start[0], to[0]?.[1] ?? start[1]]);
      } else ranges.push(...from);
    }
    return isNegated ? complement(ranges) : ranges;
  }

  #setItem(): CharSet {
    const char = this.#next();
    return char === '\\' ? this.#escaped(this.#next()) : charSet(char);
  }

  #peek(): string | undefined {
    return this.#chars[this.#at];
  }

  #next(): string {
    const char = this.#chars[this.#at++];
    if (char === undefined) throw new TooComplex();
    return char;
  }

  #take(char: string): boolean {
    if (this.#chars[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
}

function charSet(char: string): CharSet {
  const code = char.codePointAt(0) ?? 0;
  return [[code, code]];
}

function complement(ranges: CharSet): CharSet {
  const result: (readonly [number, number])[] = [];
  let from = 0;
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    if (start > from) result.push([from, start - 1]);
    from = Math.max(from, end + 1);
  }
  if (from <= 0x10_ffff) result.push([from, 0x10_ffff]);
  return result;
}
