import { canonicalNumber, ExactNumber, isExactNumber } from './exact-number.ts';
import { canonicalJson, isObject } from './json.ts';
import { joinPointer } from './pointer.ts';

/** What a comparison of a value with what is expected of it has shown. */
export interface Match {
  readonly isEqual: boolean;
  /** What is expected, with the value itself where a matcher is content with it: a diff shows what is wrong and no more. */
  readonly expected: unknown;
  /** RFC 6901: the first place in the value that is not as expected. */
  readonly at?: string;
}

interface Matcher {
  /** What is wrong with its argument, as a clause; `undefined`: nothing. */
  readonly problem: (argument: unknown) => string | undefined;
  readonly match: (argument: unknown, actual: unknown, at: string) => Match;
}

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: isNumber,
  integer: (value) => isNumber(value) && /^-?\d+$/u.test(canonicalNumber(value)),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  object: isObject,
  list: Array.isArray,
};

const matchers: Readonly<Record<string, Matcher>> = {
  $any: {
    problem: (argument) => (argument === true ? undefined : 'takes true'),
    match: (_, actual, at) => when(actual !== undefined, { $any: true }, actual, at),
  },
  $absent: {
    problem: (argument) => (argument === true ? undefined : 'takes true'),
    match: (_, actual, at) => when(actual === undefined, { $absent: true }, actual, at),
  },
  $type: {
    problem: (argument) =>
      typeof argument === 'string' && Object.hasOwn(types, argument)
        ? undefined
        : `takes one of ${Object.keys(types).join(', ')}`,
    match: (argument, actual, at) => when(types[String(argument)]?.(actual) === true, { $type: argument }, actual, at),
  },
  $matches: {
    problem: (argument) => (patternOf(argument) === undefined ? 'takes a regular expression' : undefined),
    match: (argument, actual, at) =>
      when(
        (typeof actual === 'string' || isNumber(actual)) && patternOf(argument)?.test(String(actual)) === true,
        { $matches: argument },
        actual,
        at,
      ),
  },
  $contains: {
    problem: () => undefined,
    match(argument, actual, at) {
      const isIn =
        typeof actual === 'string'
          ? typeof argument === 'string' && actual.includes(argument)
          : Array.isArray(actual) && actual.some((element) => matchJson(argument, element).isEqual);
      return when(isIn, { $contains: argument }, actual, at);
    },
  },
  $partial: {
    problem: (argument) => (isObject(argument) ? undefined : 'takes an object'),
    match: (argument, actual, at) =>
      isObject(argument) && isObject(actual)
        ? matchMembers(argument, actual, at, true)
        : when(false, argument, actual, at),
  },
  $anyOrder: {
    problem: (argument) => (Array.isArray(argument) ? undefined : 'takes a list'),
    match: (argument, actual, at) =>
      Array.isArray(argument) && Array.isArray(actual)
        ? matchAnyOrder(argument as unknown[], actual as unknown[], at)
        : when(false, { $anyOrder: argument }, actual, at),
  },
  $length: {
    problem: (argument) => (Number.isInteger(argument) && Number(argument) >= 0 ? undefined : 'takes a whole number'),
    match: (argument, actual, at) =>
      when(
        (typeof actual === 'string' || Array.isArray(actual)) && actual.length === argument,
        { $length: argument },
        actual,
        at,
      ),
  },
  $number: {
    problem: (argument) =>
      typeof argument === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(argument)
        ? undefined
        : 'takes a number written as a text',
    match: (argument, actual, at) =>
      when(
        isNumber(actual) && canonicalNumber(actual) === canonicalNumber(new ExactNumber(String(argument))),
        { $number: argument },
        actual,
        at,
      ),
  },
  $equals: {
    problem: () => undefined,
    match: (argument, actual, at) => when(isSame(argument, actual), argument, actual, at),
  },
};

/** Names of the matchers. */
export const matcherNames: readonly string[] = Object.keys(matchers);

/**
 * Compares a JSON value with what is expected of it. Objects with one member of the name of a matcher stand for many values;
 * numbers are equal whatever way they are written, and the order of members says nothing.
 */
export function matchJson(expected: unknown, actual: unknown, at = ''): Match {
  const matcher = matcherIn(expected);
  if (matcher !== undefined) return matcher.unit.match(matcher.argument, actual, at);
  if (Array.isArray(expected) && Array.isArray(actual)) return matchElements(expected, actual, at);
  if (isObject(expected) && isObject(actual)) return matchMembers(expected, actual, at, false);
  return when(isSame(expected, actual), expected, actual, at);
}

