import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repatch, type CliRun } from '../support/run-cli.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'repatch-again-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const minimal = 'fixtures/services/ok/minimal.services.yaml';
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

/** Puts the bundle there with parts of its text replaced. */
function bundle(...changes: readonly (readonly [string | RegExp, string])[]): string {
  const text = changes.reduce((before, [from, to]) => before.replaceAll(from, to), readFileSync(minimal, 'utf8'));
  writeFileSync(at('a.services.yaml'), text);
  return at('a.services.yaml');
}

/** The one service of the bundle, several times over, with these members instead of its own. */
function services(...members: readonly Record<string, string>[]): string {
  const text = readFileSync(minimal, 'utf8');
  const [head = '', service = '', rest = ''] = text.split(/(?<=^services:\n)|(?=^crossReferences:)/mu);
  const own = members.map((one) =>
    Object.entries(one).reduce(
      (before, [key, value]) => before.replace(new RegExp(`(?<=^(?: {2}- | {4})${key}: ).*$`, 'mu'), () => value),
      service,
    ),
  );
  writeFileSync(at('a.services.yaml'), [head, ...own, rest].join(''));
  return at('a.services.yaml');
}

function convert(file: string, ...more: readonly string[]): Promise<CliRun> {
  return repatch(['convert', file, '--out', at('flows'), ...more]);
}

/** Files of the output by name, without what the toolkit keeps for itself. */
function output(of = 'flows'): Record<string, string> {
  const names = globSync('**/*.{json,md,html,yaml,csv}', { cwd: at(of) }).filter(
    (name) => !name.startsWith('.repatch'),
  );
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(at(of), name), 'utf8')]));
}

