import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../src/cli/colour.ts';
import { printDiagnostic } from '../../src/cli/printers/pretty.ts';
import { Reporter } from '../../templates/soap/src/soap/issues.ts';
import { envelopeNamespace, writeEnvelope } from '../../templates/soap/src/soap/envelope.ts';
import { writeBody, writeHeaders } from '../../templates/soap/src/soap/messages.ts';
import type { OperationTable } from '../../templates/soap/src/soap/operations.ts';
import { Schema } from '../../templates/soap/src/soap/tables.ts';
import { XmlWriter } from '../../templates/soap/src/soap/xml-writer.ts';
import { Sampler } from '../../templates/soap/test/support/sample.ts';
import { roundTripProblem, sampleOf, typeIds } from '../support/soap-round-trip.ts';
import { emitForTest, readWsdlFile, tablesOf } from '../support/soap-packages.ts';

const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'fixtures/scaffold/wsdl');
const update = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;

function expectGolden(path: string, text: string): void {
  if (update) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe('faulty descriptions', () => {
  it.each(globSync('faulty/*/service.wsdl', { cwd: fixtures }).toSorted())(
    '%s is reported as recorded',
    async (file) => {
      const path = join(fixtures, file);
      const { diagnostics } = await readWsdlFile(path);
      const text = readFileSync(path, 'utf8');
      const printed = diagnostics.map((one) => printDiagnostic(one, text, plain)).join('\n');
      expect(printed).not.toBe('');
      expectGolden(`${path}.out`, printed);
    },
  );

  it('have no attachments in the bodies of their messages', async () => {
    const { model } = await readWsdlFile(join(fixtures, 'faulty/extensions/service.wsdl'));
    const [operation] = model?.services[0]?.ports[0]?.operations ?? [];
    expect(operation?.input.parts.map(({ name }) => name)).toEqual(['parameters']);
    expect(model?.losses).toEqual([]);
  });

  it('keep the rest when an import is missing', async () => {
    const { model } = await readWsdlFile(join(fixtures, 'faulty/missing-import/service.wsdl'));
    expect(model?.services[0]?.ports[0]?.operations.map(({ name }) => name)).toEqual(['Ask', 'Lost']);
    expect(model?.schema.types.has('{urn:parcels}Known')).toBe(true);
  });
});

describe('sound descriptions', () => {
  const names = globSync('*/service.wsdl', { cwd: fixtures }).map(dirname).toSorted();
  const scratch = mkdtempSync(join(tmpdir(), 'repatch-soap-'));
  let operations = 0;
  const run = (command: string, args: readonly string[]) => execaSync(command, args, { cwd: scratch, reject: false });

  beforeAll(async () => {
    symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
    for (const name of names) {
      const { model } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
      if (model === undefined) throw new Error(`${name} was not read.`);
      operations += model.declared.operations;
      for (const [path, text] of emitForTest(name, model).files) {
        const target = join(scratch, name, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
      }
    }
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(names)('%s is read without a word and covered wholly', async (name) => {
    const { model, diagnostics } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
    expect(diagnostics).toEqual([]);
    if (model === undefined) return;
    const { coverage, files } = emitForTest(name, model);
    expect(coverage.operations.generated).toBe(coverage.operations.declared);
    expect(coverage.types.generated).toBe(coverage.types.declared);
    expect([...emitForTest(name, model).files]).toEqual([...files]);
    expect([...files.keys()].filter((path) => path.includes('..') || path.startsWith('/'))).toEqual([]);
  });

  it('become packages that type-check strictly', () => {
    const config = {
      extends: `./${names[0] ?? ''}/tsconfig.json`,
      compilerOptions: { rootDir: '.', noEmit: true },
      include: names,
    };
    writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(config));
    expect(run(join(root, 'node_modules/.bin/tsc'), ['-p', '.']).stdout).toBe('');
  });

  it('become packages that pass their own tests', () => {
    const { stdout, exitCode } = run(process.execPath, ['--test', '--test-reporter=tap', '*/test/**/*.test.ts']);
    expect(exitCode, stdout.slice(0, 4000)).toBe(0);
    expect(Number(/^# pass (\d+)/mu.exec(stdout)?.[1])).toBe(operations);
  });

  it.each(names)('%s: requests are written as recorded', async (name) => {
    const { model } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
    if (model === undefined) return;
    const tables = tablesOf(model);
    const schema = new Schema(tables.schema);
    const requests = Object.values(tables.ports).flatMap(({ version, operations }) =>
      Object.values(operations).map((text) => {
        const operation = JSON.parse(text) as OperationTable; // written by the generator
        const reporter = new Reporter('strict');
        const context = { schema, reporter, version, operation };
        const sampler = new Sampler(schema, 5);
        const writer = new XmlWriter({ soap: envelopeNamespace(version) });
        const headers = operation.input.headers ?? [];
        const envelope = writeEnvelope(writer, version, {
          header:
            headers.length === 0 ? undefined : () => writeHeaders(writer, headers, sampler.parts(headers), context),
          body: () => writeBody(writer, operation.input, sampler.message(operation.input), context),
        });
        reporter.finish();
        return `${envelope}\n`;
      }),
    );
    expectGolden(join(fixtures, name, 'requests.xml.txt'), requests.join('\n'));
  });

  it.each(names)('%s: any value of any type comes back as it was sent', async (name) => {
    const { model } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
    if (model === undefined) return;
    const schema = new Schema(tablesOf(model).schema);
    for (const id of typeIds(schema)) {
      const roundTrip = fc.property(fc.nat(), (seed) => {
        expect(roundTripProblem(schema, id, sampleOf(schema, id, seed))).toBeUndefined();
      });
      fc.assert(roundTrip, { numRuns: 25, seed: 20 });
    }
  });
});
