import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planOutput, writeOutput } from '../../src/scaffold/project/output.ts';
import { scaffoldFile, type ScaffoldOptions } from '../../src/scaffold/project/scaffold.ts';

const description = 'fixtures/scaffold/five-pages/api.yaml';
let folder = '';
let out = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repatch-output-'));
  out = join(folder, 'pages');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function scaffold(more: Partial<ScaffoldOptions> = {}): ReturnType<typeof scaffoldFile> {
  return scaffoldFile({ file: description, out, only: 'definition', ...more });
}

async function contents(): Promise<Record<string, string>> {
  const files = await readdir(out, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map(async (file) => [file.name, await readFile(join(file.parentPath, file.name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

describe('scaffold', () => {
  it('writes the same bytes each time, and nothing on a dry run or a check', async () => {
    expect(await scaffold({ dryRun: true })).toMatchObject({ ok: true, wrote: false });
    expect(await scaffold({ check: true })).toMatchObject({ ok: false, exit: 1, wrote: false });
    expect(await readdir(folder)).toEqual([]);
    const first = await scaffold();
    expect(first.files).toContain('pages.connector.json');
    const before = await contents();
    expect(Object.keys(before).toSorted()).toEqual(first.files.toSorted());
    expect(await scaffold()).toMatchObject({ ok: true, files: [] });
    expect(await scaffold({ check: true })).toMatchObject({ ok: true, exit: 0, files: [] });
    await rm(out, { recursive: true });
    await scaffold();
    expect(await contents()).toEqual(before);
    expect(await readdir(folder)).toEqual(['pages']);
  });

  it('is stale after a change of the description, until it is updated; the user’s own files stay', async () => {
    const copy = join(folder, 'api.yaml');
    const text = await readFile(description, 'utf8');
    await writeFile(copy, text);
    await scaffold({ file: copy });
    const overlay = (await readFile(join(out, 'overlay.yaml'), 'utf8')).replace(
      'endpoints: {}',
      'endpoints: { "GET /by-link": { entityType: parcels } }',
    );
    await writeFile(join(out, 'overlay.yaml'), overlay);
    await writeFile(join(out, 'instances.yaml'), 'mine: true\n');
    await writeFile(join(out, 'notes.md'), 'mine\n');
    await writeFile(copy, text.replaceAll('/by-url', '/by-address'));
    expect(await scaffold({ file: copy, check: true })).toMatchObject({ ok: false, exit: 1 });
    await expect(scaffold({ file: copy })).rejects.toMatchObject({ code: 'scaffold/stale' });
    expect(await scaffold({ file: copy, update: true })).toMatchObject({ ok: true });
    expect(await scaffold({ file: copy, check: true })).toMatchObject({ ok: true });
    const after = await contents();
    expect(after).toMatchObject({ 'overlay.yaml': overlay, 'instances.yaml': 'mine: true\n', 'notes.md': 'mine\n' });
    expect(after['pages.connector.json']).toContain('"entityType": "parcels"');
    expect(after['pages.connector.json']).toContain('/by-address');
  });

  it('overwrites no edit and no file of others, unless told to', async () => {
    await scaffold();
    const file = join(out, 'pages.connector.json');
    await writeFile(file, '{ "edited": true }');
    await expect(scaffold({ update: true })).rejects.toMatchObject({
      code: 'scaffold/edited-file',
      message: expect.stringContaining('pages.connector.json') as unknown,
    });
    expect(await readFile(file, 'utf8')).toBe('{ "edited": true }');
    await scaffold({ update: true, force: true });
    expect(await readFile(file, 'utf8')).toContain('repatch-connector');
    await rm(out, { recursive: true });
    await mkdir(out);
    await writeFile(join(out, 'letter.txt'), 'dear');
    await expect(scaffold()).rejects.toMatchObject({ code: 'scaffold/foreign-folder' });
    expect(await readdir(out)).toEqual(['letter.txt']);
  });

  it('removes what is no longer generated, but only if nobody edited it', async () => {
    const write = async (files: Record<string, string>): Promise<readonly string[]> => {
      const plan = await planOutput(out, { files: new Map(Object.entries(files)), handWritten: new Set() });
      if (plan.edited.length === 0) await writeOutput(plan);
      return plan.edited;
    };
    await write({ 'a.ts': '1', 'groups/b.ts': '2' });
    expect(await write({ 'a.ts': '1' })).toEqual([]);
    expect(Object.keys(await contents()).toSorted()).toEqual(['a.ts', 'scaffold.manifest.json']);
    await writeFile(join(out, 'a.ts'), 'mine');
    expect(await write({ 'c.ts': '3' })).toEqual(['a.ts']);
  });

  it('fails on a loss and writes nothing, or goes on without it', async () => {
    const file = 'fixtures/scaffold/postman/parcels.postman.json';
    const failed = await scaffold({ file });
    expect(failed).toMatchObject({ ok: false, exit: 1, wrote: false });
    expect(failed.report?.losses.map(({ name }) => name)).toEqual(['Broken', 'Odd']);
    expect(await readdir(folder)).toEqual([]);
    expect(await scaffold({ file, allowPartial: true })).toMatchObject({
      ok: true,
      report: { operations: { generated: 6, declared: 8 } },
    });
    await rm(out, { recursive: true });
    const strict = await scaffold({ file, allowPartial: true, strict: true });
    expect(strict).toMatchObject({ ok: false, exit: 1, repairs: 3 });
    expect(strict.diagnostics.some(({ severity }) => severity === 'warning')).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps names apart from what is selected', async () => {
    await scaffold({ filter: { operations: ['listByLink'] } });
    const chosen = await contents();
    expect(JSON.parse(chosen['pages.connector.json'] ?? '')).toMatchObject({ endpoints: [{ name: 'List by link' }] });
    await scaffold({ update: true });
    expect((await contents())['scaffold.names.json']).toBe(chosen['scaffold.names.json']);
    await expect(scaffold({ filter: { tags: ['listing'] } })).rejects.toMatchObject({
      code: 'scaffold/nothing-selected',
      help: 'Did you mean "listings"?',
    });
  });
});

describe('no file leaves the folder', () => {
  it.each(['../up.ts', '/etc/up.ts', 'a/../../up.ts', 'a//b.ts', String.raw`..\up.ts`, 'c:up.ts', 'nul\0.ts'])(
    '%s is refused',
    async (path) => {
      const output = { files: new Map([[path, 'x']]), handWritten: new Set<string>() };
      await expect(planOutput(out, output)).rejects.toMatchObject({ code: 'cli/cannot-write' });
    },
  );

  it('not through a link either', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await mkdir(out);
    await symlink(elsewhere, join(out, 'src'));
    const plan = await planOutput(out, { files: new Map([['src/a.ts', 'x']]), handWritten: new Set<string>() });
    await expect(writeOutput(plan)).rejects.toMatchObject({ code: 'cli/cannot-write' });
    expect(await readdir(elsewhere)).toEqual([]);
  });
});
