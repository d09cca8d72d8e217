import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSchema } from '../../src/lint/check-schema.ts';
import { acceptsDocument } from '../../src/lint/check-document.ts';
import { documents } from '../../src/lint/documents/index.ts';
import { documentOf, kindOf, type DocumentKind } from '../../src/lint/kind-of.ts';
import { readSource } from '../../src/text/source.ts';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures');

interface Sample {
  readonly kind: DocumentKind;
  readonly value: unknown;
}

const samples: readonly Sample[] = (
  await Promise.all(
    globSync('**/*.{json,yaml}', { cwd: fixtures, exclude: ['broken/**', 'scaffold/**'] })
      .toSorted()
      .map(async (file) => {
        const { value } = await readSource(file, readFileSync(join(fixtures, file)));
        const kind = kindOf(value, file);
        return kind === undefined || value === undefined ? [] : [{ kind, value }];
      }),
  )
).flat();

/** Every place of a document, as the keys that lead there. */
function* placesIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  yield path;
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) yield* placesIn(member, [...path, key]);
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as Record<string, unknown>; // a place leads through objects and lists only
  const changed = replaceAt(copy[key], rest, replacement);
  if (changed === undefined) delete copy[key];
  else copy[key] = changed;
  return Array.isArray(copy) ? copy.filter((_, index) => index in copy) : copy;
}

const mutation = fc.constantFrom(...samples).chain(({ kind, value }) =>
  fc.record({
    kind: fc.constant(kind),
    value: fc.constant(value),
    place: fc.constantFrom(...placesIn(value)),
    replacement: fc.oneof(
      fc.constant(undefined),
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('', 0, -1, 1.5, 1e300, null, true, [], {}, { 'x-note': 1 }, 'static', 'Receive', 'default'),
    ),
  }),
);

describe('compiled schemas', () => {
  it('see the fixtures', () => expect(samples.length).toBeGreaterThan(10));

  it('are there for every kind of document, and are named after it', async () => {
    for (const { kind, compiled } of documents) expect(Object.keys((await compiled()).validators)).toEqual([kind]);
  });

  it('agree with the schemas they were made from', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, async ({ kind, value, place, replacement }) => {
        const document = replaceAt(value, place, replacement);
        const found = checkSchema(await documentOf(kind).schema(), document);
        expect(await acceptsDocument(kind, document)).toBe(found.length === 0);
      }),
      { seed: 20_260_301, numRuns: 1500 },
    );
  });
});
