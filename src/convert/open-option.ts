import { hasWildcard, parsePath } from '../text/path.ts';
import { parseDate } from '../text/parse-date.ts';

/** What a person writes in place of `<…>` at the end of an option. */
interface Blank {
  readonly isFilled: (text: string) => boolean;
  /** What would be right, as a clause. */
  readonly form: string;
}

const blanks: Readonly<Record<string, Blank>> = {
  path: { isFilled: isFieldPath, form: 'a path to one field of a record, such as order.number' },
  date: {
    isFilled: (text) => /^\d{4}-\d\d-\d\d/u.test(text) && parseDate(text) !== undefined,
    form: 'a date such as 2026-03-01 or 2026-03-01T06:00:00Z',
  },
  file: { isFilled: (text) => text.trim() !== '', form: 'the name of a file' },
};

/** An option that is completed by whoever answers, such as `field:<path>`. */
export interface OpenOption {
  /** What stands in front of the blank. */
  readonly prefix: string;
  /** Name of the blank. */
  readonly blank: string;
  readonly form: string;
  isFilled(text: string): boolean;
}

/** `undefined`: the option is taken as it stands. */
export function openOption(value: string): OpenOption | undefined {
  const [, prefix = '', name = ''] = /^(.*)<([a-z]+)>$/u.exec(value) ?? [];
  const blank = Object.hasOwn(blanks, name) ? blanks[name] : undefined;
  return blank === undefined ? undefined : { prefix, blank: name, ...blank };
}

interface Option {
  readonly value: string;
  readonly effect: string;
}

/** The option that an answer chooses: it says the same, or fills the blank of an open one. */
export function chosenOption<One extends Option>(answer: string, options: readonly One[]): One | undefined {
  const same = options.find(({ value }) => value === answer && openOption(value) === undefined);
  return same ?? options.find(({ value }) => fills(answer, openOption(value)));
}

/** What follows from an answer. */
export function effectOf(answer: string | undefined, options: readonly Option[]): string {
  const option = answer === undefined ? undefined : chosenOption(answer, options);
  if (option === undefined) return `"${answer ?? ''}".`;
  return openOption(option.value) === undefined ? option.effect : `${option.effect} ("${answer ?? ''}")`;
}

/** The open option that an answer begins like, whatever stands in its blank. */
export function meantOption(answer: string, options: readonly Option[]): OpenOption | undefined {
  return options
    .map(({ value }) => openOption(value))
    .find((open) => open !== undefined && (answer.startsWith(open.prefix) || `${answer}:` === open.prefix));
}

function fills(answer: string, open: OpenOption | undefined): boolean {
  if (open === undefined || !answer.startsWith(open.prefix)) return false;
  const text = answer.slice(open.prefix.length);
  return text !== `<${open.blank}>` && open.isFilled(text);
}

function isFieldPath(text: string): boolean {
  return text !== '' && text.trim() === text && !hasWildcard(text) && parsePath(text).every(hasName);
}

function hasName(segment: ReturnType<typeof parsePath>[number]): boolean {
  return segment.kind === 'key' && segment.key !== '';
}
