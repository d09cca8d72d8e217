import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repatch, shell, type CliRun } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-first-hour-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folders = 0;
function emptyFolder(): string {
  const folder = join(scratch, String(++folders));
  mkdirSync(folder);
  return folder;
}

/** Runs the command in a folder. */
const inside = (folder: string, line: string): Promise<CliRun> => shell(`cd "${folder}" && ${line}`);

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

describe('repatch init', () => {
  it('writes a workspace that is valid, runs, converts and is proved', async () => {
    const folder = emptyFolder();
    const init = await inside(folder, '{} init --yes');
    expect([init.code, init.err]).toEqual([0, '']);
    expect(existsSync(join(folder, '.repatch'))).toBe(false);
    const checked = await inside(folder, '{} validate .');
    expect([checked.code, checked.out, checked.err]).toEqual([0, '', '7 files checked: no problems\n']);
    expect((await inside(folder, '{} run flows/hello.flow.yaml --callback answer.json')).code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8'))).toEqual([
      { orderNumber: 'ACME-1001', totals: { currency: 'GBP' } },
    ]);
    const converted = await inside(folder, '{} convert example.services.yaml --out converted');
    expect([converted.code, converted.out.split('\n')[0]]).toEqual([
      0,
      expect.stringMatching(/ 0 undecided, 0 unsupported$/u),
    ]);
    const verified = await inside(folder, '{} verify example.services.yaml converted');
    expect([verified.code, verified.out]).toEqual([0, expect.stringMatching(/^equal +1001 Orders to warehouse/u)]);
    expect((await inside(folder, '{} validate .')).code).toBe(0);
    expect((await inside(folder, '{} doctor')).out).toContain('SHOP_TOKEN');
  });

  it('gives every document a schema line that leads to the schema of the installed package', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'node_modules', '@repatch'), { recursive: true });
    symlinkSync(join(import.meta.dirname, '..', '..'), join(folder, 'node_modules', '@repatch', 'cli'));
    writeFileSync(join(folder, 'package.json'), '{}');
    const workspace = join(folder, 'deep', 'er');
    await repatch(['init', workspace, '--yes']);
    const documents = filesOf(workspace).filter((file) => file.endsWith('.yaml') && !file.startsWith('.'));
    expect(documents).toHaveLength(7);
    for (const file of documents) {
      const [, path = ''] =
        /^# yaml-language-server: \$schema=(\S+)\n/u.exec(readFileSync(join(workspace, file), 'utf8')) ?? [];
      expect(existsSync(join(workspace, file, '..', path)), `${file}: ${path}`).toBe(true);
    }
  });

  it.each(
    ['pre-commit', 'lefthook', 'husky', 'lint-staged', 'none'].flatMap((hooks) =>
      ['github', 'gitlab', 'none'].map((ci) => [hooks, ci]),
    ),
  )('writes hooks of %s and CI of %s', async (hooks, ci) => {
    const folder = emptyFolder();
    const { code, out } = await repatch(['init', folder, '--no-example', `--hooks=${hooks}`, `--ci=${ci}`, '--json']);
    expect(code).toBe(0);
    const { created } = JSON.parse(out) as { created: readonly string[] };
    expect(filesOf(folder)).toEqual(created);
    const mine = created.filter(
      (file) => !['.env.example', '.gitignore', 'instances.yaml', 'repatch.config.yaml'].includes(file),
    );
    const expected = {
      'pre-commit': ['.pre-commit-config.yaml'],
      lefthook: ['lefthook.yml'],
      husky: ['.husky/pre-commit'],
      'lint-staged': ['.husky/pre-commit', '.lintstagedrc.json'],
      none: [],
    }[hooks];
    const job = { github: ['.github/workflows/repatch.yml'], gitlab: ['.gitlab-ci.yml'], none: [] }[ci];
    expect(mine).toEqual([...(expected ?? []), ...(job ?? [])].toSorted());
    for (const file of mine.filter((name) => /\.(?:ya?ml|json)$/u.test(name)))
      expect(parse(readFileSync(join(folder, file), 'utf8'))).toBeTypeOf('object');
  });

  it('never overwrites, names what it left alone, and adds only the lines that .gitignore lacks', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, '.gitignore'), 'dist\nnode_modules\n.env');
    writeFileSync(join(folder, 'lefthook.yml'), 'pre-commit: {}\n');
    writeFileSync(join(folder, 'instances.yaml'), 'mine');
    symlinkSync('nowhere', join(folder, 'repatch.config.yaml'));
    const { out, code } = await repatch(['init', folder, '--yes', '--ci', 'none']);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe(
      'dist\nnode_modules\n.env\n# Secrets and state of repatch\n.repatch/\n',
    );
    expect(readFileSync(join(folder, 'lefthook.yml'), 'utf8')).toBe('pre-commit: {}\n');
    expect(readFileSync(join(folder, 'instances.yaml'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    for (const file of ['lefthook.yml', 'instances.yaml', 'repatch.config.yaml'])
      expect(out).toContain(`left ${file} alone, which is there already\n`);
    expect(out).toContain('put into lefthook.yml what it lacks of:\n');
    const again = await repatch(['init', folder, '--yes', '--ci', 'none', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ created: [], extended: [] });
  });

  it('writes nothing where one file cannot be written, or leads out of the folder', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'flows'), 'a file');
    const isFile = await repatch(['init', folder, '--yes']);
    expect([isFile.code, isFile.err]).toEqual([3, expect.stringContaining('flows" is no folder of')]);
    expect(filesOf(folder)).toEqual(['flows']);
    rmSync(join(folder, 'flows'));
    const outside = emptyFolder();
    symlinkSync(outside, join(folder, 'flows'));
    expect((await repatch(['init', folder, '--yes', '--json'])).code).toBe(3);
    expect([filesOf(folder), filesOf(outside)]).toEqual([['flows'], []]);
  });

  it('names the flag for what it cannot ask', async () => {
    const { code, err } = await repatch(['init', emptyFolder(), '--example']);
    expect([code, err]).toEqual([2, expect.stringContaining('--hooks pre-commit|lefthook|husky|lint-staged|none')]);
    const wrong = await repatch(['init', emptyFolder(), '--ci', 'githb']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Did you mean "github"?')]);
  });

  it('writes nothing with --dry-run', async () => {
    const folder = emptyFolder();
    const { out } = await repatch(['init', folder, '--yes', '--dry-run']);
    expect(out).toContain('would write repatch.config.yaml\n');
    expect(filesOf(folder)).toEqual([]);
  });
});

