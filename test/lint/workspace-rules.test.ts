import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { validateFiles } from '../../src/app/validate.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { workspaceCase, type RuleCase, type RuleCases } from '../../src/lint/rule-case.ts';

const root = join(import.meta.dirname, '..', '..');
const files = globSync('src/lint/workspace-rules/*.cases.ts', { cwd: root }).toSorted();
const scratch = mkdtempSync(join(tmpdir(), 'repatch-workspaces-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** JSON is YAML, so that one way to write them does for all. */
function write({ files: documents }: Pick<RuleCase, 'files'>): string {
  const folder = mkdtempSync(join(scratch, 'case-'));
  for (const [name, document] of Object.entries(documents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(document, null, 2));
  }
  return folder;
}

function marked({ at }: Diagnostic): string {
  return readFileSync(at.file, 'utf8').slice(at.start, at.end).replaceAll('"', '');
}

describe.each(files)('%s', async (file) => {
  const { default: rule } = (await import(join(root, file))) as { readonly default: RuleCases };

  it('stands beside its rule, with an example that is right and one that is wrong', () => {
    expect(rule.code).toBe(`lint/${basename(file, '.cases.ts')}`);
    expect(new Set(rule.cases.map(({ marks }) => marks === undefined))).toEqual(new Set([true, false]));
  });

  it.each(rule.cases.map((one) => [one.shows, one] as const))('%s', async (_, one) => {
    const { diagnostics } = await validateFiles([write(one)]);
    expect(diagnostics.filter(({ code }) => code === rule.code).map(marked)).toEqual(one.marks ?? []);
  });
});

async function codes(...patterns: readonly string[]): Promise<readonly string[]> {
  const { diagnostics } = await validateFiles(patterns);
  return diagnostics.map(({ code, severity, at }) => `${severity} ${code} ${basename(at.file)}`);
}

describe('a workspace', () => {
  it('that is sound has nothing to report', async () => {
    expect(await codes(write(workspaceCase('', {})))).toEqual([]);
  });

  it('reports in files that depend on the one that is checked', async () => {
    const folder = write(workspaceCase('', { instance: { name: 'Shop UK' } }));
    expect(await codes(join(folder, 'instances.yaml'))).toEqual(['error lint/unknown-instance orders.flow.json']);
    expect(await codes(join(folder, 'orders.flow.json'))).toEqual(['error lint/unknown-instance orders.flow.json']);
    expect(await codes(join(folder, 'connectors'))).toEqual([]);
  });

  it('of a flow alone asks for no neighbours', async () => {
    const { 'orders.flow.json': flow } = workspaceCase('', {}).files;
    expect(await codes(write({ files: { 'orders.flow.json': flow } }))).toEqual([]);
  });

  it('decides about severities, and its config is checked', async () => {
    const misspelt = { step: { connector: { name: 'Shpo' } } };
    const config = (rules: object): Readonly<Record<string, unknown>> => ({ 'repatch.config.yaml': { rules } });
    expect(
      await codes(write(workspaceCase('', { ...misspelt, files: config({ 'lint/unknown-instance': 'off' }) }))),
    ).toEqual([]);
    expect(
      await codes(write(workspaceCase('', { ...misspelt, files: config({ 'lint/unknown-instance': 'info' }) }))),
    ).toEqual(['info lint/unknown-instance orders.flow.json']);
    expect(await codes(write(workspaceCase('', { files: config({ 'lint/unknown-instanc': 'off' }) })))).toEqual([
      'error lint/unknown-rule repatch.config.yaml',
    ]);
    const folders = { connectors: ['connectors', 'connector'], instances: 'instances.yaml' };
    expect(await codes(write(workspaceCase('', { files: { 'repatch.config.yaml': folders } })))).toEqual([
      'error lint/missing-folder repatch.config.yaml',
    ]);
  });
});
