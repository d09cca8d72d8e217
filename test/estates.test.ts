import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateFiles } from '../src/app/validate.ts';
import { convertBundle } from '../src/convert/convert.ts';
import { filterOperators } from '../src/legacy/bundle.ts';
import { checkDocument } from '../src/lint/check-document.ts';
import { readSource } from '../src/text/source.ts';
import { transforms } from '../src/transforms/index.ts';
import { generateEstate } from './support/estates/estate.ts';
import { writeEstate } from './support/estates/write-estate.ts';

const seeds = Array.from({ length: 30 }, (_, index) => index + 1);
const services = seeds.flatMap((seed) => generateEstate(seed).bundle.services);

async function errorsIn(file: string, document: unknown): Promise<readonly string[]> {
  const source = await readSource(file, new TextEncoder().encode(JSON.stringify(document)));
  const { diagnostics } = await checkDocument(source, true);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

test('generated estates pass validation and convert whole', async () => {
  for (const seed of seeds.slice(0, 10)) {
    const { bundle, connectors } = generateEstate(seed);
    expect(bundle.services).toHaveLength(20);
    expect(await errorsIn('generated.services.json', bundle)).toEqual([]);
    for (const connector of connectors.values()) expect(await errorsIn('a.connector.json', connector)).toEqual([]);
    expect(convertBundle({ bundle, connectors }).refused).toEqual([]);
  }
});

test('the same seed gives the same estate, and another one another', () => {
  expect(generateEstate(7)).toEqual(generateEstate(7));
  expect(generateEstate(7).bundle).not.toEqual(generateEstate(8).bundle);
});

test('generated estates use every operator and every function', () => {
  const operators = new Set(services.flatMap(({ filters }) => filters.map(({ operator }) => operator)));
  expect([...operators].toSorted()).toEqual(filterOperators.toSorted());
  const used = new Set(
    services.flatMap(({ mappings }) =>
      mappings.flatMap(({ transformation = [] }) => transformation.map((step) => step.function)),
    ),
  );
  // Scripts have tests of their own; the others are functions of flows.
  const others = new Set(['script', 'cache lookup', 'convert time zone', 'round date']);
  const expected = transforms.map(({ name }) => name).filter((name) => !others.has(name));
  expect([...used].toSorted()).toEqual(expected.toSorted());
});

test('generated estates use every trigger, identity, type and policy', () => {
  const kinds = (values: readonly unknown[]): ReadonlySet<unknown> => new Set(values);
  expect(kinds(services.map(({ trigger }) => trigger?.kind))).toEqual(new Set(['inboundApi', 'schedule', 'webhook']));
  expect(kinds(services.map(({ dedupe }) => dedupe?.identity ?? 'absent'))).toEqual(
    new Set(['absent', 'contentHash', 'none', 'sourceId', 'sourceId+modified', 'unspecified']),
  );
  expect(kinds(services.map(({ type }) => type))).toEqual(new Set(['standard', 'sweeper']));
  const missing = services.flatMap(({ mappings }) =>
    mappings.map(({ whenMissing = 'absent' }) => (typeof whenMissing === 'object' ? 'default' : whenMissing)),
  );
  expect(kinds(missing)).toEqual(new Set(['absent', 'default', 'empty', 'fail', 'null', 'omit', 'unspecified']));
});

test('a lookup stands at the start, in the middle and at the end of a chain', () => {
  const places = services.flatMap(({ mappings }) =>
    mappings.flatMap(({ transformation = [] }) => {
      const at = transformation.findIndex((step) => step.function === 'lookup');
      return at < 0 ? [] : [at === 0 ? 'start' : at === transformation.length - 1 ? 'end' : 'middle'];
    }),
  );
  expect(new Set(places)).toEqual(new Set(['start', 'middle', 'end']));
});

test('an estate is written as a workspace that validates', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'repatch-retailer-'));
  try {
    writeEstate(generateEstate(4), folder);
    expect(await validateFiles([folder])).toMatchObject({ ok: true, errors: 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
