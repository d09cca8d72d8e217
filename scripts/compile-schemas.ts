// Compiles the schemas of documents, shapes and transforms to plain functions, so that checking a sound file needs no
// schema library at all. Part of the build; the result is not kept in git.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import * as z from 'zod';
import { documentSchemas } from '../src/lint/schemas.ts';
import { toJsonSchema } from '../src/schema/json-schema.ts';
import { shapes } from '../src/shapes/index.ts';
import { transforms } from '../src/transforms/index.ts';

type Schemas = ReadonlyMap<string, z.ZodType>;

const folder = join(dirname(import.meta.dirname), 'src', 'schema', 'compiled');
mkdirSync(folder, { recursive: true });

for (const [kind, schema] of Object.entries(documentSchemas))
  write(kind, { validators: new Map([[kind, schema]]) }, { messages: false });

const settings = new Map<string, z.ZodType>();
for (const { kind, schema } of shapes) if (schema !== undefined) settings.set(kind, await schema());
write('units', {
  shapeSettings: settings,
  transformArguments: new Map(transforms.map(({ name, arguments: schema }) => [name, schema(z)])),
});

/** One module that exports tables of compiled checks by name. */
function write(module: string, tables: Readonly<Record<string, Schemas>>, options: { messages?: boolean } = {}): void {
  // `unicode: false` counts length as JavaScript and zod do, and does without a helper module.
  const ajv = new Ajv2020({
    code: { source: true, esm: true },
    strict: false,
    unicode: false,
    logger: false,
    ...options,
  });
  const exported: Record<string, string> = {};
  const lines: string[] = [];
  for (const [table, schemas] of Object.entries(tables)) {
    const members = Array.from(schemas, ([name, schema], index) => {
      const id = `${table}${index}`;
      ajv.addSchema(toJsonSchema(schema), id);
      exported[id] = id;
      return `${JSON.stringify(name)}: ${id}`;
    });
    lines.push(`export const ${table} = { __proto__: null, ${members.join(', ')} };`);
  }
  const code = `// Made by scripts/compile-schemas.ts.\n${standalone.default(ajv, exported)}\n${lines.join('\n')}\n`;
  writeFileSync(join(folder, `${module}.generated.js`), code);
  const types = Object.keys(tables).map(
    (table) => `export declare const ${table}: Readonly<Record<string, ValidateFunction | undefined>>;\n`,
  );
  writeFileSync(
    join(folder, `${module}.generated.d.ts`),
    `import type { ValidateFunction } from '../validate-function.ts';\n${types.join('')}`,
  );
}
