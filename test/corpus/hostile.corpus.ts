// 200 mutations of real descriptions, the same in every run: whatever they say, the scaffolder gives a package or coded
// diagnostics, writes nothing outside its folder, and lets no text of a stranger become code.
import { globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scaffoldFile } from '../../src/scaffold/project/scaffold.ts';
import { CliError } from '../../src/diagnostics/cli-error.ts';
import { Random } from '../../templates/soap/test/support/random.ts';
import { repatch } from '../support/run-cli.ts';
import { problemsOf } from './support/code-check.ts';
import { corpus } from './documents.ts';
import { canary } from './support/hostile-words.ts';
import { mutations } from './support/mutate-json.ts';
import { xmlMutations } from './support/mutate-xml.ts';

/** Documents that a mutation of takes a second or less; each mutation takes the next one. */
const json = [
  'openapi/petstore-expanded.json',
  'openapi/hubspot-crm-contacts-v3.json',
  'openapi/amazon-sp-orders-v0.json',
  'openapi/xero-files.yaml',
  'openapi/full-3.1-fixture/full.yaml',
  'openapi/bigcommerce-orders-v2.yml',
  'postman/digitickets-order-session.json',
  'postman/xero-oauth2.json',
  'postman/wise-all-endpoints.json',
];
const wsdl = [
  'wsdl/number-conversion.wsdl',
  'wsdl/recursive2.wsdl',
  'wsdl/rpc-example.wsdl',
  'wsdl/weather.wsdl',
  'wsdl/store-numbers-ws-policy.wsdl',
  'wsdl/country-info.wsdl',
  'wsdl/marketo.wsdl',
];

interface Hostile {
  readonly name: string;
  readonly ending: string;
  readonly text: () => string;
}

const perJsonMutation = 14;
const perXmlMutation = 6;

function hostileOf<Change>(
  changes: Readonly<Record<string, Change>>,
  documents: readonly string[],
  count: number,
  ending: string,
  apply: (text: string, change: Change, random: Random) => string,
): readonly Hostile[] {
  return Object.entries(changes).flatMap(([what, change], row) =>
    Array.from({ length: count }, (_, index): Hostile => {
      const document = documents[(row + index) % documents.length] ?? '';
      const seed = row * 1000 + index;
      const text = (): string => apply(readFileSync(join(corpus, document), 'utf8'), change, new Random(seed));
      return { name: `${what}, ${basename(document)}, seed ${seed}`, ending, text };
    }),
  );
}

const cases = [
  ...hostileOf(mutations, json, perJsonMutation, 'json', (text, change, random) => {
    const changed = change(parse(text, { maxAliasCount: -1 }), random);
    return typeof changed === 'string' ? changed : JSON.stringify(changed);
  }),
  ...hostileOf(xmlMutations, wsdl, perXmlMutation, 'wsdl', (text, change, random) => change(text, random)),
];

const scratch = mkdtempSync(join(tmpdir(), 'repatch-hostile-'));
const outcomes = { packages: 0, 'diagnostics only': 0, files: 0, 'files with a canary': 0 };
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  console.table(outcomes);
});

describe('a hostile description', () => {
  it('comes in 200 kinds', () => {
    expect(cases).toHaveLength(200);
  });

  it.each(cases)('$name', async ({ ending, text }) => {
    const { home, file, out } = place(ending, text());
    const result = await scaffoldFile({ file, out, allowPartial: true }).catch(codeOf);
    const written = globSync('**/*', { cwd: out }).filter((path) => statSync(join(out, path)).isFile());
    expectOnlyInside(home, file);
    if (written.length === 0) {
      const codes = typeof result === 'string' ? [result] : result.diagnostics.map(({ code }) => code);
      expect(codes.length).toBeGreaterThan(0);
      outcomes['diagnostics only']++;
      return;
    }
    outcomes.packages++;
    const texts = written.map((path) => [path, readFileSync(join(out, path), 'utf8')] as const);
    outcomes.files += texts.length;
    outcomes['files with a canary'] += texts.filter(([, content]) => content.includes(canary)).length;
    const problems = texts.flatMap(([path, content]) =>
      problemsOf(path, content, canary).map((problem) => `${path}: ${problem}`),
    );
    expect(problems).toEqual([]);
    rmSync(home, { recursive: true });
  });
});

it('the mutations are mild enough to be generated from, and reach the files', () => {
  expect(outcomes.packages).toBeGreaterThan(150);
  expect(outcomes['files with a canary']).toBeGreaterThan(500);
});

describe('the command', () => {
  it.each(cases.filter((_, index) => index % 14 === 3))('ends by its exit codes: $name', async ({ ending, text }) => {
    const { home, file, out } = place(ending, text());
    const { code, out: stdout, err } = await repatch(['scaffold', file, '--out', out, '--no-input', '--allow-partial']);
    expect([0, 1]).toContain(code);
    expect(`${stdout}${err}`).not.toMatch(/^ {4}at |this is a bug/imu);
    expectOnlyInside(home, file);
    rmSync(home, { recursive: true });
  });
});

/** A folder with the description alone, and the place in it that may be written to. */
function place(ending: string, text: string): { home: string; file: string; out: string } {
  const home = mkdtempSync(join(scratch, 'case-'));
  const folder = join(home, 'a', 'b', 'c');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `description.${ending}`);
  writeFileSync(file, text);
  return { home, file, out: join(folder, 'out') };
}

function expectOnlyInside(home: string, file: string): void {
  const around = [home, join(home, 'a'), join(home, 'a', 'b'), join(home, 'a', 'b', 'c')].flatMap((folder) =>
    readdirSync(folder),
  );
  expect(around.filter((name) => name !== 'out').toSorted()).toEqual(['a', 'b', 'c', basename(file)].toSorted());
}

function codeOf(error: unknown): string {
  if (error instanceof CliError) return error.code;
  throw error;
}
