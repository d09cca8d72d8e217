import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, describe, expect, it } from 'vitest';
import { repatch, shell } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-reports-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const broken = 'fixtures/flows/err/misspelt-key.flow.json';
const warned = 'fixtures/flows/err';

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: object } }[];
    }[];
  }[];
}

describe('reports of validate', () => {
  it('are printed and written to files at once, with the same findings', async () => {
    const at = (name: string): string => join(scratch, 'reports', name);
    const formats = ['json', 'sarif', 'junit', 'gitlab', 'github'].map((format) => `--format=${format}=${at(format)}`);
    const { code, out } = await repatch(['validate', warned, '--format=pretty', ...formats]);
    expect(code).toBe(1);
    const read = (name: string): string => readFileSync(at(name), 'utf8');
    const { diagnostics } = JSON.parse(read('json')) as { diagnostics: { code: string; severity: string }[] };
    expect(diagnostics.length).toBeGreaterThan(20);
    expect(out.match(/more: repatch explain/gu)).toHaveLength(diagnostics.length);
    expect(read('github').match(/^::(?:error|warning|notice) file=/gmu)).toHaveLength(diagnostics.length);

    const { version, runs } = JSON.parse(read('sarif')) as Sarif;
    expect(version).toBe('2.1.0');
    const results = runs[0]?.results ?? [];
    expect(results.map(({ ruleId }) => ruleId)).toEqual(diagnostics.map((one) => one.code));
    expect(new Set(results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0])).size).toBe(
      diagnostics.length,
    );
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: 'fixtures/flows/err/bad-cron.flow.json',
      uriBaseId: '%SRCROOT%',
    });

    const issues = JSON.parse(read('gitlab')) as { check_name: string; severity: string; location: object }[];
    expect(issues.map((one) => one.check_name)).toEqual(diagnostics.map((one) => one.code));
    expect(issues[0]).toMatchObject({
      severity: 'major',
      location: { path: 'fixtures/flows/err/bad-cron.flow.json', lines: { begin: 14, end: 14 } },
    });

    const elements = elementsOf(read('junit'));
    expect(elements.filter((name) => name === 'failure')).toHaveLength(
      diagnostics.filter(({ severity }) => severity === 'error').length,
    );
    expect(elements.filter((name) => name === 'testcase').length).toBeGreaterThanOrEqual(diagnostics.length);
  });

  it('say of a clean file that it was looked at', async () => {
    const { code, out } = await repatch(['validate', 'fixtures/flows/ok', '--format', 'junit']);
    expect(code).toBe(0);
    expect(out).toContain('<testcase name="1 file without problems" classname="repatch validate"/>');
  });

  it.each([
    [['--format', 'sarif', '--format', 'json'], 'Write one of them to a file, for example --format json=report.json.'],
    [['--format', 'sarrif'], 'Did you mean "sarif"?'],
    [['--format', 'sarif='], 'with a file like sarif=repatch.sarif'],
    [['--max-warnings', 'few'], 'Write it like --max-warnings 0.'],
    [['--stdin-filepath', 'a.flow.json'], 'Write - in place of the file.'],
  ])('refuse %j with what would be right', async (flags, help) => {
    const { code, err } = await repatch(['validate', broken, ...flags]);
    expect([code, err]).toEqual([2, expect.stringContaining(help)]);
  });

  it('write no half file where it cannot be written', async () => {
    const { code, err } = await repatch(['validate', broken, '--format', 'sarif=README.md/report.sarif']);
    expect([code, err]).toEqual([3, expect.stringContaining('cannot be written')]);
  });
});

describe('warnings', () => {
  it('fail the check where there are more than are allowed', async () => {
    const file = 'fixtures/estate-acme/acme.services.yaml';
    const { out } = await repatch(['validate', file, '--json']);
    const { warnings } = JSON.parse(out) as { warnings: number };
    expect(warnings).toBeGreaterThan(0);
    const of = async (most: number): Promise<number | null> =>
      (await repatch(['validate', file, '--max-warnings', String(most)])).code;
    expect([await of(warnings), await of(warnings - 1)]).toEqual([0, 1]);
  });
});

describe('what is checked', () => {
  it('comes through standard input under the name that is given', async () => {
    const good = await shell(
      'cat fixtures/flows/ok/orders.flow.json | {} validate - --stdin-filepath flows/a.flow.json',
    );
    expect(good.code).toBe(0);
    const bad = await shell(
      `sed s/connector/conector/ fixtures/flows/ok/orders.flow.json | {} validate - --stdin-filepath a.txt`,
    );
    expect(bad.code).toBe(1);
    const cut = await shell(`printf '{"metadata":' | {} validate - --stdin-filepath flows/a.flow.json`);
    expect(cut).toMatchObject({ code: 1, out: expect.stringContaining('flows/a.flow.json:1:') as unknown });
    const nameless = await shell('{} validate - < fixtures/flows/ok/orders.flow.json');
    expect(nameless).toMatchObject({ code: 2, err: expect.stringContaining('--stdin-filepath flows/') as unknown });
  });

  it('is all the rest, where one entry cannot be read', async () => {
    const folder = join(scratch, 'entries');
    mkdirSync(join(folder, 'folder.flow.json'), { recursive: true });
    cpSync(broken, join(folder, 'broken.flow.json'));
    symlinkSync('/nowhere', join(folder, 'link.flow.json'));
    const { code, out } = await repatch(['validate', folder, '--json']);
    const { files, diagnostics } = JSON.parse(out) as { files: number; diagnostics: { code: string }[] };
    expect([code, files]).toEqual([1, 3]);
    expect(diagnostics.map((one) => one.code)).toEqual(
      expect.arrayContaining(['cli/cannot-read', 'cli/file-not-found', 'lint/unknown-field']),
    );
  });
});

function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => void names.push(name));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return names;
}