describe('a conversion that is ended by force', () => {
  // Before anything is written, among the drafts, when they are complete, among the moves, and near the end.
  it.each([1, 9, 16, 18, 21, 24])('at change %i leaves whole files and nobody without his work', async (point) => {
    const file = bundle();
    await convert(file);
    const before = output();
    const flow = 'flows/1001-orders.flow.json';
    const edited = read(flow).replace('"timeout": 30', '"timeout": 61');
    writeFileSync(at(flow), edited);
    bundle(['maximumAttempts: 4', 'maximumAttempts: 9'], ['Acme', 'Acme & Sons']);
    cpSync(at('flows'), at('reference'), { recursive: true });
    await repatch(['convert', file, '--out', at('reference'), '--force']);
    const after = output('reference');

    const killed = await repatch(['convert', file, '--out', at('flows'), '--force'], {
      NODE_OPTIONS: `--require ${join(import.meta.dirname, '..', 'support', 'kill-at-write.cjs')}`,
      KILL_AT: String(point),
    });
    expect(killed.code).toBeNull();
    for (const [name, text] of Object.entries(output())) expect([before[name], after[name], edited]).toContain(text);

    const own = `${read('flows/report.md')}\nSeen by Kim.\n`;
    writeFileSync(at('flows/report.md'), own);
    const again = await convert(file);
    const copies = (): readonly string[] =>
      globSync('**/*', { cwd: at('flows/.repatch/replaced'), withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    expect([...Object.values(output()), ...copies()]).toEqual(expect.arrayContaining([edited, own]));
    expect(again.err + again.out).toContain('report.md');

    await convert(file, '--force');
    expect(output()).toEqual(after);
    expect(copies()).toEqual(expect.arrayContaining([edited, own]));
    expect(readdirSync(at('flows/.repatch')).toSorted()).toEqual(['locks', 'replaced', 'written']);
  });
});

describe('what was changed by hand', () => {
  it('is kept in a copy each time that it is replaced', async () => {
    const file = bundle();
    await convert(file);
    const flow = 'flows/1001-orders.flow.json';
    const written = readFileSync(at(flow));
    for (const byte of [0xe4, 0xf6]) {
      writeFileSync(at(flow), Buffer.concat([written, Buffer.from([byte])]));
      await convert(file, '--force');
    }
    const copies = ['1001-orders.flow.json', '1001-orders-2.flow.json'].map((name) =>
      readFileSync(at(`flows/.repatch/replaced/${name}`)),
    );
    expect(copies.map((copy) => copy.at(-1))).toEqual([0xe4, 0xf6]);
  });

  it('in the reports and in lookups is refused like that in flows, and the three sides are shown', async () => {
    const file = bundle();
    await convert(file);
    for (const name of ['report.md', 'report.html', 'report.json']) {
      const text = read(`flows/${name}`);
      writeFileSync(at(`flows/${name}`), `${text} `);
      const { code, err, out } = await convert(file);
      expect([code, out, err]).toEqual([1, expect.anything(), expect.stringContaining(`flows/${name}`)]);
      writeFileSync(at(`flows/${name}`), text);
    }
    const { err } = await (async () => {
      writeFileSync(
        at('flows/1001-orders.flow.json'),
        read('flows/1001-orders.flow.json').replace('"timeout": 30', '"timeout": 61'),
      );
      bundle(["cron: '*/10", "cron: '*/20"]);
      return convert(file);
    })();
    expect(err).toContain('changed by hand:');
    expect(err).toContain('"timeout": 61');
    expect(err).toContain('changed by this conversion:');
    expect(err).toContain('*/20');
  });

  it('stays when no service gives the file any more, and is named', async () => {
    await convert(services({ name: 'Orders' }));
    const flow = read('flows/1001-orders.flow.json');
    const { out } = await convert(services({ name: 'Orders of the shop' }));
    expect(out).toContain(`left ${at('flows/1001-orders.flow.json')}, which is of an earlier conversion`);
    expect(read('flows/1001-orders.flow.json')).toBe(flow);
    rmSync(at('flows/1001-orders.flow.json'));
    expect((await convert(at('a.services.yaml'))).out).not.toContain('left ');
  });
});

describe('several services', () => {
  const names = {
    '1001': 'Orders / EU',
    '1002': 'orders-eu',
    '1003': 'ORDERS EU!',
    '1004': '"', // replaced below
    'a/1': '..',
    'a-1': 'CON',
    '..': '"line\\nbreak"',
    '../up': '/etc/passwd',
  };

  it('have a file each inside the folder, whatever their names and ids are, and the same whatever their order', async () => {
    const members = Object.entries(names).map(([id, name]) => ({
      id: JSON.stringify(id),
      name: id === '1004' ? JSON.stringify('ä'.repeat(300)) : name.startsWith('"') ? name : JSON.stringify(name),
    }));
    const parse = (text: string) => JSON.parse(text) as { files: string[]; diagnostics: unknown[] };
    const first = parse((await convert(services(...members), '--json')).out);
    const flows = first.files.filter((name) => name.endsWith('.flow.json'));
    expect(new Set(flows.map((name) => name.toLowerCase())).size).toBe(members.length);
    for (const name of flows) expect(name).toMatch(/\/flows\/[a-z0-9][a-z0-9-]{0,150}\.flow\.json$/u);
    expect(readdirSync(folder).toSorted()).toEqual(['a.services.yaml', 'flows']);
    const second = parse((await convert(services(...members.toReversed()), '--json')).out);
    const flowsOf = ({ files }: { files: string[] }) => files.filter((name) => name.endsWith('.flow.json')).toSorted();
    expect(flowsOf(second)).toEqual(flowsOf(first));
  });

  it('go on when one of them is wrong, and whoever needs that one is named as well', async () => {
    const file = services(
      { id: 'b', name: 'Bad', filters: 'nonsense' },
      { id: 'c', name: 'Dangling', source: '{ connectorId: nope, entity: orders }' },
      { id: 'd', name: 'Sweeper', type: 'sweeper\n    sweeps: b', mappings: '[]' },
      { id: 'a', name: 'Good' },
    );
    const { code, out, err } = await convert(file);
    expect(code).toBe(1);
    expect(Object.keys(output()).filter((name) => name.endsWith('.flow.json'))).toEqual(['a-good.flow.json']);
    expect(out).toContain('service b: no flow. The service is wrong in itself: "filters" is text');
    expect(out).toContain('service c: no flow.');
    expect(out).toContain('service d: no flow. It sweeps service b');
    expect(err).toMatch(/a\.services\.yaml:\d+:\d+ {2}error {2}"filters" is text/u);
    expect(err).toMatch(/a\.services\.yaml:\d+:\d+ {2}error {2}There is no connector with id "nope"/u);
    for (const page of ['report.md', 'report.html', 'report.json']) expect(read(`flows/${page}`)).toContain('Dangling');
    const { totals } = JSON.parse(read('flows/report.json')) as { totals: Record<string, number> };
    const { total, ...outcomes } = totals;
    expect(Object.values(outcomes).reduce((sum, one) => sum + one, 0)).toBe(total);
  });

  it('do not go on when what all of them need is wrong', async () => {
    const { code, out } = await convert(bundle(['kind: standard', 'kind: odd']));
    expect([code, out]).toEqual([1, '']);
    expect(readdirSync(folder)).toEqual(['a.services.yaml']);
  });

  it('are chosen by id, name or pattern; the others stay as they are, with their answers', async () => {
    const file = services({ id: '"1"', name: 'Orders' }, { id: '"2"', name: 'Stock' }, { id: 'x/3', name: 'Stock UK' });
    await convert(file, '--answer', '1/dedupe-state=empty');
    const before = output();
    const changed = read('a.services.yaml').replaceAll('*/10', '*/20');
    writeFileSync(file, changed);
    const { out } = await convert(file, '--service', 'stock*', '--answer', '2/dedupe-state=empty');
    const after = output();
    expect(after['1-orders.flow.json']).toBe(before['1-orders.flow.json']);
    expect(after['2-stock.flow.json']).toContain('*/20');
    expect(after['x-3-stock-uk.flow.json']).toContain('*/20');
    expect(out).not.toContain('1-orders.flow.json');
    expect(after['decisions.yaml']?.match(/answer: empty/gu)).toHaveLength(2);
    expect(after['report.md']).not.toContain('Orders');
    const ids = (JSON.parse(after['report.json'] ?? '') as { services: { id: string }[] }).services.map(({ id }) => id);
    expect(ids).toEqual(['2', 'x/3']);
    const alone = await repatch(['convert', file, '--out', at('alone'), '--service', 'x/3', '--json']);
    const { open } = JSON.parse(alone.out) as { open: string[] };
    expect(open.every((id) => id.startsWith('x/3/'))).toBe(true);
    const unknown = await convert(file, '--service', 'ordrs');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('Did you mean "Orders"?')]);
  });
});
