import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { documentSchemas } from '../../src/lint/schemas.ts';
import { toJsonSchema } from '../../src/schema/json-schema.ts';

/** What `--json` prints, by command: the name of the type and the module that declares it. */
const results = {
  convert: ['ConvertReport', 'src/app/convert.ts'],
  error: ['ErrorJson', 'src/cli/errors.ts'],
  explain: ['ExplainResult', 'src/app/explain.ts'],
  run: ['RunOutput', 'src/app/run.ts'],
  runs: ['RunList', 'src/app/runs.ts'],
  'runs-show': ['ShownRunOutput', 'src/app/runs.ts'],
  scaffold: ['ScaffoldResult', 'src/app/scaffold.ts'],
  validate: ['ValidateResult', 'src/app/validate.ts'],
  verify: ['VerifyReport', 'src/app/verify.ts'],
} as const;

export function documentSchemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(documentSchemas).map(([kind, schema]) => [
      `schemas/${kind}.schema.json`,
      print(toJsonSchema(schema)),
    ]),
  );
}

/** JSON Schemas of results, made from the TypeScript types and their docstrings. */
export function resultSchemaFiles(root: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(results).map(([command, [type, file]]) => {
      const schema = createGenerator({
        path: join(root, file),
        tsconfig: join(root, 'tsconfig.json'),
        type,
        topRef: false,
        expose: 'none',
        skipTypeCheck: true,
      }).createSchema(type);
      return [`schemas/results/${command}.schema.json`, print(schema)];
    }),
  );
}

function print(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
