import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Schema } from '../../templates/soap/src/soap/tables.ts';
import { sampleOf, roundTripProblem, typeIds, writeElement } from '../support/soap-round-trip.ts';
import {
  hasXmllint,
  problemsForLibxml2,
  problemsForXmllint,
  writeInstances,
  writeSchemas,
} from './support/schema-validation.ts';
import { corpusFiles, emit, readCorpus, tablesOf, type CorpusEntry } from './support/wsdl-corpus.ts';

const root = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'repatch-wsdl-'));
const entries = new Map<string, CorpusEntry>();
const rows = new Map<string, Record<string, string | number>>();

const note = (file: string, values: Record<string, string | number>): void => {
  rows.set(file, { ...rows.get(file), ...values });
};
const entryOf = (file: string): CorpusEntry => {
  const entry = entries.get(file);
  if (entry === undefined) throw new Error(`${file} was not read.`);
  return entry;
};

/** Errors that a document of the corpus really has. */
const expectedErrors: Readonly<Record<string, readonly string[]>> = {
  // Three types that the document names and nobody declares, and the header's message.
  'marketo.wsdl': ['scaffold/wsdl-unresolved-reference'],
  'recursive2.wsdl': ['scaffold/wsdl-unresolved-reference'],
};

beforeAll(async () => {
  for (const file of corpusFiles) entries.set(file, await readCorpus(file));
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
  mkdirSync(join(scratch, 'dist'));
  writeFileSync(join(scratch, 'dist/package.json'), '{ "type": "module" }');
});

afterAll(() => {
  console.table(Object.fromEntries(rows));
  rmSync(scratch, { recursive: true, force: true });
});

describe('descriptions of the corpus', () => {
  it('are all there', () => {
    expect(corpusFiles).toHaveLength(17);
  });

  it.each(corpusFiles)('%s is covered wholly and written the same twice', (file) => {
    const entry = entryOf(file);
    const errors = entry.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect([...new Set(errors)]).toEqual(expectedErrors[file] ?? []);
    expect(entry.model.losses).toHaveLength(errors.length);
    const { files, coverage } = emit(entry);
    expect(coverage.operations.generated).toBe(coverage.operations.declared);
    expect(coverage.types.generated).toBe(coverage.types.declared);
    expect([...emit(entry).files]).toEqual([...files]);
    let lines = 0;
    for (const [path, text] of files) {
      const target = join(scratch, entry.name, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      lines += text.split('\n').length - 1;
    }
    note(file, {
      operations: `${coverage.operations.generated}/${coverage.operations.declared}`,
      types: `${coverage.types.generated}/${coverage.types.declared}`,
      lines,
    });
  });

  it('include all 1,782 types of NetSuite', () => {
    expect(emit(entryOf('netsuite-2023-1/netsuite.wsdl')).coverage.types).toEqual({ generated: 1782, declared: 1782 });
  });

  it('type-check strictly, tests included', () => {
    const names = [...entries.values()].map(({ name }) => name);
    const first = join(scratch, names[0] ?? '', 'tsconfig.json');
    // One program for all packages, which also builds them.
    const options = { rootDir: scratch, outDir: join(scratch, 'dist'), declaration: false };
    const config = { extends: first, compilerOptions: options, include: names };
    writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = execaSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(scratch, 'tsconfig.json')], {
      reject: false,
    });
    const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
    for (const { file, name } of entries.values())
      note(file, { 'tsc errors': errors.filter((line) => line.includes(`${name}/`)).length });
    expect(errors).toEqual([]);
  });

  it.each(corpusFiles)('%s passes its own tests', (file) => {
    const { name } = entryOf(file);
    const { exitCode, stdout } = execaSync(process.execPath, ['--test', '--test-reporter=tap', 'test/**/*.test.ts'], {
      cwd: join(scratch, name),
      reject: false,
    });
    const passed = Number(/^# pass (\d+)/mu.exec(stdout)?.[1] ?? 0);
    note(file, { 'own tests': passed });
    expect(exitCode, stdout.slice(0, 4000)).toBe(0);
    expect(passed).toBeGreaterThan(0);
  });

  it.each(corpusFiles)('%s is imported without its tables', (file) => {
    const script = `const t = performance.now(); await import('./src/index.js'); console.log(Math.round(performance.now() - t));`;
    const { stdout, stderr } = execaSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(scratch, 'dist', entryOf(file).name),
      reject: false,
    });
    note(file, { 'import ms': Number(stdout.trim()) });
    expect(stdout.trim(), stderr).toMatch(/^\d+$/u);
  });
});

describe('values of every type', () => {
  it.each(corpusFiles)('%s: come back as they were sent', (file) => {
    const schema = new Schema(tablesOf(entryOf(file).model).schema);
    const ids = typeIds(schema);
    const problems: string[] = [];
    let instances = 0;
    for (const id of ids) {
      for (const seed of [1, 2, 3]) {
        const value = sampleOf(schema, id, seed);
        const problem = value === undefined ? `${id}: no value could be made up` : roundTripProblem(schema, id, value);
        if (problem === undefined) instances++;
        else problems.push(problem);
      }
    }
    note(file, { 'round trips': instances });
    expect(problems).toEqual([]);
  });

  if (!hasXmllint)
    console.warn(
      'xmllint is missing (apt-get install libxml2-utils): schemas are held against libxml2 in WebAssembly only.',
    );

  it('are refused by the validators when the schema does not allow them', async () => {
    const path = await writeSchemas('weather.wsdl', join(scratch, 'refused-schemas'));
    const document = writeInstances(path, ['<r:other/>']);
    expect(problemsForLibxml2(path, document)).toEqual([expect.stringContaining('This element is not expected')]);
    if (hasXmllint) expect(problemsForXmllint(path, document)).toHaveLength(1);
  });

  // marketo.wsdl names types that nobody declares: a validator has no schema to hold anything against.
  it.each(corpusFiles.filter((file) => file !== 'marketo.wsdl'))(
    '%s: are valid by the schema for libxml2, and for xmllint where it is installed',
    async (file) => {
      const { name, model } = entryOf(file);
      const schema = new Schema(tablesOf(model).schema);
      const path = await writeSchemas(file, join(scratch, `${name}-schemas`));
      const types = [...model.schema.types.values()].filter(
        (type) => type.kind === 'complex' && type.name !== undefined && !type.isAbstract,
      );
      const instances = types.flatMap(({ name: qualified, at }) => {
        const id = schema.named(`{${qualified?.namespace ?? ''}}${qualified?.local ?? ''}`);
        return id === undefined
          ? []
          : [1, 2].map((seed) =>
              writeElement(schema, 'xs:anyType', {
                $type: id,
                ...(sampleOf(schema, id, seed + at.start, { wildcards: false }) as object),
              }),
            );
      });
      const document = writeInstances(path, instances);
      const problems = [
        ...problemsForLibxml2(path, document),
        ...(hasXmllint ? problemsForXmllint(path, document) : []),
      ];
      note(file, { 'valid by schema': problems.length === 0 ? instances.length : `${problems.length} problems` });
      expect(problems.slice(0, 20)).toEqual([]);
    },
  );
});
