import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';

/** A mistake that people make, in code that services and flows share: comparing the two worlds cannot show it. */
export interface Planted {
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  /** What is then wrong. */
  readonly what: string;
}

export const planted: readonly Planted[] = [
  // Dates
  {
    file: 'src/text/php-date.ts',
    from: 'o: ({ local }) => String(isoWeek(local).year)',
    to: 'o: ({ local }) => String(local.getUTCFullYear())',
    what: 'the year of the ISO week is the calendar year',
  },
  {
    file: 'src/text/php-date.ts',
    from: 'if (day >= 11 && day <= 13)',
    to: 'if (day >= 11 && day <= 12)',
    what: '13rd instead of 13th',
  },
  {
    file: 'src/text/php-date.ts',
    from: 'h: ({ local }) => two(local.getUTCHours() % 12 || 12)',
    to: 'h: ({ local }) => two(local.getUTCHours() % 12)',
    what: 'noon is 00',
  },
  {
    file: 'src/text/read-php-date.ts',
    from: 'number < 70 ? 2000 + number : 1900 + number',
    to: 'number <= 70 ? 2000 + number : 1900 + number',
    what: 'the year 70 is 2070',
  },
  {
    file: 'src/text/parse-date.ts',
    from: '(whole.length < fewest || whole.length > 11)',
    to: '(whole.length < fewest || whole.length > 10)',
    what: 'epochs of eleven digits are no dates',
  },
  {
    file: 'src/text/parse-date.ts',
    from: 'millisOf(fraction) - written.offsetMinutes * 60_000',
    to: 'millisOf(fraction) + written.offsetMinutes * 60_000',
    what: 'offsets count the wrong way',
  },
  {
    file: 'src/text/relative-date.ts',
    from: 'const moved = moveBy(localMs, amount, unit);',
    to: 'const moved = moveBy(nowMs, amount, unit) + offsetMinutes * 60_000;',
    what: 'months are counted in UTC, whatever the offset',
  },
  {
    file: 'src/text/zone.ts',
    from: '.toSorted((a, b) => b - a)',
    to: '.toSorted((a, b) => a - b)',
    what: 'an hour that a place has twice is the second one',
  },
  {
    file: 'src/transforms/format-date.ts',
    from: "if (isMissing(input) || input === '') return null;",
    to: 'if (isMissing(input)) return null;',
    what: 'empty text is no date, and fails',
  },
  // Rounding and numbers
  {
    file: 'src/text/decimal.ts',
    from: 'Math.sign(whole) * Math.round(Math.abs(whole) / step)',
    to: 'Math.round(whole / step)',
    what: 'half of a negative number is rounded towards zero',
  },
  {
    file: 'src/text/decimal.ts',
    from: "mode === 'up' ? exact.gt(0) : exact.lt(0)",
    to: "mode === 'up'",
    what: 'negative numbers are rounded up and down the wrong way',
  },
  {
    file: 'src/transforms/unit-conversion.ts',
    from: 'oz: 28.349523125',
    to: 'oz: 28.3495',
    what: 'an ounce is a little lighter',
  },
  {
    file: 'src/transforms/math.ts',
    from: 'if (constant !== undefined) result = operate(result, constant);',
    to: 'if (constant !== undefined) result = operate(constant, result);',
    what: 'the constant is divided by the value',
  },
  // Texts
  {
    file: 'src/transforms/replace.ts',
    from: 'result.replaceAll(one, () => replacement)',
    to: 'result.replaceAll(one, replacement)',
    what: '$ has a meaning in a replacement',
  },
  {
    file: 'src/transforms/limit.ts',
    from: "Array.from(text).slice(0, length).join('')",
    to: 'text.slice(0, length)',
    what: 'an emoji is cut in half',
  },
  {
    file: 'src/transforms/join.ts',
    from: "if (isMissing(element)) return '';",
    to: "if (isMissing(element)) return 'null';",
    what: 'a missing element is written as null',
  },
  {
    file: 'src/transforms/values.ts',
    from: 'return value === undefined || value === null || value ===',
    to: 'return value === undefined || value === null || value === 0 || value ===',
    what: 'fallback replaces zero',
  },
  {
    file: 'src/text/php-cast.ts',
    from: "|| value === '0'",
    to: "|| value === '0' || value === '0.0'",
    what: '"0.0" is false',
  },
  {
    file: 'src/transforms/lookup.ts',
    from: 'if (!exact.has(operand)) exact.set(operand, output);',
    to: 'exact.set(operand, output);',
    what: 'the last row that matches wins',
  },
  // Operators
  {
    file: 'src/operators/between.ts',
    from: '(fromHigh(input) ?? 1) <= 0',
    to: '(fromHigh(input) ?? 1) < 0',
    what: 'the upper end is not included',
  },
  {
    file: 'src/operators/not-in.ts',
    from: 'isMember(input) === false',
    to: 'isMember(input) !== true',
    what: 'what cannot be compared is in no list',
  },
  {
    file: 'src/operators/empty.ts',
    from: "|| input === '' ||",
    to: "|| (typeof input === 'string' && input.trim() === '') ||",
    what: 'a blank is empty',
  },
  {
    file: 'src/operators/cast.ts',
    from: 'return index === right.length ? 1 : rank(',
    to: 'return index === right.length ? -1 : rank(',
    what: 'the longer of two texts comes first',
  },
  {
    file: 'src/operators/cast.ts',
    from: "value.split(',').map((item) => item.trim())",
    to: "value.split(',')",
    what: 'blanks behind the comma count',
  },
  // Paths
  {
    file: 'src/text/path.ts',
    from: 'if (nested && Array.isArray(value)) for (const one of value as unknown[]) found.push(one);',
    to: 'if (nested && Array.isArray(value)) found.push(value);',
    what: 'lists in lists stay lists',
  },
  {
    file: 'src/text/path.ts',
    from: 'else if (value !== undefined) found.push(value);',
    to: 'else found.push(value);',
    what: 'missing values are elements',
  },
  {
    file: 'src/text/records.ts',
    from: 'ends.at(-1)',
    to: 'ends.at(0)',
    what: 'records are those of the outer list',
  },
  // Paging
  {
    file: 'src/pagination/limit-offset.ts',
    from: '{ [offsetParameter]: page.position }',
    to: '{ [offsetParameter]: (page.position ?? 0) + 1 }',
    what: 'every page leaves one record out',
  },
  {
    file: 'src/pagination/page-number.ts',
    from: '{ [pageParameter]: firstPage + page.number }',
    to: '{ [pageParameter]: 1 + page.number }',
    what: 'pages that begin at 0 lose the second one',
  },
  {
    file: 'src/pagination/page-token.ts',
    from: 'lastAt(found.at(-1), path.slice(every + 1))',
    to: 'lastAt(found.at(0), path.slice(every + 1))',
    what: 'the token is that of the first record',
  },
];

/** The planted errors as changed files. Throws where one does not fit the file any more. */
export function plantedMutants(root: string): readonly Mutant[] {
  return planted.map(({ file, from, to, what }) => {
    const text = readFileSync(join(root, file), 'utf8');
    const at = text.indexOf(from);
    if (at < 0 || text.includes(from, at + 1)) throw new Error(`"${from}" does not stand once in ${file}.`);
    return {
      file,
      line: text.slice(0, at).split('\n').length,
      change: what,
      text: text.slice(0, at) + to + text.slice(at + from.length),
    };
  });
}
