import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../support/http-server.ts';
import { repatch } from '../support/run-cli.ts';

const description = 'fixtures/scaffold/five-pages/api.yaml';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repatch-into-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const textOf = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const into = (...flags: string[]): ReturnType<typeof repatch> =>
  repatch(['scaffold', description, '--into', folder, ...flags]);

describe('scaffold --into', () => {
  it('makes a workspace whose flow pulls all records, by what it says', async () => {
    const { code, out } = await into();
    expect(code).toBe(0);
    expect(out).toContain('added instances.yaml (instance "Pages API")');
    expect(out).toContain('added .env.example (PAGES_API_KEY)');
    const [, command = ''] = /^ {2}repatch run (\S+)$/mu.exec(out) ?? [];
    expect(await textOf('.env.example')).toBe('PAGES_API_KEY=\n');
    const records = Array.from({ length: 7 }, (_, index) => ({ id: index + 1 }));
    const server = await startServer(({ url, headers }) => {
      if (headers['x-api-key'] !== 'key-7') return { status: 401 };
      const page = Number(url.searchParams.get('page') ?? 1);
      const [offset, size] = url.searchParams.has('limit')
        ? [Number(url.searchParams.get('offset')), Number(url.searchParams.get('limit'))]
        : [(page - 1) * 3, 3];
      return { json: { orders: records.slice(offset, offset + size), total: records.length } };
    });
    try {
      const instances = await textOf('instances.yaml');
      await writeFile(join(folder, 'instances.yaml'), instances.replace('"0"', `"${new URL(server.origin).port}"`));
      await writeFile(join(folder, '.env'), 'PAGES_API_KEY=key-7\n');
      const run = await repatch(['run', command, '--json']);
      expect(run.code).toBe(0);
      expect(JSON.parse(run.out)).toMatchObject({ status: { code: 2 }, requests: { records: records.length } });
      expect(await repatch(['validate', folder])).toMatchObject({ code: 0 });
    } finally {
      await server.close();
    }
  });

  it('keeps what is there, to the byte, and adds behind it', async () => {
    const own =
      'format: repatch-instances\nformatVersion: 1\n# ours\ninstances:\n  - name: Other # first\n    connector: other\n';
    await writeFile(join(folder, 'instances.yaml'), own);
    await writeFile(join(folder, '.env.example'), 'OTHER=1');
    await mkdir(join(folder, 'flows'));
    await writeFile(join(folder, 'flows', 'pages.flow.json'), '{}');
    const { out } = await into();
    expect(out).toContain('kept flows/pages.flow.json');
    expect(await textOf('flows/pages.flow.json')).toBe('{}');
    expect(await textOf('.env.example')).toBe('OTHER=1\nPAGES_API_KEY=\n');
    const after = await textOf('instances.yaml');
    expect(after.startsWith(own)).toBe(true);
    expect(after).toContain('name: Pages API');
    // Once more: nothing is added twice.
    expect((await into()).out).toContain('kept instances.yaml');
    expect(await textOf('instances.yaml')).toBe(after);
  });

  it('gives an instance another name where the name is taken', async () => {
    const own = 'format: repatch-instances\nformatVersion: 1\ninstances:\n  - name: Pages API\n    connector: other\n';
    await writeFile(join(folder, 'instances.yaml'), own);
    expect((await into()).out).toContain('added instances.yaml (instance "Pages API (pages)")');
    expect(await textOf('flows/pages.flow.json')).toContain('"Pages API (pages)"');
  });

  it('writes nothing where the instances file cannot be added to, or on a dry run', async () => {
    await writeFile(join(folder, 'instances.yaml'), 'instances: {');
    const { code, err } = await into();
    expect(code).not.toBe(0);
    expect(err).toContain('no list of instances');
    await expect(textOf('connectors/pages/pages.connector.json')).rejects.toThrow('ENOENT');
    await rm(join(folder, 'instances.yaml'));
    expect((await into('--dry-run')).out).toContain('would add instances.yaml');
    await expect(textOf('instances.yaml')).rejects.toThrow('ENOENT');
  });
});

describe('scaffold --list and --explain', () => {
  it('lists what was found of each operation', async () => {
    const { code, out } = await repatch(['scaffold', description, '--list']);
    expect(code).toBe(0);
    expect(out).toMatch(/^GET \/by-page\s+Receive .*records at orders, pages by Page number parameter "page"$/mu);
    expect(out).toContain('8 operations');
  });

  it('explains one operation, and names the nearest where there is none', async () => {
    const { out } = await repatch(['scaffold', description, '--explain', 'get /by-token']);
    expect(out).toContain('takes the token that the answer has at "meta.next_cursor".');
    const { code, err } = await repatch(['scaffold', description, '--explain', 'GET /by-tokn']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "GET /by-token"?');
  });

  it('gives programs the same with --json', async () => {
    const { out } = await repatch(['scaffold', description, '--explain', 'List by url', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      wrote: false,
      operations: [{ key: 'GET /by-url', detected: [{ about: 'pagination', confidence: 'high' }] }],
    });
  });

  it('knows what a WSDL offers', async () => {
    const { code, out } = await repatch(['scaffold', 'fixtures/scaffold/wsdl/modules/service.wsdl', '--list']);
    expect([code, out.includes(' operation')]).toEqual([0, true]);
  });
});
