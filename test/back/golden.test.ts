import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { plain } from '../../src/cli/colour.ts';
import { printDiagnostic } from '../../src/cli/printers/pretty.ts';
import { flowsToServices } from '../../src/convert/back/flows-to-services.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import { checkDocument } from '../../src/lint/check-document.ts';
import { readSource } from '../../src/text/source.ts';
import { readDocument } from '../../src/workspace/read-document.ts';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'back');
const update = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;

function expectFile(file: string, text: string): void {
  if (update) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** Each file is a flow written by hand, beside the bundle that it becomes and all that is said about it. */
describe('a flow becomes a service', () => {
  it.each(globSync('*/*.flow.yaml', { cwd: fixtures }).toSorted())('%s', async (file) => {
    const { source, diagnostics } = await readDocument(join(fixtures, file));
    expect(
      diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'lint/no-unknown-lookup'),
    ).toEqual([]);
    const { bundle, flows } = flowsToServices({ flows: [source.value as FlowFile] }); // accepted by the schema of its kind
    const found = await source.locate(flows.flatMap(({ findings }) => findings));
    const printed = found.map((one) =>
      printDiagnostic({ ...one, at: { ...one.at, file: basename(file) } }, source.text, plain),
    );
    const folder = join(fixtures, dirname(file));
    expectFile(join(folder, `${basename(file)}.out`), printed.join('\n'));
    if (dirname(file) === 'refused') {
      expect(bundle).toBeUndefined();
      return;
    }
    const text = stringify(bundle, { lineWidth: 0, aliasDuplicateObjects: false });
    expectFile(join(folder, 'expected.services.yaml'), text);
    const checked = await checkDocument(await readSource('expected.services.yaml', new TextEncoder().encode(text)));
    expect(checked.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
