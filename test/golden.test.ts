import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../src/workspace/read-document.ts';
import { plain } from '../src/cli/colour.ts';
import { printDiagnostic } from '../src/cli/printers/pretty.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');
const update = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;

describe('documents without faults', () => {
  it.each(globSync('{environments,flows,services}/ok/*', { cwd: fixtures }).toSorted())(
    '%s is silent',
    async (file) => {
      expect((await readDocument(join(fixtures, file), true)).diagnostics).toEqual([]);
    },
  );
});

describe('documents with faults', () => {
  const files = globSync('{{environments,flows,services}/{err,warn},broken}/*.{json,yaml}', {
    cwd: fixtures,
  }).toSorted();

  it.each(files)('%s is reported as recorded', async (file) => {
    const path = join(fixtures, file);
    const { diagnostics } = await readDocument(path, true);
    const text = readFileSync(path, 'utf8');
    const printed = diagnostics
      .map((one) =>
        printDiagnostic(
          {
            ...one,
            at: { ...one.at, file },
            related: one.related.map((related) => ({ ...related, at: { ...related.at, file } })),
          },
          text,
          plain,
        ),
      )
      .join('\n');
    expect(printed).not.toBe('');
    const golden = `${path}.out`;
    if (update) writeFileSync(golden, printed);
    expect(printed).toBe(readFileSync(golden, 'utf8'));
  });
});
