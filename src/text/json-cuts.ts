/** A part of a JSON text: from the byte `start` to the byte before `end`. */
export interface JsonPart {
  readonly start: number;
  readonly end: number;
  /** Whether it has a number that JavaScript might not write back as it stands. */
  readonly isTwisted: boolean;
}

/** A list that no other list is around, in parts that hold whole elements. Between two parts stands one comma. */
export interface LongList {
  /** Where its bracket opens, and where it closes. */
  readonly open: number;
  readonly close: number;
  readonly parts: readonly JsonPart[];
}

export interface JsonCuts {
  /** Lists of more than one part. */
  readonly lists: readonly LongList[];
  /** Whether such a number stands outside of these lists. */
  readonly isTwisted: boolean;
}

/** V8 keeps texts of more than 128 kB outside of its young generation, where each costs new memory of the system. */
const partBytes = 48 * 1024;

const quote = 34;
const comma = 44;
const minus = 45;
const point = 46;
const slash = 47;
const zero = 48;
const nine = 57;
const upperE = 69;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const lowerE = 101;
const openBrace = 123;
const closeBrace = 125;

/**
 * Finds where a JSON text can be cut into parts that are JSON as well, and which have numbers that need care. What is no
 * JSON is cut somewhere, and then a part of it is none either.
 *
 * Written for speed: every byte of every answer passes through here. Strings are passed over. Reads inside the array only,
 * hence the `!`.
 */
export function cutJson(bytes: Uint8Array): JsonCuts {
  const { length } = bytes;
  const lists: LongList[] = [];
  let parts: JsonPart[] = [];
  let open = -1;
  let openDepth = -1;
  let depth = 0;
  let start = 0;
  let isTwisted = false;
  let wasTwisted = false; // in front of the open list
  let index = 0;
  while (index < length) {
    const code = bytes[index++]!; // inside
    if (code === quote) {
      while (index < length) {
        const inside = bytes[index++]!; // inside
        if (inside === quote) break;
        if (inside === backslash) index++;
      }
    } else if (code === comma) {
      if (depth !== openDepth || index - start <= partBytes) continue;
      parts.push({ start, end: index - 1, isTwisted });
      isTwisted = false;
      start = index;
    } else if (code <= nine) {
      if (code < minus || code === point || code === slash) continue;
      const first = index - 1;
      let pointAt = 0;
      for (; index < length; index++) {
        const next = bytes[index]!; // inside
        if (next >= zero && next <= nine) continue;
        if (next === upperE || next === lowerE) isTwisted = true; // with an exponent
        if (next !== point) break;
        pointAt = index;
      }
      if (!isTwisted) isTwisted = isTwistedNumber(bytes, first, index, pointAt);
    } else if (code === openBrace || code === openBracket) {
      depth++;
      if (open >= 0 || code === openBrace) continue;
      open = index - 1;
      openDepth = depth;
      start = index;
      wasTwisted = isTwisted;
      isTwisted = false;
    } else if (code === closeBrace || code === closeBracket) {
      if (depth-- !== openDepth) continue;
      if (parts.length > 0) {
        parts.push({ start, end: index - 1, isTwisted });
        lists.push({ open, close: index - 1, parts });
        parts = [];
        isTwisted = wasTwisted;
      } else if (wasTwisted) {
        isTwisted = true;
      }
      open = -1;
      openDepth = -1;
    }
  }
  return { lists, isTwisted: isTwisted || wasTwisted };
}

/** True for a number without exponent that JavaScript might not write back as it is. */
function isTwistedNumber(bytes: Uint8Array, start: number, end: number, pointAt: number): boolean {
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
