import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDescriptionFiles } from '../../src/scaffold/project/description-files.ts';
import { plain } from '../../src/cli/colour.ts';
import { printDiagnostic } from '../../src/cli/printers/pretty.ts';
import { scaffoldOpenapiCodes } from '../../src/diagnostics/codes/scaffold-openapi.ts';
import type { ApiModel } from '../../src/scaffold/api-model.ts';
import { readOpenApi, type OpenApiReading } from '../../src/scaffold/readers/openapi/read-openapi.ts';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'scaffold', 'openapi');
const update = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;
const cases = globSync('*/api.{json,yaml}', { cwd: fixtures }).toSorted();

const read = (file: string, strict = false): Promise<OpenApiReading> =>
  readOpenApi(join(fixtures, file), { files: createDescriptionFiles(join(fixtures, file)), strict });

function compare(golden: string, found: string): void {
  if (update) writeFileSync(golden, found);
  expect(found).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
}

/** Maps as objects, so that a golden shows them. */
function printModel(model: ApiModel): string {
  return `${JSON.stringify(model, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value), 2)}\n`;
}

describe('descriptions', () => {
  it.each(cases)('%s is reported as recorded', async (file) => {
    const { diagnostics } = await read(file);
    const printed = diagnostics.map((one) => {
      const text = readFileSync(one.at.file, 'utf8');
      return printDiagnostic({ ...one, at: { ...one.at, file: relative(fixtures, one.at.file) } }, text, plain);
    });
    compare(join(fixtures, dirname(file), 'diagnostics.out'), printed.join('\n'));
  });

  it.each(cases)('%s gives the model recorded', async (file) => {
    const { model } = await read(file);
    compare(join(fixtures, dirname(file), 'model.out.json'), model === undefined ? '' : printModel(model));
  });

  it.each(cases)('%s accounts for everything declared', async (file) => {
    const { model } = await read(file);
    if (model === undefined) return;
    const skipped = (kind: 'operation' | 'schema'): number => model.skipped.filter((one) => one.kind === kind).length;
    expect(model.operations.length + skipped('operation')).toBe(model.declared.operations);
    expect(model.schemas.size + skipped('schema')).toBe(model.declared.schemas);
  });

  it('show every code of the reader', async () => {
    const found = new Set<string>();
    for (const file of cases) for (const { code } of (await read(file)).diagnostics) found.add(code);
    for (const { code } of (await readOpenApi('none.yaml', { files: createDescriptionFiles('none.yaml') })).diagnostics)
      found.add(code);
    expect(Object.keys(scaffoldOpenapiCodes).filter((code) => !found.has(code))).toEqual([]);
  });

  it('make errors of repairs when read strictly', async () => {
    const { diagnostics } = await read('wrong-default/api.yaml', true);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(['error']));
  });
});
