import type { TextRange } from './places.ts';
import { joinPointer } from './pointer.ts';

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
/** Units of one length, without alternatives: V8 passes over millions of them without remembering each. */
const plain = /[ !#-[\]-\uFFFF]*/y;
const escape = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/uy;
const space = /[ \t\n\r]*/uy;

interface Frame {
  /** Keys seen so far; `undefined` for a list. */
  readonly keys: Set<string> | undefined;
  /** The member or element being read. */
  key: string | number;
}

/**
 * Reads JSON text without recursion. Finds what JSON.parse forgives: keys given twice, keys that are dangerous, depth.
 * Stops at the first error of syntax.
 */
export function scanJson(text: string): readonly ScanProblem[] {
  return new Scanner(text).run();
}

class Scanner {
  readonly #text: string;
  readonly #problems: ScanProblem[] = [];
  readonly #stack: Frame[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): readonly ScanProblem[] {
    while (this.#value() && this.#afterValue());
    return this.#problems;
  }

  /** Reads a scalar, or opens lists and objects until one has nothing in it. False after a syntax error. */
  #value(): boolean {
    for (;;) {
      this.#skipSpace();
      const start = this.#at;
      const character = this.#text[start];
      if (character === '{' || character === '[') {
        if (this.#stack.length >= depthLimit) return this.#fail('too-deep', `at most ${depthLimit} levels`);
        const frame: Frame = character === '{' ? { keys: new Set(), key: '' } : { keys: undefined, key: 0 };
        this.#stack.push(frame);
        this.#at++;
        this.#skipSpace();
        if (this.#text[this.#at] === (frame.keys === undefined ? ']' : '}')) return true;
        if (!this.#member(frame)) return false;
        continue;
      }
      if (!(character === '"' ? this.#string() : this.#match(scalar))) return this.#fail('syntax', 'a value');
      return true;
    }
  }

  /** Closes what is complete. False at the end and after an error. */
  #afterValue(): boolean {
    for (;;) {
      this.#skipSpace();
      const frame = this.#stack.at(-1);
      const character = this.#text[this.#at];
      if (frame === undefined) {
        if (this.#at < this.#text.length) this.#fail('syntax', 'the end of the file');
        return false;
      }
      if (character === (frame.keys === undefined ? ']' : '}')) {
        this.#at++;
        this.#stack.pop();
      } else if (character === ',') {
        this.#at++;
        if (typeof frame.key === 'number') frame.key++;
        return this.#member(frame);
      } else {
        return this.#fail('syntax', frame.keys === undefined ? '"," or "]"' : '"," or "}"');
      }
    }
  }

  /** Reads the key of an object member, up to its value. False after an error. */
  #member(frame: Frame): boolean {
    if (frame.keys === undefined) return true;
    this.#skipSpace();
    const start = this.#at;
    if (!this.#string()) return this.#fail('syntax', 'a key in double quotes');
    const written = this.#text.slice(start + 1, this.#at - 1);
    const key = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written; // matched as a JSON string just above
    frame.key = key;
    if (frame.keys.has(key)) this.#reportKey('duplicate-key', key, start, 'each key once');
    if (forbidden.has(key)) this.#reportKey('forbidden-key', key, start, 'another key');
    frame.keys.add(key);
    this.#skipSpace();
    if (this.#text[this.#at] !== ':') return this.#fail('syntax', '":"');
    this.#at++;
    return true;
  }

  #reportKey(kind: ScanProblem['kind'], key: string, start: number, expected: string): void {
    const pointer = joinPointer('', ...this.#stack.map((frame) => frame.key));
    this.#problems.push({ kind, found: key, expected, start, end: this.#at, pointer });
  }

  /** Passes over a string; stays in front of what is none. */
  #string(): boolean {
    const start = this.#at;
    if (this.#text[this.#at] !== '"') return false;
    this.#at++;
    do this.#match(plain);
    while (this.#match(escape));
    if (this.#text[this.#at] === '"') {
      this.#at++;
      return true;
    }
    this.#at = start;
    return false;
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
      pointer: joinPointer('', ...this.#stack.slice(0, -1).map((frame) => frame.key)),
    });
    return false;
  }

  /** A string that opens here and is never closed. */
  #isCutString(): boolean {
    return this.#text[this.#at] === '"' && !/"|\n/u.test(this.#text.slice(this.#at + 1));
  }
}
