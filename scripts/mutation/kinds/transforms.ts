import type { TransformCall } from '../../../src/flow/transform-step.ts';
import type { Change, MutantKind } from '../kinds.ts';
import { mappingRules, transformCalls, type CallAt } from '../places.ts';

function forCalls(
  name: string,
  functions: readonly string[],
  change: (call: CallAt) => Change | undefined,
): MutantKind {
  return {
    name,
    touches: 'map',
    changes: (flow) => transformCalls(flow, ...functions).flatMap((call) => change(call) ?? []),
  };
}

function replaced(call: CallAt, to: TransformCall): Change {
  return {
    edits: [{ place: call.place, value: to }],
    what: `${call.rule.target}: ${shown(call.value)} → ${shown(to)}`,
  };
}

function shown(call: TransformCall): string {
  return call.arguments === undefined ? call.function : `${call.function} ${JSON.stringify(call.arguments)}`;
}

/** One argument with another value. */
function forArgument(
  name: string,
  functions: readonly string[],
  argument: string,
  change: (value: unknown) => unknown,
): MutantKind {
  return forCalls(name, functions, (call) => {
    const before = call.value.arguments?.[argument];
    const after = change(before);
    if (after === undefined || JSON.stringify(after) === JSON.stringify(before)) return undefined;
    return replaced(call, { ...call.value, arguments: { ...call.value.arguments, [argument]: after } });
  });
}

const siblings: Readonly<Record<string, TransformCall>> = {
  uppercase: { function: 'lowercase' },
  lowercase: { function: 'uppercase' },
  trim: { function: 'first word' },
  'first word': { function: 'last word' },
  'last word': { function: 'first word' },
  'cast to string': { function: 'cast to number' },
  'cast to number': { function: 'cast to string' },
  'cast to boolean': { function: 'cast to string' },
  join: { function: 'count' },
  count: { function: 'join', arguments: { delimiter: ',' } },
};

/** The next value of a list, or the first. */
function nextOf(values: readonly string[], value: unknown): string {
  return values[(values.indexOf(String(value)) + 1) % values.length] ?? '';
}

const tokens: Readonly<Record<string, string>> = {
  H: 'h',
  h: 'H',
  G: 'g',
  g: 'G',
  i: 's',
  s: 'i',
  d: 'j',
  j: 'd',
  m: 'n',
  n: 'm',
  M: 'm',
  Y: 'o',
  y: 'Y',
  D: 'l',
  P: 'O',
  o: 'Y',
  W: 'N',
  A: 'a',
};

/** A format with one of its tokens exchanged; `which` chooses it. */
function withToken(format: string, which: 'first' | 'last'): string | undefined {
  const at = Array.from(format).flatMap((token, index) => (Object.hasOwn(tokens, token) ? [index] : []));
  const position = which === 'first' ? at[0] : at.at(-1);
  if (position === undefined || /ISO|RFC|epoch|custom/u.test(format)) return undefined;
  return format.slice(0, position) + (tokens[format.charAt(position)] ?? '') + format.slice(position + 1);
}

function formatChange(call: CallAt, change: (format: string) => string | undefined): Change | undefined {
  const { format, custom_format: custom } = call.value.arguments ?? {};
  const [argument, text] = format === 'custom' ? ['custom_format', custom] : ['format', format];
  const after = change(String(text));
  if (after === undefined || after === text) return undefined;
  return replaced(call, { ...call.value, arguments: { ...call.value.arguments, [argument]: after } });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? `${value}x` : undefined);
const more = (value: unknown): number | undefined => (typeof value === 'number' ? value + 1 : undefined);