/** The first part of an expected value that looks like a matcher and is none, or whose argument is wrong. */
export function badMatcherIn(
  expected: unknown,
  pointer = '',
): { readonly pointer: string; readonly problem: string } | undefined {
  if (Array.isArray(expected)) {
    for (const [index, element] of expected.entries()) {
      const found = badMatcherIn(element, joinPointer(pointer, index));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isObject(expected)) return undefined;
  const [name = '', ...others] = Object.keys(expected);
  if (others.length === 0 && name.startsWith('$')) {
    if (name === '$equals') return undefined;
    const unit = Object.hasOwn(matchers, name) ? matchers[name] : undefined;
    if (unit === undefined) return { pointer, problem: `There is no matcher "${name}".` };
    const problem = unit.problem(expected[name]);
    if (problem !== undefined) return { pointer, problem: `Matcher "${name}" ${problem}.` };
  }
  for (const [key, member] of Object.entries(expected)) {
    const found = badMatcherIn(member, joinPointer(pointer, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

function matcherIn(expected: unknown): { readonly unit: Matcher; readonly argument: unknown } | undefined {
  if (!isObject(expected)) return undefined;
  const [name = '', ...others] = Object.keys(expected);
  if (others.length > 0 || !Object.hasOwn(matchers, name)) return undefined;
  const unit = matchers[name];
  return unit === undefined ? undefined : { unit, argument: expected[name] };
}

function matchElements(expected: readonly unknown[], actual: readonly unknown[], at: string): Match {
  const matches = expected.map((element, index) =>
    index < actual.length
      ? matchJson(element, actual[index], joinPointer(at, index))
      : when(false, bare(element), undefined, joinPointer(at, index)),
  );
  const extra = actual.length > expected.length ? joinPointer(at, expected.length) : undefined;
  return together(
    matches,
    matches.map((match) => match.expected),
    extra,
  );
}

function matchMembers(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
  at: string,
  isPartial: boolean,
): Match {
  const shown: Record<string, unknown> = {};
  const matches: Match[] = [];
  let extra: string | undefined;
  // In the order of the value, so that a diff shows what differs and not what was written in another order.
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    if (!Object.hasOwn(expected, key)) {
      if (isPartial) shown[key] = actual[key];
      else extra ??= joinPointer(at, key);
      continue;
    }
    const match = matchJson(expected[key], actual[key], joinPointer(at, key));
    matches.push(match);
    if (match.expected !== undefined) shown[key] = match.expected;
  }
  return together(matches, shown, extra);
}

/** Every element takes the first that fits it; what is content with least chooses last. */
function matchAnyOrder(expected: readonly unknown[], actual: readonly unknown[], at: string): Match {
  const fits = expected.map((element) => actual.map((one) => matchJson(element, one).isEqual));
  const takenBy = new Map<number, number>();
  // Augmenting paths: a greedy choice could leave one without a partner although there is one for each.
  const assign = (element: number, tried: Set<number>): boolean => {
    for (const [place, isFit] of (fits[element] ?? []).entries()) {
      if (!isFit || tried.has(place)) continue;
      tried.add(place);
      const owner = takenBy.get(place);
      if (owner === undefined || assign(owner, tried)) {
        takenBy.set(place, element);
        return true;
      }
    }
    return false;
  };
  const missing = expected.filter((_, index) => !assign(index, new Set()));
  const shown = [...actual.filter((_, place) => takenBy.has(place)), ...missing.map(bare)];
  const extra = actual.findIndex((_, place) => !takenBy.has(place));
  if (missing.length === 0 && extra < 0) return { isEqual: true, expected: actual };
  return { isEqual: false, expected: shown, at: joinPointer(at, extra < 0 ? actual.length : extra) };
}

/** What is missing altogether is shown without the word that says how it would be compared. */
function bare(expected: unknown): unknown {
  return isObject(expected) && isObject(expected['$partial']) ? expected['$partial'] : expected;
}

function together(matches: readonly Match[], expected: unknown, extra: string | undefined): Match {
  const at = matches.find(({ isEqual }) => !isEqual)?.at ?? extra;
  return at === undefined ? { isEqual: true, expected } : { isEqual: false, expected, at };
}

function when(isEqual: boolean, expected: unknown, actual: unknown, at: string): Match {
  return isEqual ? { isEqual, expected: actual } : { isEqual, expected, at };
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return typeof a === typeof b || (isNumber(a) && isNumber(b)) ? canonicalJson(a) === canonicalJson(b) : false;
}

function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || isExactNumber(value);
}

function patternOf(argument: unknown): RegExp | undefined {
  if (typeof argument !== 'string') return undefined;
  try {
    return new RegExp(argument, 'u');
  } catch {
    return undefined;
  }
}
