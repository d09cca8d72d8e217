import type { Places } from './places.ts';
import { joinPointer } from './pointer.ts';
import { wantedTree, type Wanted } from './wanted.ts';

const quote = 0x22;
const backslash = 0x5c;
const openings = new Set([0x7b, 0x5b]);
const closings = new Set([0x7d, 0x5d]);
/** Space, tab, line feed, carriage return, comma, colon: what stands between values. */
const between = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x3a]);

/**
 * Finds where values and keys stand in JSON text, for the pointers given and what contains them.
 * The text must be valid JSON; everything that is not asked for is passed over without being read.
 */
export function findJsonPlaces(text: string, pointers: Iterable<string>): Places {
  return new JsonPlaceFinder(text).run(wantedTree(pointers));
}

class JsonPlaceFinder {
  readonly #text: string;
  readonly #places: Places = { values: new Map(), keys: new Map() };
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(wanted: Wanted): Places {
    this.#skipBetween();
    this.#value('', wanted);
    return this.#places;
  }

  /** Text that can be read is nested at most 200 levels deep, so recursion is safe. */
  #value(pointer: string, wanted: Wanted): void {
    const start = this.#at;
    const first = this.#text[start];
    if (wanted.children.size === 0 || (first !== '{' && first !== '[')) this.#skipValue();
    else if (first === '{') this.#object(pointer, wanted);
    else this.#list(pointer, wanted);
    this.#places.values.set(pointer, { start, end: this.#at });
  }

  #object(pointer: string, wanted: Wanted): void {
    this.#at++;
    for (this.#skipBetween(); this.#text[this.#at] === '"'; this.#skipBetween()) {
      const start = this.#at;
      this.#skipString();
      const end = this.#at;
      const key = JSON.parse(this.#text.slice(start, end)) as string; // a JSON string, since the text is valid
      this.#skipBetween();
      const below = wanted.children.get(key);
      if (below === undefined) {
        this.#skipValue();
        continue;
      }
      const child = joinPointer(pointer, key);
      this.#places.keys.set(child, { start, end });
      this.#value(child, below);
    }
    this.#at++;
  }

  #list(pointer: string, wanted: Wanted): void {
    this.#at++;
    this.#skipBetween();
    for (let index = 0; this.#at < this.#text.length && this.#text[this.#at] !== ']'; index++) {
      const below = wanted.children.get(String(index));
      if (below === undefined) this.#skipValue();
      else this.#value(joinPointer(pointer, index), below);
      this.#skipBetween();
    }
    this.#at++;
  }

  #skipValue(): void {
    let open = 0;
    do {
      const code = this.#text.charCodeAt(this.#at);
      if (code === quote) this.#skipString();
      else if (openings.has(code)) {
        open++;
        this.#at++;
      } else if (closings.has(code)) {
        open--;
        this.#at++;
      } else this.#skipScalar();
      if (open > 0) this.#skipBetween();
    } while (open > 0 && this.#at < this.#text.length);
  }

  #skipString(): void {
    let end = this.#at;
    let escapes: number;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end < 0) end = this.#text.length;
      escapes = 0;
      while (this.#text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    } while (escapes % 2 === 1 && end < this.#text.length);
    this.#at = end + 1;
  }

  #skipScalar(): void {
    do this.#at++;
    while (this.#at < this.#text.length && !between.has(this.#code()) && !closings.has(this.#code()));
  }

  #skipBetween(): void {
    while (between.has(this.#code())) this.#at++;
  }

  #code(): number {
    return this.#text.charCodeAt(this.#at);
  }
}
