import type { TransformStep } from '../../../src/legacy/bundle.ts';
import type { Random } from './random.ts';
import type { FieldType } from './entities.ts';

/** What a value is on its way through the functions of a row. */
export type Flow = 'text' | 'number' | 'date' | 'boolean' | 'list' | 'any';

interface Link {
  readonly gives: Flow;
  readonly step: (random: Random) => TransformStep;
}

function link(
  gives: Flow,
  name: string,
  make: (random: Random) => Record<string, unknown> | undefined = () => undefined,
): Link {
  return {
    gives,
    step: (random) => {
      const found = make(random);
      return found === undefined ? { function: name } : { function: name, arguments: found };
    },
  };
}

const dateFormats = [
  'Y-m-d H:i:s',
  'd.m.Y',
  'c',
  'ISO 8601',
  'Unix epoch',
  'RFC 2822',
  'j/n/y g:i A',
  'D, d M Y H:i',
  'Ymd',
  'N z t L W o',
  'H:i:s.v P',
];

function dateFormat(random: Random): Record<string, unknown> {
  const format = random.pick(dateFormats);
  return random.chance(0.3) && !/[8E]/u.test(format) ? { format: 'custom', custom_format: format } : { format };
}

const fallback = (...values: readonly unknown[]): Link =>
  link('any', 'fallback', (random) => ({ value: random.pick(values) }));
const castToString = link('text', 'cast to string');
const castToBoolean = link('boolean', 'cast to boolean', (random) =>
  random.chance(0.5) ? undefined : { true_values: 'yes,1,return', false_values: 'no,0,cancel' },
);

/** Functions by what they take. */
const links: Readonly<Record<Flow, readonly Link[]>> = {
  text: [
    link('text', 'trim'),
    link('text', 'uppercase'),
    link('text', 'lowercase'),
    link('text', 'limit', (random) => ({ length: random.int(2, 12) })),
    link('text', 'prefix', (random) => ({ text: random.pick(['ACME-', 'https://track.example.com/', 'ü ', '#']) })),
    link('text', 'suffix', (random) => ({ text: random.pick(['-EU', ' kg', '!']) })),
    link('text', 'replace', (random) => ({
      search: random.pick(['#', 'a', 'an', '-', ['a', 'b'], 'e']),
      replacement: random.pick(['', '-', 'x']),
    })),
    link('text', 'first word'),
    link('text', 'last word'),
    link('list', 'split', (random) => ({ delimiter: random.pick([' ', ',', '-']) })),
    link('text', 'concatenate', () => ({ separator: ' ' })),
    fallback('none', 'No note', 0, null),
    castToString,
    castToBoolean,
  ],
  number: [
    link('number', 'round number', (random) => ({
      precision: random.pick([0, 1, 2, -1]),
      ...(random.chance(0.4) ? { mode: random.pick(['nearest', 'up', 'down']) } : {}),
    })),
    link('number', 'math', (random) => ({
      operator: random.pick(['+', '-', '*', '/']),
      value: random.pick([100, 1.19, 0.5, 3]),
    })),
    link('number', 'unit conversion', (random) => {
      const [from, to] = random.some(['g', 'kg', 'oz', 'lb'], 2);
      return { from, to };
    }),
    link('number', 'cast to number'),
    fallback(0, 1.5, 'none'),
    castToString,
    castToBoolean,
  ],
  date: [
    link('text', 'format date', dateFormat),
    link('date', 'date adjust', (random) => ({
      units: random.pick(['minute', 'hour', 'day', 'week', 'month', 'year']),
      adjustment: random.pick([1, -1, 3, 36]),
    })),
  ],
  boolean: [castToString, castToBoolean, fallback(false, 'no')],
  list: [
    link('text', 'join', (random) => ({ delimiter: random.pick([',', '; ', '']) })),
    link('number', 'count'),
    link('text', 'concatenate', (random) => ({ separator: random.pick([' ', '/']) })),
  ],
  any: [castToString],
};

export function flowOf(type: FieldType, manyToOne: boolean): Flow {
  if (manyToOne) return 'list';
  if (type === 'money' || type === 'number') return 'number';
  if (type === 'id' || type === 'code') return type === 'id' ? 'number' : 'text';
  return type === 'object' ? 'any' : type;
}

/** A chain of `length` functions in which each can take what the one before it gives. */
export function makeChain(random: Random, start: Flow, length: number): readonly TransformStep[] {
  const steps: TransformStep[] = [];
  let flow = start;
  for (let index = 0; index < length; index++) {
    const chosen = random.pick(links[flow]);
    steps.push(chosen.step(random));
    flow = chosen.gives;
  }
  // A list belongs in no single field.
  if (flow === 'list') steps.push({ function: 'join', arguments: { delimiter: '|' } });
  return steps;
}

/** Functions that need no source. */
export function makeSource(random: Random): readonly TransformStep[] {
  return random.pick<readonly TransformStep[]>([
    [{ function: 'custom string', arguments: { text: 'fixed text' } }, { function: 'uppercase' }],
    [{ function: 'custom number', arguments: { value: 12.5 } }],
    [{ function: 'custom boolean', arguments: { value: false } }],
    [{ function: 'null value' }, { function: 'fallback', arguments: { value: 'nothing' } }],
    [
      { function: 'custom dynamic date', arguments: { round: 'start of day', units: 'day', adjustment: -1 } },
      { function: 'format date', arguments: { format: 'd.m.Y H:i' } },
    ],
    [{ function: 'custom dynamic date', arguments: { units: 'hour', adjustment: 36 } }],
  ]);
}
