import { PatternError } from '../contract/define-operator.ts';
import { readClass } from './pcre-class.ts';
import { readEscape } from './pcre-escape.ts';
import { literal, PatternText, type Options } from './pcre-text.ts';

/** A pattern as RE2 takes it. Groups capture nothing: all that is asked is whether there is a match. */
export interface Translation {
  readonly source: string;
  readonly ignoresCase: boolean;
}

/** The platform's own limit for a filter value. */
const longest = 1024;
/** RE2 admits no more, because every repetition is a copy. */
const mostRepetitions = 1000;

interface Group {
  /** Position of its bracket, from 1. */
  readonly opened: number;
  /** Where its text begins in the output. */
  readonly start: number;
  readonly options: Options;
  /** Copies of its most repeated part. */
  copies: number;
}

interface Atom {
  readonly start: number;
  readonly copies: number;
  readonly isRepeated: boolean;
}

/**
 * Reads a pattern in the syntax of PCRE, bare or as `/pattern/flags`, and writes it in that of RE2, which takes time in
 * proportion to the text, whatever the pattern. Errors: PatternError with the position, for what is no pattern and for what
 * RE2 cannot have.
 */
export function translatePattern(value: string): Translation {
  if (value === '') throw new PatternError('it is empty', { help: 'Write what the text has to hold.' });
  if (value.length > longest) throw new PatternError(`it is longer than ${longest} characters`);
  const [, delimited, letters = ''] = /^\/(.*)\/([a-zA-Z]*)$/su.exec(value) ?? [];
  const flags = readFlags(letters, value);
  const text = new PatternText(delimited ?? value, delimited === undefined ? 1 : 2);
  const source = new Translator(text, flags).translate();
  return { source: flags.isAnchored ? String.raw`\A(?:${source})` : source, ignoresCase: flags.ignoresCase };
}

interface Flags extends Options {
  readonly ignoresCase: boolean;
  readonly isAnchored: boolean;
}

function readFlags(letters: string, value: string): Flags {
  // The others that are admitted change nothing that a filter asks: U, S, X, J, n.
  const unknown = /[^imsxuADUSXJn]/u.exec(letters);
  if (unknown !== null) {
    throw new PatternError(
      `it has the flag "${unknown[0]}" at character ${value.length - letters.length + unknown.index + 1}, which PCRE does not know`,
      { help: 'Flags are i, m, s, x, u, A and D; leave the others out.' },
    );
  }
  const has = (letter: string): boolean => letters.includes(letter);
  return {
    ignoresCase: has('i'),
    isAnchored: has('A'),
    isMultiline: has('m'),
    dotTakesAll: has('s'),
    isExtended: has('x'),
    isUnicode: has('u'),
    dollarIsEnd: has('D'),
  };
}

class Translator {
  readonly #text: PatternText;
  readonly #out: string[] = [];
  readonly #groups: Group[] = [];
  #options: Options;
  #copies = 1;
  /** What a quantifier would repeat. */
  #atom: Atom | undefined;

  constructor(text: PatternText, options: Options) {
    this.#text = text;
    this.#options = options;
  }

  translate(): string {
    this.#readVerbs();
    while (!this.#text.isAtEnd) this.#readOne();
    const open = this.#groups.at(-1);
    if (open !== undefined)
      throw new PatternError(`the group at character ${open.opened} is never closed`, unescaped('('));
    return this.#out.join('');
  }

  #readOne(): void {
    const text = this.#text;
    const { position } = text;
    if (text.isLiteral) return this.#add(literal(text.take()));
    if (this.#options.isExtended && this.#skipSpace()) return;
    const character = text.take();
    switch (character) {
      case '\\':
        return this.#add(readEscape(text, this.#options));
      case '[':
        return this.#add(readClass(text, this.#options, position));
      case '(':
        return this.#open(position);
      case ')':
        return this.#close(position);
      case '|':
        this.#out.push('|');
        this.#atom = undefined;
        return;
      case '.':
        return this.#add(this.#options.dotTakesAll ? '(?s:.)' : String.raw`[^\n]`);
      case '^':
        return this.#add(this.#options.isMultiline ? '(?m:^)' : String.raw`\A`);
      case '$':
        return this.#add(endOf(this.#options));
      case '*':
      case '+':
      case '?':
        return this.#repeat(character, 1, position);
      case '{': {
        const [whole, least = '', comma, most = ''] = text.match(/^(\d+)(?:(,)(\d*))?\}/u) ?? [];
        if (whole === undefined) return this.#add(literal('{'));
        text.skip(whole);
        return this.#repeat(`{${whole}`, this.#countOf(least, comma, most, position), position);
      }
      default:
        return this.#add(literal(character));
    }
  }

