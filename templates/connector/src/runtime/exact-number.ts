/**
 * A number as it was written, for those that JavaScript's own would change: `0.12345678901234567890`, `1e400`. In
 * arithmetic and comparisons it is the nearest number there is; as text, in JSON and in requests it is what was written.
 *
 * Whole numbers beyond 2^53 are `bigint`s instead, which compare by value.
 */
export class ExactNumber extends Number {
  readonly text: string;

  /** `text`: a number as JSON writes it. */
  constructor(text: string) {
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) throw new SyntaxError(`"${text.slice(0, 40)}" is not a number`);
    super(text);
    this.text = text;
  }

  override toString(): string {
    return this.text;
  }

  /** For `JSON.stringify`, which takes a number as it is written where the platform has `JSON.rawJSON`; elsewhere its text. */
  toJSON(): unknown {
    return 'rawJSON' in JSON ? (JSON.rawJSON as (text: string) => unknown)(this.text) : this.text; // not in the types yet
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.text;
  }
}

/** The value of a number that stands in JSON, the least surprising one that loses nothing. */
export function numberOf(text: string): number | bigint | ExactNumber {
  const value = Number(text);
  if (/^-?\d{1,1000}$/.test(text)) return Number.isSafeInteger(value) ? value : BigInt(text);
  return isHeld(value, text) ? value : new ExactNumber(text);
}

/** Whether a number, rounded to the digits of a text, is that text: then nothing is lost that the sender had. */
function isHeld(value: number, text: string): boolean {
  const digits = significantDigits(text);
  if (digits === '') return true;
  if (!Number.isFinite(value) || value === 0 || digits.length > 100) return false;
  return significantDigits(value.toPrecision(digits.length)) === digits;
}

function significantDigits(text: string): string {
  const [mantissa = ''] = text.split(/e/i, 1);
  return mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
}

/** A number, whole number or exact number as text, every digit of it. */
export function numberText(value: number | bigint | ExactNumber): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
