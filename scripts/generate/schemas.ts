import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { diagnosticTable } from '../../src/diagnostics/table.ts';
import { documents } from '../../src/lint/documents/index.ts';
import { toJsonSchema } from '../../src/schema/json-schema.ts';

/** What `--json` prints, by command: the name of the type and the module that declares it. */
const results = {
  convert: ['ConvertReport', 'src/app/convert.ts'],
  'convert-to-service': ['ConvertToServiceReport', 'src/app/convert-to-service.ts'],
  error: ['ErrorJson', 'src/cli/errors.ts'],
  pools: ['PoolList', 'src/app/pools.ts'],
  'pools-export': ['PoolExport', 'src/app/pools.ts'],
  'pools-import': ['PoolImport', 'src/app/pools.ts'],
  login: ['LoginDone', 'src/app/login.ts'],
  doctor: ['DoctorResult', 'src/app/doctor.ts'],
  init: ['InitResult', 'src/app/init.ts'],
  new: ['NewResult', 'src/app/new-document.ts'],
  explain: ['ExplainResult', 'src/app/explain.ts'],
  run: ['RunOutput', 'src/app/run.ts'],
  runs: ['RunList', 'src/app/runs.ts'],
  'runs-show': ['ShownRunOutput', 'src/app/runs.ts'],
  'runs-remote': ['RemoteRunList', 'src/app/patchworks.ts'],
  push: ['PushResult', 'src/app/patchworks.ts'],
  start: ['StartedFlow', 'src/patchworks-api/start-flow.ts'],
  scaffold: ['ScaffoldResult', 'src/app/scaffold.ts'],
  graph: ['FlowGraph', 'src/app/graph.ts'],
  test: ['TestReport', 'src/app/test.ts'],
  validate: ['ValidateResult', 'src/app/validate.ts'],
  verify: ['VerifyReport', 'src/app/verify.ts'],
} as const;

export async function documentSchemaFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { kind, schema } of documents)
    files.set(`schemas/${kind}.schema.json`, print(toJsonSchema(await schema())));
  return files;
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
      return [`schemas/results/${command}.schema.json`, print(withOpenCodes(schema))];
    }),
  );
}

/** The table of codes grows; what reads results must not break when it does, and neither must every schema change. */
function withOpenCodes<Schema>(schema: Schema): Schema {
  const open = { type: 'string', pattern: '^[a-z]+/[a-z\\d-]+$', description: 'A code of docs/diagnostics.' };
  const codes = new Set(Object.keys(diagnosticTable));
  const isCode = (value: unknown): boolean =>
    value !== null &&
    typeof value === 'object' &&
    'enum' in value &&
    Array.isArray(value.enum) &&
    codes.symmetricDifference(new Set(value.enum)).size === 0;
  return JSON.parse(JSON.stringify(schema, (_, value: unknown) => (isCode(value) ? open : value))) as Schema; // only codes differ
}

function print(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
