import { joinPointer } from './pointer.ts';

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface JsonPlaces {
  readonly values: Map<string, TextRange>;
  readonly keys: Map<string, TextRange>;
}

export interface ScanProblem extends TextRange {
  readonly kind: 'syntax' | 'truncated' | 'too-deep' | 'duplicate-key' | 'forbidden-key';
  /** What stands there: a character, or the key. */
  readonly found: string;
  readonly expected: string;
  readonly pointer: string;
}

const depthLimit = 200;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const string = /"(?:[ !#-[\]-\u{10FFFF}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy;
const space = /[ \t\n\r]*/uy;

interface Frame {
  readonly pointer: string;
  readonly start: number;
  /** Keys seen so far; `undefined` for a list. */
  readonly keys: Set<string> | undefined;
  count: number;
}

/**
 * Reads JSON text without recursion. Finds what JSON.parse forgives (keys given twice, keys that are
 * dangerous, depth) and, when `places` is given, where every key and value stands. Stops at the first
 * error of syntax.
 */
export function scanJson(text: string, places?: JsonPlaces): readonly ScanProblem[] {
  return new Scanner(text, places).run();
}

class Scanner {
  readonly #text: string;
  readonly #places: JsonPlaces | undefined;
  readonly #problems: ScanProblem[] = [];
  readonly #stack: Frame[] = [];
  #at = 0;

  constructor(text: string, places: JsonPlaces | undefined) {
    this.#text = text;
    this.#places = places;
  }

  run(): readonly ScanProblem[] {
    let pointer = '';
    for (;;) {
      if (!this.#value(pointer)) return this.#problems;
      const next = this.#afterValue();
      if (next === undefined) return this.#problems;
      pointer = next;
    }
  }

  /** Reads a scalar, or opens lists and objects until one has nothing in it. False after a syntax error. */
  #value(pointer: string): boolean {
    let here = pointer;
    for (;;) {
      this.#skipSpace();
      const start = this.#at;
      const character = this.#text[start];
      if (character === '{' || character === '[') {
        if (this.#stack.length >= depthLimit) return this.#fail('too-deep', `at most ${depthLimit} levels`);
        const frame: Frame = { pointer: here, start, keys: character === '{' ? new Set() : undefined, count: 0 };
        this.#stack.push(frame);
        this.#at++;
        this.#skipSpace();
        if (this.#text[this.#at] === (frame.keys === undefined ? ']' : '}')) return true;
        const child = this.#member(frame);
        if (child === undefined) return false;
        here = child;
        continue;
      }
      if (!this.#match(character === '"' ? string : scalar)) return this.#fail('syntax', 'a value');
      this.#places?.values.set(here, { start, end: this.#at });
      return true;
    }
  }

  /** Closes what is complete. The pointer of the next value, or `undefined` at the end or after an error. */
  #afterValue(): string | undefined {
    for (;;) {
      this.#skipSpace();
      const frame = this.#stack.at(-1);
      const character = this.#text[this.#at];
      if (frame === undefined) {
        if (this.#at < this.#text.length) this.#fail('syntax', 'the end of the file');
        return undefined;
      }
      if (character === (frame.keys === undefined ? ']' : '}')) {
        this.#at++;
        this.#stack.pop();
        this.#places?.values.set(frame.pointer, { start: frame.start, end: this.#at });
      } else if (character === ',') {
        this.#at++;
        frame.count++;
        return this.#member(frame);
      } else {
        this.#fail('syntax', frame.keys === undefined ? '"," or "]"' : '"," or "}"');
        return undefined;
      }
    }
  }

  /** Reads the key of an object member. The pointer of its value. */
  #member(frame: Frame): string | undefined {
    if (frame.keys === undefined) return this.#places === undefined ? '' : joinPointer(frame.pointer, frame.count);
    this.#skipSpace();
    const start = this.#at;
    if (!this.#match(string)) {
      this.#fail('syntax', 'a key in double quotes');
      return undefined;
    }
    const key = JSON.parse(this.#text.slice(start, this.#at)) as string; // matched as a JSON string just above
    const pointer = joinPointer(frame.pointer, key);
    const range = { start, end: this.#at, found: key, pointer };
    if (frame.keys.has(key)) this.#problems.push({ ...range, kind: 'duplicate-key', expected: 'each key once' });
    if (forbidden.has(key)) this.#problems.push({ ...range, kind: 'forbidden-key', expected: 'another key' });
    frame.keys.add(key);
    this.#places?.keys.set(pointer, { start, end: this.#at });
    this.#skipSpace();
    if (this.#text[this.#at] !== ':') {
      this.#fail('syntax', '":"');
      return undefined;
    }
    this.#at++;
    return pointer;
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #skipSpace(): void {
    this.#match(space);
  }

  #fail(kind: 'syntax' | 'too-deep', expected: string): false {
    const found = this.#text.slice(this.#at, this.#at + 1);
    const ended = found === '' || this.#isCutString();
    this.#problems.push({
      kind: ended && kind === 'syntax' ? 'truncated' : kind,
      found,
      expected,
      start: this.#at,
      end: Math.min(this.#at + 1, this.#text.length),
      pointer: this.#stack.at(-1)?.pointer ?? '',
    });
    return false;
  }

  /** A string that opens here and is never closed. */
  #isCutString(): boolean {
    return this.#text[this.#at] === '"' && !/"|\n/u.test(this.#text.slice(this.#at + 1));
  }
}
