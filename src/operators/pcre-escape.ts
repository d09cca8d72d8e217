import { PatternError } from '../contract/define-operator.ts';
import { codePoint, type Options, type PatternText } from './pcre-text.ts';

/** Pairs of first and last code points. */
type Ranges = readonly (readonly [number, number])[];

const space: Ranges = [
  [0x9, 0xd],
  [0x20, 0x20],
];
const horizontal: Ranges = [
  [0x9, 0x9],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];
const vertical: Ranges = [
  [0xa, 0xd],
  [0x85, 0x85],
  [0x2028, 0x2029],
];
const unicodeSpace: Ranges = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

/** What a letter behind a backslash stands for where PCRE knows a set of characters; members of a class in RE2. */
export function setOf(letter: string, { isUnicode }: Options): string | undefined {
  switch (letter) {
    case 'd':
    case 'D':
      return isUnicode ? `\\${letter === 'd' ? 'p' : 'P'}{Nd}` : `\\${letter}`;
    case 'w':
      return isUnicode ? unicodeWord : String.raw`\w`;
    case 'W':
      // Without the flag; with it, there is no way to write the complement as members of a class.
      return isUnicode ? undefined : String.raw`\W`;
    case 's':
      return membersOf(isUnicode ? unicodeSpace : space);
    case 'S':
      return membersOf(complementOf(isUnicode ? unicodeSpace : space));
    case 'h':
      return membersOf(horizontal);
    case 'H':
      return membersOf(complementOf(horizontal));
    case 'v':
      return membersOf(vertical);
    case 'V':
      return membersOf(complementOf(vertical));
    default:
      return undefined;
  }
}

const unicodeWord = String.raw`\p{L}\p{N}\p{Mn}\p{Pc}`;

function membersOf(ranges: Ranges): string {
  return ranges.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join('');
}

function complementOf(ranges: Ranges): Ranges {
  const between: [number, number][] = [];
  let from = 0;
  for (const [first, last] of ranges) {
    if (first > from) between.push([from, first - 1]);
    from = last + 1;
  }
  return [...between, [from, 0x10ffff]];
}

/** Assertions and sequences, which a class cannot have. */
const sequences: Readonly<Record<string, string>> = {
  A: String.raw`\A`,
  // For a match that is looked for once, the start of the search is the start of the text.
  G: String.raw`\A`,
  b: String.raw`\b`,
  B: String.raw`\B`,
  z: String.raw`\z`,
  Z: String.raw`(?:\n?\z)`,
  // Where the match is said to begin does not matter here.
  K: '(?:)',
  N: String.raw`[^\n]`,
  R: String.raw`(?:\r\n|[\n-\r\x{85}\x{2028}\x{2029}])`,
};

