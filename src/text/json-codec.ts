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

const quote = 34;
const minus = 45;
const point = 46;
const slash = 47;
const zero = 48;
const nine = 57;
const backslash = 92;

/**
 * Written for speed: every byte of every answer passes through here. Strings are passed over. Reads inside the array only,
 * hence the `!`.
 */
function hasTwistedNumber(bytes: Uint8Array): boolean {
  const { length } = bytes;
  let index = 0;
  while (index < length) {
    const code = bytes[index++]!; // inside
    if (code === quote) {
      while (index < length) {
        const inside = bytes[index++]!; // inside
        if (inside === quote) break;
        if (inside === backslash) index++;
      }
    } else if (code <= nine && code >= minus && code !== point && code !== slash) {
      const start = index - 1;
      let pointAt = 0;
      for (; index < length; index++) {
        const next = bytes[index]!; // inside
        if (next >= zero && next <= nine) continue;
        if (next === 69 || next === 101) return true; // with an exponent
        if (next !== point) break;
        pointAt = index;
      }
      if (isTwisted(bytes, start, index, pointAt)) return true;
    }
  }
  return false;
}

/** True for a number without exponent that JavaScript might not write back as it is. */
function isTwisted(bytes: Uint8Array, start: number, end: number, pointAt: number): boolean {
  if (end - start >= 16) return true;
  const isNegative = bytes[start] === minus;
  const digits = isNegative ? start + 1 : start;
  if (pointAt > 0) return bytes[end - 1] === zero || (pointAt === digits + 1 && isSmall(bytes, digits));
  return isNegative && end === start + 2 && bytes[digits] === zero;
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
