/**
 * A JSON number that JavaScript would not write back as it was written: an integer beyond 2^53, `1e400`, `-0`, but also
 * `19.90` and `1e2`. It has no members of its own, so that paths find nothing in it, and JSON.stringify writes it as it was.
 */
export class ExactNumber {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): unknown {
    return rawJson(this.#text);
  }

  valueOf(): number {
    return Number(this.#text);
  }
}

const { rawJSON: rawJson } = JSON as unknown as { readonly rawJSON: (text: string) => unknown }; // newer than the library's types

export function isExactNumber(value: unknown): value is ExactNumber {
  return value instanceof ExactNumber;
}

/**
 * One text for all ways to write a number, so that `1.0`, `1e0` and `1` are one key and two long ids that differ in the
 * last digit are two. Plain decimals where that takes no more than 400 digits.
 */
export function canonicalNumber(value: number | ExactNumber): string {
  const text = String(value);
  if (typeof value === 'number' && !text.includes('e')) return text;
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/u, '');
  const significant = digits.replace(/0+$/u, '');
  if (significant === '') return '0';
  /** The value is 0.significant × 10^point. */
  const point = BigInt(power) + BigInt(digits.length - fraction.length);
  if (point > 400n || point < -400n) return `${sign}0.${significant}e${point}`;
  const at = Number(point);
  if (at <= 0) return `${sign}0.${'0'.repeat(-at)}${significant}`;
  if (at >= significant.length) return `${sign}${significant}${'0'.repeat(at - significant.length)}`;
  return `${sign}${significant.slice(0, at)}.${significant.slice(at)}`;
}
