/** How parts of a pattern are read; flags change it. */
export interface Options {
  readonly isMultiline: boolean;
  readonly dotTakesAll: boolean;
  readonly isExtended: boolean;
  readonly isUnicode: boolean;
  readonly dollarIsEnd: boolean;
}

/** The characters of a pattern, and where one stands. What is quoted by `\Q…\E` has no meaning but itself. */
export class PatternText {
  readonly #characters: string[] = [];
  readonly #positions: number[] = [];
  readonly #quoted = new Set<number>();
  #at = 0;

  /** `first`: the position of the first character, as it is counted for people. */
  constructor(pattern: string, first: number) {
    const all = Array.from(pattern);
    let isQuoted = false;
    for (let index = 0; index < all.length; index++) {
      const pair = all[index] === '\\' ? all[index + 1] : undefined;
      if (pair === 'E' || (pair === 'Q' && !isQuoted)) {
        isQuoted = pair === 'Q';
        index++;
        continue;
      }
      this.#push(all[index] ?? '', first + index, isQuoted);
      // The second of two backslashes begins nothing.
      if (pair !== undefined && !isQuoted) this.#push(pair, first + ++index, false);
    }
    this.#positions.push(first + all.length);
  }

  #push(character: string, position: number, isQuoted: boolean): void {
    if (isQuoted) this.#quoted.add(this.#characters.length);
    this.#characters.push(character);
    this.#positions.push(position);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  /** The next character; empty at the end. */
  get next(): string {
    return this.#characters[this.#at] ?? '';
  }

  get afterNext(): string {
    return this.#characters[this.#at + 1] ?? '';
  }

  /** Position of the next character. */
  get position(): number {
    return this.#positions[this.#at] ?? 0;
  }

  /** True when the next character stands for itself alone. */
  get isLiteral(): boolean {
    return this.#quoted.has(this.#at);
  }

  take(): string {
    return this.#characters[this.#at++] ?? '';
  }

  /** Moves behind what `match` has found. */
  skip(found: string): void {
    this.#at += Array.from(found).length;
  }

  /** What follows, where the expression, which is anchored, matches. */
  match(expression: RegExp): RegExpExecArray | undefined {
    return expression.exec(this.#characters.slice(this.#at).join('')) ?? undefined;
  }
}

/** A character that stands for itself. */
export function literal(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return /[\w ]/u.test(character) || code > 0x9f ? character : codePoint(code);
}

export function codePoint(code: number): string {
  return `\\x{${code.toString(16)}}`;
}
