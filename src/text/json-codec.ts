import { ExactNumber } from './exact-number.ts';

/**
 * Reads JSON. Numbers that JavaScript would not write back as they stand become ExactNumber; a text without one is read
 * nearly as fast as JSON.parse reads it. Errors: SyntaxError.
 */
export function parseJson(text: string): unknown {
  return hasTwistedNumber(Buffer.from(text)) ? parseWithCare(text) : (JSON.parse(text) as unknown);
}

/** The same for bytes in UTF-8, with their text where it is known. Errors: SyntaxError. */
export function parseJsonBytes(bytes: Uint8Array, known?: string): unknown {
  const text = known ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return hasTwistedNumber(bytes) ? parseWithCare(text) : (JSON.parse(text) as unknown);
}

/** What stands in front of a value; strings are not told apart: a number in one only costs time. */
const beforeValue = new Uint8Array(256);
for (const char of ':,[') beforeValue[char.charCodeAt(0)] = 1;

const space = 32;
const quote = 34;
const plus = 43;
const minus = 45;
const point = 46;
const zero = 48;
const nine = 57;

/** Written for speed: every byte of every answer passes through here. Reads inside the array only, hence the `!`. */
function hasTwistedNumber(bytes: Uint8Array): boolean {
  const { length } = bytes;
  // The text may be a number and nothing else.
  if (length > 0 && bytes[0]! <= nine && isTwistedAt(bytes, 0)) return true; // length was checked
  for (let index = 0; index < length - 1; index++) {
    if (beforeValue[bytes[index]!] === 0) continue; // inside
    const next = bytes[index + 1]!; // inside
    if (next > nine || next === quote) continue;
    if (isTwistedAt(bytes, index + 1)) return true;
  }
  return false;
}

/** True for a number here, behind white space, that JavaScript might not write back as it is. */
function isTwistedAt(bytes: Uint8Array, from: number): boolean {
  const { length } = bytes;
  let start = from;
  while (start < length && bytes[start]! <= space) start++; // inside
  if (start === length) return false;
  const first = bytes[start]!; // inside
  if (first > nine || first < minus || (first < zero && first !== minus)) return false;
  let end = start + 1;
  let pointAt = 0;
  let hasPower = false;
  for (; end < length; end++) {
    const code = bytes[end]!; // inside
    if (code >= zero && code <= nine) continue;
    if (code === point) pointAt = end;
    else if (code === 69 || code === 101) hasPower = true;
    else if (!hasPower || (code !== minus && code !== plus)) break;
  }
  // In a string something else follows, as in "10:15:00.000Z".
  if (end < length && !endsValue(bytes[end]!)) return false; // inside
  if (hasPower || end - start >= 16) return true;
  const digits = first === minus ? start + 1 : start;
  if (pointAt > 0) return bytes[end - 1] === zero || (pointAt === digits + 1 && isSmall(bytes, digits));
  return first === minus && end === start + 2 && bytes[digits] === zero;
}

function endsValue(code: number): boolean {
  return code === 44 || code === 93 || code === 125 || code <= space;
}

/** JavaScript writes what begins with 0.000000 with an exponent. */
function isSmall(bytes: Uint8Array, start: number): boolean {
  for (let index = 2; index < 8; index++) if (bytes[start + index] !== zero) return false;
  return bytes[start] === zero;
}

/** Twisted numbers travel through JSON.parse as strings behind a mark that occurs nowhere else. */
function parseWithCare(text: string): unknown {
  const mark = unusedMark(text);
  const parts: string[] = [];
  let done = 0;
  // Strings are matched only to be passed over.
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\]|\\[^])*"|-?\d[\d.eE+-]*/gu)) {
    if (found.startsWith('"') || !hasTwistedNumber(Buffer.from(found))) continue;
    // What is no number stays, so that JSON.parse refuses it.
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(found)) continue;
    parts.push(text.slice(done, index), '"', mark, found, '"');
    done = index + found.length;
  }
  parts.push(text.slice(done));
  return restore(JSON.parse(parts.join('')) as unknown, mark);
}

/** Characters of private use; escapes that stand for them count as well. */
function unusedMark(text: string): string {
  const written = text.replaceAll(/\\u([eE]0[0-9a-fA-F]{2})/gu, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  let mark = '\uE000';
  while (written.includes(mark)) mark += '\uE000';
  return `${mark}\uE001`;
}

function restore(value: unknown, mark: string): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? new ExactNumber(value.slice(mark.length)) : value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = restore(value[index], mark);
  } else if (value !== null && typeof value === 'object') {
    const members = value as Record<string, unknown>; // fresh from JSON.parse
    for (const key of Object.keys(members)) {
      const before = members[key];
      const after = restore(before, mark);
      // Not by assignment: a member may be called __proto__.
      if (after !== before)
        Object.defineProperty(members, key, { value: after, writable: true, enumerable: true, configurable: true });
    }
  }
  return value;
}
