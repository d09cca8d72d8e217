import { PatternError } from '../contract/define-operator.ts';
import { readCode, readProperty, setOf } from './pcre-escape.ts';
import { codePoint, type Options, type PatternText } from './pcre-text.ts';

/** One character, or a set of them. */
type Member = { readonly code: number } | { readonly set: string };

/** Reads a class behind its bracket, which stands at `opened`. */
export function readClass(text: PatternText, options: Options, opened: number): string {
  let source = '[';
  if (text.next === '^' && !text.isLiteral) source += text.take();
  // A bracket that comes first is a member.
  for (let isFirst = true; isFirst || text.next !== ']' || text.isLiteral; isFirst = false) {
    if (text.isAtEnd) {
      throw new PatternError(`the class at character ${opened} is never closed`, {
        help: 'Write \\[ where the sign itself is meant.',
      });
    }
    source += readMembers(text, options);
  }
  text.take();
  return `${source}]`;
}

function readMembers(text: PatternText, options: Options): string {
  const { position } = text;
  const from = readMember(text, options);
  const isRange = text.next === '-' && !text.isLiteral && text.afterNext !== ']' && text.afterNext !== '';
  if ('set' in from) return from.set;
  if (!isRange) return codePoint(from.code);
  text.take();
  const to = readMember(text, options);
  // Between a character and a set, a hyphen is a hyphen.
  if ('set' in to) return `${codePoint(from.code)}${codePoint(0x2d)}${to.set}`;
  if (to.code < from.code)
    throw new PatternError(`the range at character ${position} has its ends the wrong way round`);
  return `${codePoint(from.code)}-${codePoint(to.code)}`;
}

function readMember(text: PatternText, options: Options): Member {
  const { position } = text;
  if (text.isLiteral) return { code: text.take().codePointAt(0) ?? 0 };
  const named = text.match(/^\[:(\^?)([a-z]+):\]/u);
  if (named !== undefined) {
    text.skip(named[0]);
    return { set: namedSet(named[2] ?? '', named[1] === '^', options, position) };
  }
  const character = text.take();
  if (character !== '\\') return { code: character.codePointAt(0) ?? 0 };
  const letter = text.next;
  // In a class it is no boundary but the character of the key.
  if (letter === 'b') {
    text.take();
    return { code: 0x8 };
  }
  const set = setOf(letter, options);
  if (set !== undefined) {
    text.take();
    return { set };
  }
  const property = readProperty(text, position);
  return property === undefined ? { code: readCode(text, position) } : { set: property };
}

const names: ReadonlySet<string> = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
);

const unicodeNames: Readonly<Record<string, string>> = { alpha: 'L', lower: 'Ll', upper: 'Lu', digit: 'Nd' };

function namedSet(name: string, isNegated: boolean, { isUnicode }: Options, position: number): string {
  if (!names.has(name)) {
    throw new PatternError(`the class at character ${position} has a name that is not known: "${name}"`, {
      help: `Names are ${[...names].join(', ')}.`,
    });
  }
  const property = isUnicode && Object.hasOwn(unicodeNames, name) ? unicodeNames[name] : undefined;
  if (property !== undefined) return `\\${isNegated ? 'P' : 'p'}{${property}}`;
  return `[:${isNegated ? '^' : ''}${name}:]`;
}
