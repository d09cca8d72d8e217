import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from './contender.ts';

/** Versions compared with; installed into a folder of their own, so that they are no dependency of this package. */
export const packages = [
  '@hey-api/openapi-ts@0.99.0',
  'openapi-typescript@7.13.0',
  'typescript@5.9.3',
  'wsdl-tsclient@1.7.1',
  'zod@4.6.7',
  // What packages of ours for SOAP need to compile and to run.
  '@types/node@24.19.2',
  'saxes@6.0.0',
];

/** Programs that write what the named generator writes for a description. */
export function rivalsIn(folder: string): readonly Contender[] {
  const script = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  mkdirSync(folder, { recursive: true });
  const heyApi = script(
    'hey-api.mjs',
    `import { createClient } from '@hey-api/openapi-ts';
const [input, path] = process.argv.slice(2);
await createClient({
  input,
  output: { path, module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk', 'zod'],
  logs: { level: 'silent', file: false },
});
`,
  );
  const openapiTypescript = script(
    'openapi-typescript.mjs',
    `import { mkdirSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { pathToFileURL } from 'node:url';
const [input, path] = process.argv.slice(2);
mkdirSync(path, { recursive: true });
writeFileSync(path + '/index.ts', astToString(await openapiTS(pathToFileURL(input), { silent: true })));
`,
  );
  const wsdlTsclient = join(folder, 'node_modules', 'wsdl-tsclient', 'dist', 'src', 'cli.js');
  return [
    {
      name: 'hey-api + zod',
      reads: 'openapi',
      command: (input, out) => [heyApi, input, out],
      source: '.',
      entries: ['sdk.gen.js', 'zod.gen.js'],
    },
    {
      name: 'openapi-typescript',
      reads: 'openapi',
      command: (input, out) => [openapiTypescript, input, out],
      source: '.',
      entries: [],
    },
    {
      name: 'wsdl-tsclient',
      reads: 'wsdl',
      command: (input, out) => [wsdlTsclient, input, '-o', out, '--esm'],
      source: '.',
      entries: ['*/index.js'],
      coverage: countWsdlTsclient,
    },
  ];
}

/** One method per operation and port in the client, one file per type. */
function countWsdlTsclient(out: string): string {
  const client = globSync('*/client.ts', { cwd: out })
    .map((file) => readFileSync(join(out, file), 'utf8'))
    .join('\n');
  const operations = new Set(client.match(/^ +\w+Async\(/gmu)?.map((method) => method.trim()));
  const types = globSync('*/definitions/*.ts', { cwd: out }).length;
  return `${operations.size} operations, ${types} types`;
}