describe('repatch new', () => {
  it('writes documents that are valid and run, into the folders of the workspace', async () => {
    const folder = emptyFolder();
    await repatch(['init', folder, '--no-example', '--hooks', 'none', '--ci', 'none']);
    writeFileSync(
      join(folder, 'repatch.config.yaml'),
      'connectors: [vendor/one.connector.yaml, apps]\ninstances: mine/instances.yaml\n',
    );
    mkdirSync(join(folder, 'vendor'));
    writeFileSync(
      join(folder, 'vendor', 'one.connector.yaml'),
      'name: one\nprotocol: HTTP\nauthMethods: [{ name: None, type: none }]\nendpoints: [{ name: List, direction: Receive, method: GET, url: https://one.example.com }]\n',
    );
    mkdirSync(join(folder, 'deep'));
    const connector = await inside(join(folder, 'deep'), `{} new connector "My: 'Shop'" --json`);
    expect(JSON.parse(connector.out)).toMatchObject({ file: '../apps/my-shop.connector.yaml' });
    const first = await inside(folder, '{} new instance "Acme shop" --connector my-shop --json');
    expect(JSON.parse(first.out)).toEqual({
      file: 'mine/instances.yaml',
      environment: ['ACME_SHOP_URL', 'ACME_SHOP_TOKEN'],
      next: "repatch doctor 'Acme shop'",
    });
    expect((await inside(folder, '{} new instance Second --connector one')).code).toBe(0);
    const instances = readFileSync(join(folder, 'mine', 'instances.yaml'), 'utf8');
    expect(instances).toMatch(/^# yaml-language-server: \$schema=\.\.\/node_modules/u);
    expect((parse(instances) as { instances: unknown }).instances).toEqual([
      {
        name: 'Acme shop',
        connector: 'my-shop',
        authMethod: 'API key',
        values: { baseUrl: 'env://ACME_SHOP_URL', token: 'secret://ACME_SHOP_TOKEN' },
      },
      { name: 'Second', connector: 'one', authMethod: 'None', values: {} },
    ]);
    const flow = await inside(folder, '{} new flow "../Orders: #1" --json');
    expect(JSON.parse(flow.out)).toMatchObject({ file: 'flows/orders-1.flow.yaml' });
    const checked = await inside(folder, '{} validate .');
    expect([checked.code, checked.out]).toEqual([0, '']);
    expect((await inside(folder, '{} run flows/orders-1.flow.yaml --callback answer.json')).code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8'))).toEqual([{ reference: 'NEW-1' }]);
  });

  it('keeps what people wrote into the instances file, and refuses one with errors', async () => {
    const folder = emptyFolder();
    await repatch(['init', folder, '--yes', '--hooks', 'none', '--ci', 'none']);
    const file = join(folder, 'instances.yaml');
    const before = readFileSync(file, 'utf8');
    await inside(folder, '{} new instance Second --connector shop');
    const after = readFileSync(file, 'utf8');
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toContain('  - name: Second\n    connector: shop\n');
    writeFileSync(file, `${after}formatVersion: 1\n`);
    const refused = await inside(folder, '{} new instance Third --connector shop');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('nothing was added')]);
    expect(readFileSync(file, 'utf8')).toBe(`${after}formatVersion: 1\n`);
  });

  it.each([
    ['new', 2, 'needs KIND'],
    ['new flow', 2, 'needs NAME'],
    ['new flwo x', 2, 'Did you mean "flow"?'],
    ['new flow "…"', 2, 'no letter'],
    [String.raw`new flow $'a\nb'`, 2, 'control character'],
    ['new flow hello', 1, 'is there already'],
    ['new connector Shop', 1, 'is there already'],
    ['new instance "Acme shop" --connector shop', 1, 'already'],
    ['new instance x', 2, 'Connectors here: shop, warehouse'],
    ['new instance x --connector shpo', 2, 'Did you mean "shop"?'],
    ['new flow x --connector shop', 2, 'has no effect'],
  ])('refuses %s', async (line, code, words) => {
    const folder = emptyFolder();
    await repatch(['init', folder, '--yes', '--hooks', 'none', '--ci', 'none']);
    const before = filesOf(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const refused = await inside(folder, `{} ${line}`);
    expect([refused.code, refused.err]).toEqual([code, expect.stringContaining(words)]);
    expect(filesOf(folder).map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual(before);
  });
});
