import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { EmittedPackage } from '../../../src/scaffold/emit/package/emit-package.ts';
import { emitFrom, withExamples, withFiles } from '../../support/emit.ts';
import { runNode, runTsc } from '../../support/run-node.ts';

interface Description {
  readonly paths: Record<string, unknown>;
  readonly components: { readonly schemas: Record<string, { enum?: string[] }> };
}

function describeParcels(): Description {
  const document = parse(readFileSync('fixtures/scaffold/odd.yaml', 'utf8')) as Description;
  document.components.schemas['Country'] = {
    ...document.components.schemas['Country'],
    enum: Array.from({ length: 400 }, (_, index) => `C${index}`),
  };
  return document;
}

let emitted: EmittedPackage;
const file = (path: string): string => emitted.files.get(path) ?? `no ${path}`;

beforeAll(async () => {
  emitted = await emitFrom(describeParcels());
});

describe('a package of oddities', () => {
  it('type-checks, its examples too, and passes its own tests', async () => {
    await withFiles(withExamples(emitted.files), async (folder) => {
      expect(await runTsc(folder, '.')).toEqual({ exit: 0, output: '' });
      expect(await runTsc(folder, 'test')).toEqual({ exit: 0, output: '' });
      const { exit, output } = await runNode(folder, ['--test', 'test/**/*.test.ts']);
      expect({ exit, failed: exit === 0 ? '' : output }).toEqual({ exit: 0, failed: '' });
      expect(output).toMatch(/^ℹ pass [1-9]\d$/mu);
    });
  }, 60_000);

  it('gives members and methods names that shadow nothing', () => {
    const client = file('src/client.ts');
    expect(client).toContain('readonly types2: TypesGroup;');
    const group = file('src/groups/types.ts');
    expect(group).toMatch(/^ {2}constructor_\(/mu);
    expect(group).toMatch(/^ {2}then_\(/mu);
    const paths = [...emitted.files.keys()].map((path) => path.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('keeps parameters of one name apart, and leaves out what the transport writes itself', () => {
    const group = file('src/groups/types.ts');
    expect(group).toMatch(/^ {2}id: string;/mu);
    expect(group).toMatch(/^ {2}idInQuery\?: number;/mu);
    expect(group).toMatch(/^ {2}bodyInQuery\?: boolean;/mu);
    expect(group).toContain("'StartTime<'?: string;");
    expect(group).not.toContain('Accept?:');
  });

  it('shows requests and responses what travels in their direction', () => {
    const types = file('src/types.ts');
    const [, read = ''] = /export interface Parcel \{(.*?)\n\}/su.exec(types) ?? [];
    const [, write = ''] = /export interface ParcelInput \{(.*?)\n\}/su.exec(types) ?? [];
    expect(read).toMatch(/^ {2}id: string;/mu);
    expect(read).not.toMatch(/^ {2}pin\?/mu);
    expect(write).toMatch(/^ {2}pin\?: string;/mu);
    expect(write).not.toMatch(/^ {2}id/mu);
    expect(write).toContain('contents: ParcelInput[];');
  });

  it('says which checks it cannot make', () => {
    expect(emitted.notes).toEqual([
      {
        at: 'schema Parcel',
        message: "The pattern '^(a+)+$' is not checked: a repetition inside a repetition can take exponential time.",
      },
      { at: 'schema Country', message: 'A list of 400 values is too long to be a type; any string is taken.' },
    ]);
    expect(file('src/types.ts')).toContain('export type Country = string;');
  });

  it('opens circles that a type cannot have', () => {
    const types = file('src/types.ts');
    expect(types).toContain('export type Animal = (Cat | Dog) & {');
    expect(types).toMatch(/export type Cat = \{\n {2}kind: string;\n\} & \{/u);
    expect(types).toContain('export type Itself = unknown;');
  });
});

describe('running again', () => {
  it('leaves to the user what is the user’s', () => {
    expect(emitted.handWritten).toEqual(['package.json', 'src/overrides.ts', '.gitignore']);
    for (const path of emitted.handWritten) expect(emitted.files.has(path), path).toBe(true);
  });

  it('gives the same bytes', async () => {
    expect([...(await emitFrom(describeParcels())).files]).toEqual([...emitted.files]);
  });

  it('renames nothing when things come that want the same names', async () => {
    const more = describeParcels();
    const schemas = { PARCEL: { type: 'string' }, ...more.components.schemas };
    const again = await emitFrom({ ...more, components: { ...more.components, schemas } }, emitted.names);
    expect(again.names.schemas).toMatchObject(emitted.names.schemas);
    expect(again.names.schemas['PARCEL']).toBe('Parcel2');
  });
});