export const transformKinds: readonly MutantKind[] = [
  forCalls('transform dropped', [], (call) => ({
    edits: [{ place: call.place }],
    what: `${call.rule.target}: ${shown(call.value)}`,
  })),
  forCalls('transform replaced', [], (call) => {
    const to = siblings[call.value.function];
    return to === undefined ? undefined : replaced(call, to);
  }),
  {
    name: 'transform added',
    touches: 'map',
    changes: (flow) =>
      mappingRules(flow).map(({ place, value }) => ({
        edits: [
          { place: [...place, 'transforms'], value: [...(value.transforms ?? []), { function: 'cast to string' }] },
        ],
        what: `${value.target}: cast to string at the end`,
      })),
  },
  {
    name: 'transforms in another order',
    touches: 'map',
    changes: (flow) =>
      mappingRules(flow).flatMap(({ place, value }) => {
        const calls = value.transforms ?? [];
        return calls.slice(1).map((second, index) => ({
          edits: [
            {
              place: [...place, 'transforms'],
              value: calls.with(index, second).with(index + 1, calls[index] ?? second),
            },
          ],
          what: `${value.target}: ${second.function} before ${calls[index]?.function ?? ''}`,
        }));
      }),
  },
  forArgument('prefix or suffix changed', ['prefix', 'suffix'], 'text', text),
  forArgument('separator changed', ['join', 'split'], 'delimiter', (value) => (value === ',' ? ';' : ',')),
  forArgument('separator of a concatenation changed', ['concatenate'], 'separator', (value) =>
    value === ' ' ? '-' : ' ',
  ),
  forArgument('rounding: other precision', ['round number'], 'precision', (value) => Number(value ?? 0) + 1),
  forArgument('rounding: other mode', ['round number'], 'mode', (value) => (value === 'up' ? 'down' : 'up')),
  forArgument('limit of another length', ['limit'], 'length', more),
  forArgument('other operator of arithmetic', ['math'], 'operator', (value) => nextOf(['+', '-', '*', '/'], value)),
  forArgument('other operand of arithmetic', ['math'], 'value', more),
  forArgument('unit of the source changed', ['unit conversion'], 'from', (value) =>
    nextOf(['g', 'kg', 'oz', 'lb'], value),
  ),
  forArgument('unit of the target changed', ['unit conversion'], 'to', (value) =>
    nextOf(['g', 'kg', 'oz', 'lb'], value),
  ),
  forArgument('replacement changed', ['replace'], 'replacement', text),
  forArgument('search text changed', ['replace'], 'search', (value) =>
    Array.isArray(value) ? value.slice(0, -1) : text(value),
  ),
  forArgument('fallback changed', ['fallback'], 'value', (value) =>
    value === null ? '' : (more(value) ?? text(value) ?? 'x'),
  ),
  forArgument('true values changed', ['cast to boolean'], 'true_values', (value) =>
    typeof value === 'string' ? value.split(',').slice(1).join(',') : undefined,
  ),
  forArgument('false values changed', ['cast to boolean'], 'false_values', (value) =>
    typeof value === 'string' ? value.split(',').slice(1).join(',') : undefined,
  ),
  forArgument('constant changed', ['custom string'], 'text', text),
  forArgument('constant number changed', ['custom number'], 'value', (value) => more(value) ?? text(value)),
  forArgument('constant boolean turned', ['custom boolean'], 'value', (value) => value !== true),
  forCalls('constant of another type', ['custom string', 'custom number'], (call) =>
    call.value.function === 'custom string'
      ? replaced(call, { function: 'custom number', arguments: { value: 12 } })
      : replaced(call, { function: 'custom string', arguments: { text: String(call.value.arguments?.['value']) } }),
  ),
  forCalls('date token: hour, day or month', ['format date'], (call) =>
    formatChange(call, (format) => withToken(format, 'first')),
  ),
  forCalls('date token: last one', ['format date'], (call) =>
    formatChange(call, (format) => withToken(format, 'last')),
  ),
  forCalls('other date format', ['format date'], (call) =>
    formatChange(call, (format) => (format === 'c' || /ISO|RFC 3339/u.test(format) ? 'Y-m-d\\TH:i:s' : 'c')),
  ),
  forArgument('input format of a date dropped', ['format date', 'date adjust'], 'input_format', (value) =>
    typeof value === 'string' ? 'c' : undefined,
  ),
  forArgument('input format: day and month swapped', ['format date', 'date adjust'], 'input_format', (value) =>
    typeof value === 'string' ? value.replaceAll(/[dm]/gu, (token) => (token === 'd' ? 'm' : 'd')) : undefined,
  ),
  forArgument('date moved by another amount', ['date adjust', 'custom dynamic date'], 'adjustment', more),
  forArgument('date moved by another unit', ['date adjust', 'custom dynamic date'], 'units', (value) =>
    typeof value === 'string' ? nextOf(['hour', 'day', 'week', 'month', 'year'], value) : undefined,
  ),
  forArgument('dynamic date rounded otherwise', ['custom dynamic date'], 'round', (value) =>
    value === 'end of day' ? 'start of day' : 'end of day',
  ),
];
