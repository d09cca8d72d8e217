import { roundDecimal } from '../text/decimal.ts';
import type { LookupTable } from '../flow/model.ts';
import { PatternError, type CompilePattern } from '../contract/define-operator.ts';
import {
  defineTransform,
  TransformError,
  type TransformContext,
  type TransformFunction,
} from '../contract/define-transform.ts';
import { isMissing, numberOf, textOf } from './values.ts';

const matchTypes = ['exact', 'exact_ci', 'contains', 'starts_with', 'ends_with', 'regex'] as const;
type MatchType = (typeof matchTypes)[number];
type OnMiss = 'keep' | 'null' | 'empty' | 'fail' | { readonly default: unknown };

export default defineTransform({
  name: 'lookup',
  aliases: ['map', 'cross-reference lookup', 'cross reference lookup'],
  category: 'other',
  summary: 'The other side of a cross-reference lookup. The first row that matches wins.',
  grade: 'documented',
  arguments: (z) =>
    z.strictObject({
      lookup: z.string().min(1).describe('Name of the cross-reference lookup.'),
      direction: z.enum(['left_to_right', 'right_to_left']).optional(),
      match_type: z.enum(matchTypes).optional().describe('Default exact. A row may name its own.'),
      output_type: z
        .enum(['string', 'integer', 'float', 'boolean', 'null-preserving'])
        .optional()
        .describe('Default string. null-preserving: an empty text of the table is null.'),
      on_miss: z
        .union([z.enum(['keep', 'null', 'empty', 'fail']), z.strictObject({ default: z.unknown() })])
        .optional()
        .describe('Default: the profile decides.'),
    }),
  compile(args, context) {
    const table = context.lookup(args.lookup);
    if (table === undefined) throw new TransformError(`there is no lookup "${args.lookup}"`);
    const find = compileTable(table, args.direction ?? 'left_to_right', args.match_type ?? 'exact', context);
    const convert = converters[args.output_type ?? 'string'];
    const miss = compileMiss(args.on_miss, args.lookup, context);
    const apply: TransformFunction = (input) => {
      if (isMissing(input)) return null;
      if (Array.isArray(input)) return input.map(apply);
      const found = find(textOf(input));
      return found === undefined ? miss(input) : convert(found);
    };
    return apply;
  },
});

const converters = {
  string: (text: string): unknown => text,
  integer: (text: string): unknown => roundDecimal(numberOf(text), 0, text.trimStart().startsWith('-') ? 'up' : 'down'),
  float: (text: string): unknown => numberOf(text),
  boolean: (text: string): unknown => text === 'true' || text === '1',
  'null-preserving': (text: string): unknown => (text === '' ? null : text),
};

function compileTable(
  table: LookupTable,
  direction: string,
  fallbackMatch: MatchType,
  { compilePattern }: TransformContext,
): (text: string) => string | undefined {
  const rows = table.rows.map((row) => {
    const operand = direction === 'left_to_right' ? row.left_value : row.right_value;
    const type = matchTypes.find((one) => one === row.match) ?? fallbackMatch;
    return {
      operand,
      output: direction === 'left_to_right' ? row.right_value : row.left_value,
      type,
      matches: type === 'regex' ? matcherOf(operand, compilePattern) : matchers[type],
    };
  });
  if (rows.every(({ type }) => type === 'exact')) {
    const exact = new Map<string, string>();
    for (const { operand, output } of rows) if (!exact.has(operand)) exact.set(operand, output);
    return (text) => exact.get(text);
  }
  return (text) => rows.find(({ operand, matches }) => matches(text, operand))?.output;
}

type Matches = (text: string, operand: string) => boolean;

function matcherOf(pattern: string, compilePattern: CompilePattern | undefined): Matches {
  if (compilePattern === undefined) throw new TransformError('lookups with patterns need the map step of a flow');
  const explained = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      if (error instanceof PatternError) throw new TransformError(`"${pattern}" cannot be used: ${error.message}`);
      throw error;
    }
  };
  const { test } = explained(() => compilePattern(pattern));
  return (text) => explained(() => test(text));
}

const matchers: Readonly<Record<Exclude<MatchType, 'regex'>, Matches>> = {
  exact: (text, operand) => text === operand,
  exact_ci: (text, operand) => text.toLowerCase() === operand.toLowerCase(),
  contains: (text, operand) => text.includes(operand),
  starts_with: (text, operand) => text.startsWith(operand),
  ends_with: (text, operand) => text.endsWith(operand),
};

function compileMiss(onMiss: OnMiss | undefined, lookup: string, context: TransformContext): TransformFunction {
  if (typeof onMiss === 'object') return () => onMiss.default;
  return (input) => {
    switch (onMiss ?? context.assume('map.lookupNoMatch')) {
      case 'keep':
        return input;
      case 'empty':
        return '';
      case 'fail':
        throw new TransformError(`lookup "${lookup}" has no row for the value`);
      case 'null':
        context.warn(`Lookup "${lookup}" had no row for a value, which became null.`);
        return null;
    }
  };
}