/** Reads what follows a backslash outside of a class. */
export function readEscape(text: PatternText, options: Options): string {
  const position = text.position - 1;
  const letter = text.next;
  const reference = text.match(/^(?:[1-9]\d*|g\d+|g\{[+-]?\w+\}|g[+-]\d+|k[<{'][^>}']*[>}'])/u);
  if (reference !== undefined) {
    throw new PatternError(
      `it has a reference back to a group at character ${position}, "\\${reference[0]}", which cannot be matched in time that only grows with the text`,
      { help: 'Write out what the group may match.' },
    );
  }
  if (options.isUnicode && (letter === 'b' || letter === 'B')) {
    throw new PatternError(`it has a word boundary at character ${position} under the flag u`, {
      help: 'Leave the flag out where the words have plain letters, or write the characters around them.',
    });
  }
  if (text.match(/^N\{U\+/u) !== undefined) return codePoint(readCode(text, position));
  const sequence = Object.hasOwn(sequences, letter) ? sequences[letter] : undefined;
  const set = letter === 'W' && options.isUnicode ? `^${unicodeWord}` : setOf(letter, options);
  if (sequence === undefined && set === undefined) {
    const property = readProperty(text, position);
    return property === undefined ? codePoint(readCode(text, position)) : `[${property}]`;
  }
  text.take();
  return sequence ?? `[${set}]`;
}

/** Reads `p{…}`, as members of a class; `undefined` where there is none. */
export function readProperty(text: PatternText, position: number): string | undefined {
  const [whole, letter = '', braced, single] = text.match(/^([pP])(?:\{([^}]*)\}|([A-Za-z]))/u) ?? [];
  if (whole === undefined) return undefined;
  text.skip(whole);
  const written = (braced ?? single ?? '').trim();
  const isNegated = (letter === 'P') !== written.startsWith('^');
  const name = written.replace(/^\^/u, '');
  if (name === 'Any') return isNegated ? refuseSet(whole, position) : membersOf([[0, 0x10ffff]]);
  const joined = Object.hasOwn(joinedProperties, name) ? joinedProperties[name] : undefined;
  if (joined !== undefined) return isNegated ? refuseSet(whole, position) : joined;
  if (!isProperty(name)) return refuseSet(whole, position);
  return `\\${isNegated ? 'P' : 'p'}{${name}}`;
}

const joinedProperties: Readonly<Record<string, string>> = {
  'L&': String.raw`\p{Lu}\p{Ll}\p{Lt}`,
  Xan: String.raw`\p{L}\p{N}`,
  Xwd: unicodeWord,
  Xsp: membersOf(unicodeSpace),
  Xps: membersOf(unicodeSpace),
};

/** General categories and scripts, as JavaScript knows them too. */
function isProperty(name: string): boolean {
  if (!/^\w+$/u.test(name)) return false;
  return [name, `Script=${name}`].some((property) => {
    try {
      return new RegExp(String.raw`\p{${property}}`, 'u').source !== '';
    } catch {
      return false;
    }
  });
}

function refuseSet(found: string, position: number): never {
  throw new PatternError(`it has a set of characters at character ${position} that is not known: "\\${found}"`, {
    help: String.raw`Sets are general categories and scripts, such as \p{L}, \p{Lu} and \p{Greek}.`,
  });
}

const controls: Readonly<Record<string, number>> = { a: 0x7, e: 0x1b, f: 0xc, n: 0xa, r: 0xd, t: 0x9 };

/** Reads one character behind a backslash. */
export function readCode(text: PatternText, position: number): number {
  if (text.isAtEnd) {
    throw new PatternError(`it ends with a backslash, at character ${position}`, {
      help: 'Write two where the sign itself is meant.',
    });
  }
  const letter = text.next;
  const control = Object.hasOwn(controls, letter) ? controls[letter] : undefined;
  if (control !== undefined) {
    text.take();
    return control;
  }
  const numbers: readonly (readonly [RegExp, number])[] = [
    [/^x\{([0-9a-fA-F]{1,6})\}/u, 16],
    [/^x([0-9a-fA-F]{0,2})/u, 16],
    [/^o\{([0-7]{1,7})\}/u, 8],
    [/^(0[0-7]{0,2})/u, 8],
    [/^N\{U\+([0-9a-fA-F]{1,6})\}/u, 16],
  ];
  for (const [sign, base] of numbers) {
    const [whole, digits = ''] = text.match(sign) ?? [];
    if (whole === undefined) continue;
    text.skip(whole);
    const code = Number.parseInt(digits === '' ? '0' : digits, base);
    if (code > 0x10ffff) throw new PatternError(`there is no character with the number at character ${position}`);
    return code;
  }
  const [, key = ''] = text.match(/^c([\x20-\x7E])/u) ?? [];
  if (key !== '') {
    text.skip(`c${key}`);
    return (key.toUpperCase().codePointAt(0) ?? 0) ^ 0x40;
  }
  if (/[A-Za-z0-9]/u.test(letter)) {
    throw new PatternError(`it has "\\${letter}" at character ${position}, which is not known here`, {
      help:
        letter === 'u'
          ? String.raw`Write \x{00e4} for a character by its number.`
          : `Write ${letter} without the backslash where the letter itself is meant.`,
    });
  }
  return text.take().codePointAt(0) ?? 0;
}
