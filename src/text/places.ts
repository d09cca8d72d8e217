export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where values and keys stand, by JSON pointer. */
export interface Places {
  readonly values: Map<string, TextRange>;
  readonly keys: Map<string, TextRange>;
}

/** Turns offsets into 1-based lines and columns; lines are found once. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  lineAndColumn(offset: number): [number, number] {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (this.#starts[low] ?? 0) + 1];
  }
}
