// A description changes and the connector is generated again, by the command that people type.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ScaffoldResult } from '../../src/scaffold/project/scaffold.ts';
import { Doc } from '../support/edited-document.ts';
import { repatch } from '../support/run-cli.ts';
import { corpus } from './documents.ts';
import { planted } from './support/planted-shipengine.ts';

const folder = mkdtempSync(join(tmpdir(), 'repatch-again-'));
const out = join(folder, 'out');
const before = join(corpus, 'openapi', 'shipengine.yaml');
const after = join(folder, 'api.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const scaffold = async (file: string, ...flags: string[]): Promise<ScaffoldResult & { code: number | null }> => {
  const { code, out: json } = await repatch(['scaffold', file, '--out', out, '--name', 'ship', '--json', ...flags]);
  return { ...(JSON.parse(json) as ScaffoldResult), code };
};
const read = (path: string): string => readFileSync(join(out, path), 'utf8');

const own = ['package.json', 'src/overrides.ts', 'overlay.yaml', 'instances.yaml', 'notes.md'];
let texts: readonly string[];
let names: Record<'schemas' | 'groups' | 'groupFiles', Record<string, string>>;
let endpoints: Record<string, unknown>;

beforeAll(async () => {
  expect((await scaffold(before)).code).toBe(0);
  writeFileSync(join(out, 'notes.md'), 'Ask Ada before changing this.\n');
  writeFileSync(join(out, 'src/overrides.ts'), `${read('src/overrides.ts')}// Ours.\n`);
  texts = own.map(read);
  ({ endpoints, package: names } = JSON.parse(read('scaffold.names.json')) as {
    endpoints: typeof endpoints;
    package: typeof names;
  });
  const document = new Doc(readFileSync(before, 'utf8'));
  for (const [, edit] of planted) edit(document);
  writeFileSync(after, stringify(document.value));
});

it('names each of 40 planted changes, and none besides', async () => {
  const { code, changes = [] } = await scaffold(after, '--since', before, '--check');
  expect(code).toBe(1);
  expect(planted).toHaveLength(40);
  expect(changes.map(({ message }) => message).toSorted()).toEqual(planted.map(([message]) => message).toSorted());
});

it('is stale until it is updated', async () => {
  expect((await scaffold(after, '--check')).code).toBe(1);
  expect((await scaffold(after, '--update')).code).toBe(0);
  expect((await scaffold(after, '--check')).code).toBe(0);
});

it('leaves what is written by hand as it is, and all names', () => {
  expect(own.map(read)).toEqual(texts);
  const now = JSON.parse(read('scaffold.names.json')) as { endpoints: typeof endpoints; package: typeof names };
  expect(now.endpoints).toMatchObject(endpoints);
  expect(now.package).toMatchObject(names);
  expect(Object.keys(now.endpoints).length).toBe(Object.keys(endpoints).length + 2);
});