  #add(source: string): void {
    this.#atom = { start: this.#out.length, copies: 1, isRepeated: false };
    this.#out.push(source);
  }

  #countOf(least: string, comma: string | undefined, most: string, position: number): number {
    const [low, high] = [Number(least), most === '' ? Number(least) : Number(most)];
    if (comma !== undefined && most !== '' && high < low)
      throw new PatternError(`the repetition at character ${position} has its numbers the wrong way round`);
    return Math.max(low, high, 1);
  }

  #repeat(quantifier: string, count: number, position: number): void {
    const text = this.#text;
    const atom = this.#atom;
    if (atom === undefined)
      throw new PatternError(
        `there is nothing to repeat in front of "${quantifier}" at character ${position}`,
        unescaped(quantifier),
      );
    const copies = atom.copies * count;
    if (copies > mostRepetitions) {
      throw new PatternError(`the repetition at character ${position} makes more than ${mostRepetitions} copies`, {
        help: 'Write + or *, and compare the length in a step before.',
      });
    }
    if (atom.isRepeated) {
      this.#out.splice(atom.start, 0, '(?:');
      this.#out.push(')');
    }
    this.#out.push(quantifier);
    this.#copies = Math.max(this.#copies, copies);
    this.#atom = { start: atom.start, copies, isRepeated: true };
    if (text.next === '+' && !text.isLiteral) {
      throw new PatternError(`it has a possessive repetition at character ${position}: "${quantifier}+"`, {
        help: `Write "${quantifier}": nothing takes long here. What must not follow is a rule of its own.`,
      });
    }
    // How much a repetition takes changes where a match ends, not whether there is one.
    if (text.next === '?' && !text.isLiteral) text.take();
  }

  #open(position: number): void {
    const text = this.#text;
    if (text.next === '*' && !text.isLiteral) throw beyond('a verb of PCRE', '(*', position, 'Leave it out.');
    const start = this.#out.length;
    const push = (source: string): void => {
      this.#groups.push({ opened: position, start, options: this.#options, copies: this.#copies });
      this.#copies = 1;
      this.#atom = undefined;
      this.#out.push(source);
    };
    if (text.next !== '?' || text.isLiteral) return push('(?:');
    text.take();
    const refused = refusals.find(({ sign }) => text.match(sign) !== undefined);
    if (refused !== undefined)
      throw beyond(refused.what, `(?${text.match(refused.sign)?.[0] ?? ''}`, position, refused.help);
    const name = text.match(/^(?:P?<([^>]*)>|'([^']*)')/u);
    if (name !== undefined) {
      if (!/^[A-Za-z_]\w*$/u.test(name[1] ?? name[2] ?? ''))
        throw new PatternError(`the group at character ${position} has a name that is none`, {
          help: 'A name has letters, digits and underscores, and begins with no digit.',
        });
      text.skip(name[0]);
      return push('(?:');
    }
    const comment = text.match(/^#[^)]*\)/su);
    if (comment !== undefined) {
      text.skip(comment[0]);
      return;
    }
    const alternatives = text.match(/^\|/u);
    if (alternatives !== undefined) {
      text.skip('|');
      return push('(?:');
    }
    this.#readInlineFlags(position, push);
  }

  #readInlineFlags(position: number, push: (source: string) => void): void {
    const text = this.#text;
    const [whole, reset, on = '', off = '', end] = text.match(/^(\^?)([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/u) ?? [];
    if (whole === undefined || /[^imsxUJn]/u.test(on + off)) {
      throw new PatternError(`the bracket at character ${position} begins nothing that PCRE knows`, unescaped('('));
    }
    text.skip(whole);
    const source = caseFlag(on, off, reset === '^');
    if (end === ':') push(source === '' ? '(?:' : `(?${source}:`);
    const changed = withFlags(this.#options, on, off, reset === '^');
    if (end === ')') {
      this.#atom = undefined;
      if (source !== '') this.#out.push(`(?${source})`);
    }
    this.#options = changed;
  }

  #close(position: number): void {
    const group = this.#groups.pop();
    if (group === undefined)
      throw new PatternError(`the bracket at character ${position} closes no group`, unescaped(')'));
    this.#out.push(')');
    this.#options = group.options;
    this.#atom = { start: group.start, copies: this.#copies, isRepeated: false };
    this.#copies = Math.max(this.#copies, group.copies);
  }

  /** White space and comments of the extended syntax. */
  #skipSpace(): boolean {
    const space = this.#text.match(/^(?:[ \t\n\v\f\r]|#[^\n]*\n?)/u);
    if (space === undefined) return false;
    this.#text.skip(space[0]);
    return true;
  }

  /** What stands in front of a pattern to change how it is read. */
  #readVerbs(): void {
    for (let verb; (verb = this.#text.match(/^\(\*(UTF8?|UCP)\)/u)) !== undefined; this.#text.skip(verb[0]))
      if (verb[1] === 'UCP') this.#options = { ...this.#options, isUnicode: true };
  }
}

