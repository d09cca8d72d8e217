// Compiles the schemas of documents, shapes and transforms to plain functions, so that checking a sound file needs no
// schema library at all. Part of the build; the result is not kept in git.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { validator, type Schema } from '@exodus/schemasafe';
import type * as z from 'zod';
import { documents } from '../src/lint/documents/index.ts';
import { toJsonSchema } from '../src/schema/json-schema.ts';
import { schemaKit } from '../src/schema/schema-kit.ts';
import { shapes } from '../src/shapes/index.ts';
import { transforms } from '../src/transforms/index.ts';

type Schemas = ReadonlyMap<string, z.ZodType>;

const folder = join(dirname(import.meta.dirname), 'src', 'schema', 'compiled');
mkdirSync(folder, { recursive: true });

for (const { kind, schema } of documents) write(kind, { validators: new Map([[kind, await schema()]]) }, false);

const settings = new Map<string, z.ZodType>();
for (const { kind, schema } of shapes) if (schema !== undefined) settings.set(kind, await schema());
write(
  'units',
  {
    shapeSettings: settings,
    transformArguments: new Map(transforms.map(({ name, arguments: schema }) => [name, schema(schemaKit)])),
  },
  true,
);

/** One module that exports tables of compiled checks by name. */
function write(module: string, tables: Readonly<Record<string, Schemas>>, includeErrors: boolean): void {
  const code = Object.entries(tables).map(([table, schemas]) => {
    const members = Array.from(
      schemas,
      ([name, schema]) => `${JSON.stringify(name)}: ${codeOf(schema, includeErrors)}`,
    );
    return `export const ${table} = { __proto__: null, ${members.join(',\n')} };\n`;
  });
  writeFileSync(join(folder, `${module}.generated.js`), code.join(''));
  const types = Object.keys(tables).map(
    (table) => `export declare const ${table}: Readonly<Record<string, ValidateFunction | undefined>>;\n`,
  );
  writeFileSync(
    join(folder, `${module}.generated.d.ts`),
    `import type { ValidateFunction } from '../validate-function.ts';\n${types.join('')}`,
  );
}

/** Parts that recur become functions of their own, which a check that never meets them does not even compile. */
function codeOf(schema: z.ZodType, includeErrors: boolean): string {
  const jsonSchema = toJsonSchema(schema, { reused: 'ref' }) as Schema; // the library types what it can read
  return validator(jsonSchema, { mode: 'lax', isJSON: true, includeErrors }).toModule().replace(/;\s*$/u, '');
}
