import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connectorSchema } from '../../src/connector/definition.ts';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { emitDefinition } from '../../src/scaffold/emit/definition.ts';
import { emitInstances } from '../../src/scaffold/emit/instances.ts';
import { emitOverlay } from '../../src/scaffold/emit/overlay.ts';
import { readPostman } from '../../src/scaffold/readers/postman/read-postman.ts';
import { isObject } from '../../src/text/json.ts';
import { readSource } from '../../src/text/source.ts';
import { parse } from 'yaml';

const collection = readFileSync('fixtures/scaffold/postman/parcels.postman.json', 'utf8');

const hostile = [
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  '*/ process.exit(1) /*',
  '${process.exit(1)}`',
  '\u0000\u202E\uFEFF\uD800',
  '{{{{a}}}} {b} <c> :d',
  '"\\\n\r\u2028',
  '{{__proto__}}',
  ' ',
  'x'.repeat(20_000),
  '🙂'.repeat(50),
  'https://user:pa55@evil.test:1/{{x}}/../?a=b#c',
];

/** Every place of a document where text stands, as a way to it. */
function* textPlaces(value: unknown, way: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value === 'string') yield way;
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textPlaces(item, [...way, index]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* textPlaces(item, [...way, key]);
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], change: unknown): unknown {
  if (key === undefined) return change;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, change) : item));
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, change) : item]),
      )
    : value;
}

async function connector(document: unknown): Promise<void> {
  const source = await readSource('hostile.json', new TextEncoder().encode(JSON.stringify(document)));
  const { model, diagnostics } = await readPostman(source);
  if (model === undefined) return expect(diagnostics).not.toEqual([]);
  // Texts for people are copied as they are; values and addresses are not.
  const values = model.operations.map(({ servers, parameters }) => [servers, parameters.map(({ example }) => example)]);
  expect(JSON.stringify([model.servers, values])).not.toContain('pa55');
  const settled = analyse(model).model;
  const definition = emitDefinition(settled);
  expect(connectorSchema.safeParse(definition).error).toBeUndefined();
  expect(settled.name).toMatch(/^[a-z][a-z\d-]*$/u);
  for (const { id, group, title } of settled.endpoints) {
    for (const name of [id, group]) expect(name).toMatch(/^[\p{ID_Start}_][\p{ID_Continue}]*$/u);
    expect(title).not.toMatch(/[\p{Cc}\p{Cf}\n]/u);
  }
  expect(emitInstances(definition).instances).toHaveLength(1);
  expect(parse(emitOverlay(settled))).toEqual({ format: 'repatch-overlay', formatVersion: 1, endpoints: {} });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

describe('a hostile collection', () => {
  const document = JSON.parse(collection) as unknown;
  const places = [...textPlaces(document)];

  it('has many places', () => {
    expect(places.length).toBeGreaterThan(100);
  });

  it.each(hostile.map((text) => [text.slice(0, 30), text] as const))('%j in every place', async (_, text) => {
    for (const place of places) await connector(replaced(document, place, text));
  });

  it.each([[null], [7], [[]], [{}], [[[[]]]], [{ __proto__: null, key: 'a', value: {} }]])(
    '%j in every place',
    async (value) => {
      for (const place of places) await connector(replaced(document, place, value));
    },
  );
});