const apart = 'Make it a rule of its own: "regex" for what must be there, "not_regex" for what must not.';

/** What PCRE has behind `(?` and an engine in linear time cannot have. */
const refusals: readonly { readonly sign: RegExp; readonly what: string; readonly help: string }[] = [
  { sign: /^[=!]/u, what: 'a look ahead', help: apart },
  { sign: /^<[=!*]/u, what: 'a look behind', help: apart },
  { sign: /^>/u, what: 'an atomic group', help: 'Write (?:…): nothing takes long here.' },
  { sign: /^P=/u, what: 'a reference back to a group', help: 'Write out what the group may match.' },
  { sign: /^(?:R|[+-]?\d|&|P>)/u, what: 'a recursion', help: 'Write the levels out.' },
  { sign: /^\(/u, what: 'a condition', help: 'Write both cases as alternatives: a|b.' },
  { sign: /^C/u, what: 'a callout', help: 'Leave it out.' },
];

function beyond(what: string, found: string, position: number, help: string): PatternError {
  return new PatternError(
    `it has ${what} at character ${position}, "${found}", which cannot be matched in time that only grows with the text`,
    { help },
  );
}

function unescaped(found: string): { readonly help: string } {
  const sign = found.charAt(0);
  return { help: `Write \\${sign} where the sign itself is meant.` };
}

/** PCRE's end: also in front of a line break that is the last character. */
function endOf({ isMultiline, dollarIsEnd }: Options): string {
  if (isMultiline) return '(?m:$)';
  return dollarIsEnd ? String.raw`\z` : String.raw`(?:\n?\z)`;
}

function caseFlag(on: string, off: string, isReset: boolean): string {
  if (off.includes('i')) return '-i';
  if (on.includes('i')) return 'i';
  return isReset ? '-i' : '';
}

function withFlags(options: Options, on: string, off: string, isReset: boolean): Options {
  const now = (letter: string, before: boolean): boolean =>
    !off.includes(letter) && (on.includes(letter) || (!isReset && before));
  return {
    ...options,
    isMultiline: now('m', options.isMultiline),
    dotTakesAll: now('s', options.dotTakesAll),
    isExtended: now('x', options.isExtended),
  };
}
