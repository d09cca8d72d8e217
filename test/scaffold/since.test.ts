import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { scaffoldFile } from '../../src/scaffold/project/scaffold.ts';

let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

it('says what a new description breaks, at its place in the new or the old one', async () => {
  folder = await mkdtemp(join(tmpdir(), 'repatch-since-'));
  const old = 'fixtures/scaffold/five-pages/api.yaml';
  const text = await readFile(old, 'utf8');
  const file = join(folder, 'new.yaml');
  await writeFile(
    file,
    text
      .replace('/by-link:', '/by-links:')
      .replace('listByLink', 'listThroughLinks')
      .replace(
        'placed_at: { type: string, format: date-time }',
        'placed_at: { type: integer }\n        note: { type: string }',
      ),
  );
  const result = await scaffoldFile({ file, since: old, out: join(folder, 'out'), only: 'definition', dryRun: true });
  expect(result).toMatchObject({ ok: true, repairs: 0 });
  const breaking = result.diagnostics.filter(({ code }) => code === 'scaffold/breaking-change');
  expect(breaking.map(({ at }) => [at.file, at.pointer])).toEqual(
    expect.arrayContaining([
      [old, '/paths/~1by-link/get'],
      [file, '/components/schemas/Order/properties/placed_at'],
    ]),
  );
  expect(breaking.every(({ at }) => at.line > 1)).toBe(true);
  const compatible = result.diagnostics.filter(({ code }) => code === 'scaffold/compatible-change');
  expect(compatible.map(({ at }) => at.pointer)).toContain('/paths/~1by-links/get');
  expect(result.changes?.length).toBe(breaking.length + compatible.length);
  const same = await scaffoldFile({
    file: old,
    since: old,
    out: join(folder, 'out'),
    only: 'definition',
    dryRun: true,
  });
  expect(same.changes).toEqual([]);
});

it('is refused for a WSDL, which is not compared, rather than passed over', async () => {
  const file = 'fixtures/scaffold/wsdl/headers-and-faults/service.wsdl';
  await expect(scaffoldFile({ file, since: file, dryRun: true })).rejects.toMatchObject({
    code: 'cli/wrong-usage',
    message: 'Versions of a WSDL description cannot be compared.',
  });
});
