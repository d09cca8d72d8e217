import { camelCase, wordsOf } from './words.ts';

/** Words that cannot, or should not, name a member: the language's own, and what objects and promises already mean by them. */
const reserved = new Set(
  (
    'abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do else enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let module namespace never new null number object of package private protected prototype public readonly require return set static string super switch symbol then this throw true try type typeof undefined unknown var void while with yield ' +
    'hasOwnProperty isPrototypeOf propertyIsEnumerable toJSON toLocaleString toString valueOf __proto__'
  ).split(' '),
);

const longest = 80;

/**
 * A camel-case identifier out of any text. Letters of every script are kept. `''` when the text has none to keep.
 * Reserved words get an underscore at the end, a leading digit one at the start.
 */
export function identifierOf(text: string): string {
  const name = camelCase(wordsOf(text).map((word) => word.replaceAll(/[^\p{ID_Continue}]/gu, ''))).slice(0, longest);
  if (name === '') return '';
  const safe = /^\p{ID_Start}/u.test(name) ? name : `_${name}`;
  return reserved.has(safe) ? `${safe}_` : safe;
}

/** Two names that differ only in case, or in how a letter is encoded, are one name to some file systems. */
export function foldCase(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
