/** The text of a number, also of an object that stands for one that JavaScript cannot hold. */
export function numberTextOf(value: unknown): string | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'object' && typeof value?.valueOf() === 'number');
  return isNumber ? (Object.is(value, -0) ? '-0' : String(value)) : undefined;
}

/** The ways to write a number that XML Schema may want: as it is, without an exponent, without a fraction that is zero. */
export function waysToWrite(number: string): readonly string[] {
  const plain = withoutExponent(number);
  return plain === undefined ? [number] : [number, plain, plain.replace(/\.0*$/u, '')];
}

/** Digits beyond this many are no number that anybody sends. */
const mostDigits = 400;

function withoutExponent(number: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u.exec(number) ?? [];
  const point = whole.length + Number(power);
  if (whole === '' || Math.abs(point) > mostDigits) return undefined;
  const digits = '0'.repeat(Math.max(0, 1 - point)) + whole + fraction;
  const at = Math.max(1, point);
  const decimals = digits.slice(at);
  const before = digits.slice(0, at).padEnd(at, '0').replace(/^0+(?=\d)/u, '');
  return `${sign}${before}${decimals === '' ? '' : `.${decimals}`}`;
}
