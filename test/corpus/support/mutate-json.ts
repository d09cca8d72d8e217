import type { Random } from '../../../templates/soap/test/support/random.ts';
import { isObject } from '../../../src/text/json.ts';
import { infect } from '../../support/infect.ts';
import { escapes, pick, reserved, traversals } from './hostile-words.ts';

const wrong: readonly unknown[] = [null, 7, true, '', [], {}, [[]], [null], { $ref: 7 }, -0.5, 1e308];

/** What opens and closes one level. */
const nestings = [
  ['{"type":"array","items":', '}'],
  ['{"type":"object","properties":{"a":', '}}'],
  ['{"allOf":[', ']}'],
  ['{"anyOf":[{"type":"null"},', ']}'],
  ['{"item":[', ']}'],
  ['[', ']'],
] as const;

/** Gives another document, or the text of one. */
export type Mutation = (document: unknown, random: Random) => unknown;

/** Ways to spoil a document of JSON or YAML. Each is told everything by its random numbers. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'a canary in every text and beside every name': (document, random) => infect(document, pick(random, escapes)),
  'canaries instead of texts and in names': (document, random) =>
    mapTexts(
      document,
      (value, key) => (random.chance(isStructural(key) ? 0.05 : 0.4) ? pick(random, escapes) : value),
      (name) => (random.chance(0.05) ? `${name}${pick(random, escapes)}` : name),
    ),
  'names that leave the folder': (document, random) => substitute(document, random, traversals),
  'reserved words': (document, random) => substitute(document, random, reserved),
  'names that differ only in case': (document, random) =>
    visit(document, (value) => {
      const twins = Object.entries(value).flatMap(([name, item]): [string, unknown][] =>
        random.chance(0.15) && isObject(item)
          ? [
              [name, item],
              [random.chance(0.5) ? name.toUpperCase() : name.toLowerCase(), item],
            ]
          : [[name, item]],
      );
      return Object.fromEntries(twins);
    }),
  'values of wrong types': (document, random) => replaceSome(document, random, 0.02, () => pick(random, wrong)),
  'references in circles': (document, random) => {
    const targets = [
      ...textsBelow(document, '$ref'),
      '#',
      '#/',
      '#/components',
      '#/components/schemas',
      '#/nowhere',
      '../outside.json',
    ];
    return visit(document, (value) =>
      '$ref' in value
        ? random.chance(0.4)
          ? { $ref: pick(random, targets) }
          : value
        : 'type' in value && random.chance(0.1)
          ? { $ref: pick(random, targets) }
          : value,
    );
  },
  'deep nesting': (document, random) => {
    const marked = JSON.stringify(replaceSome(document, random, 0.004, () => '@deep@'));
    return marked.replaceAll('"@deep@"', () => {
      const depth = random.whole(50, 20_000);
      const [open, close] = pick(random, nestings);
      return open.repeat(depth) + '{}' + close.repeat(depth);
    });
  },
  'parts that changed places': (document, random) => {
    const parts: unknown[] = [];
    replaceSome(document, random, 0.02, (value) => (parts.push(value), value));
    return parts.length === 0 ? document : replaceSome(document, random, 0.02, () => pick(random, parts));
  },
  'huge and odd texts': (document, random) =>
    mapTexts(document, (value) =>
      random.chance(0.02)
        ? pick(random, ['x'.repeat(50_000), '\u0000\u202E\uFEFF\uD800', '🙂'.repeat(400), '(a+)+$', '[', '\\'])
        : value,
    ),
};

/** Words that a description cannot do without: changed now and then, not everywhere. */
function isStructural(key: string): boolean {
  return [
    'openapi',
    'swagger',
    'schema',
    '$ref',
    'type',
    'in',
    'method',
    'format',
    'style',
    'required',
    '_postman_id',
  ].includes(key);
}

function mapTexts(
  value: unknown,
  change: (text: string, key: string) => string,
  rename: (name: string) => string = (name) => name,
  key = '',
): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, rename, key));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [rename(name), mapTexts(item, change, rename, name)]),
  );
}

/** Texts and names, some of them; where a name is `__proto__` it is one of the object itself, as JSON.parse makes it. */
function substitute(document: unknown, random: Random, words: readonly string[]): unknown {
  return mapTexts(
    document,
    (value, key) => (random.chance(isStructural(key) ? 0.02 : 0.15) ? pick(random, words) : value),
    (name) => (random.chance(0.04) ? pick(random, words) : name),
  );
}

/** Changes every object, from the inside outwards. */
function visit(value: unknown, change: (value: Record<string, unknown>) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => visit(item, change));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, visit(item, change)])));
}

function replaceSome(value: unknown, random: Random, part: number, change: (value: unknown) => unknown): unknown {
  const below = Array.isArray(value)
    ? value.map((item) => replaceSome(item, random, part, change))
    : isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, item]) => [
            name,
            ['openapi', 'swagger'].includes(name) ? item : replaceSome(item, random, part, change),
          ]),
        )
      : value;
  return random.chance(part) ? change(below) : below;
}

function textsBelow(value: unknown, wanted: string, key = ''): string[] {
  if (typeof value === 'string') return key === wanted ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsBelow(item, wanted, key));
  return isObject(value) ? Object.entries(value).flatMap(([name, item]) => textsBelow(item, wanted, name)) : [];
}
