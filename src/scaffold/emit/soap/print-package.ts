import type { SoapModel } from '../../soap-model.ts';
import type { ClientPlan } from './plan-clients.ts';

export function printManifest(name: string, model: SoapModel): string {
  const manifest = {
    name,
    version: '0.1.0',
    description: `SOAP client of ${model.title.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 100)}`,
    type: 'module',
    license: 'UNLICENSED',
    engines: { node: '>=22.18' },
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    files: ['dist'],
    sideEffects: false,
    scripts: {
      build: 'tsc',
      typecheck: 'tsc --noEmit && tsc -p test',
      test: 'node --test "test/**/*.test.ts"',
      prepare: 'npm run build',
    },
    dependencies: { saxes: '^6.0.0' },
    devDependencies: { '@types/node': '^24.19.2', typescript: '^7.0.2' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const compilerOptions = {
  target: 'es2023',
  lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: ['node'],
  module: 'nodenext',
  rootDir: 'src',
  outDir: 'dist',
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
} as const;

export function printTsconfig(): string {
  return `${JSON.stringify({ compilerOptions, include: ['src'] }, null, 2)}\n`;
}

export function printTestTsconfig(): string {
  const config = {
    extends: '../tsconfig.json',
    compilerOptions: { rootDir: '..', noEmit: true },
    include: ['.', '../src'],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** One runnable example per client, and what a caller has to know. */
export function printReadme(name: string, model: SoapModel, clients: readonly ClientPlan[]): string {
  const title = plain(model.title);
  const examples = clients.map((client) => {
    const [first] = client.operations;
    if (first === undefined) return '';
    return [
      `## ${client.className}\n\n`,
      `${client.operations.length} operations. Ports: ${client.ports.map(({ id, port }) => `\`${plain(id)}\` (SOAP ${port.version})`).join(', ')}.\n\n`,
      '```ts\n',
      `import { ${client.className}, SoapFaultError } from '${name}';\n\n`,
      `const client = new ${client.className}({ validation: 'strict' });\n`,
      `type Input = Parameters<typeof client.${first.method}>[0];\n\n`,
      `async function call(input: Input) {\n`,
      '  try {\n',
      `    return await client.${first.method}(input);\n`,
      '  } catch (error) {\n',
      '    if (error instanceof SoapFaultError) console.error(error.fault ?? error.code, error.reason);\n',
      '    throw error;\n',
      '  }\n',
      '}\n',
      '```\n',
    ].join('');
  });
  return [
    `# ${title}\n\n`,
    `A typed SOAP client. ${plain(model.description ?? '')}\n\n`.replace(' \n', '\n'),
    ...examples.map((example) => `${example}\n`),
    valueTable,
  ].join('');
}

const valueTable = `## Values

| XML Schema | TypeScript |
| --- | --- |
| string, anyURI and what derives from them | \`string\` |
| byte, short, int and their unsigned kinds, float, double | \`number\` |
| integer, long, unsignedLong | \`bigint\` |
| decimal | \`string\` of digits |
| dates, times, durations | \`string\` in the form of XML Schema |
| base64Binary, hexBinary | \`Uint8Array\` |
| QName | \`{namespace}local\` |
| nil | \`null\` |
| an element or attribute that is absent | no property |
| a subtype | the object with \`$type\`, written as \`xsi:type\` |
| text of a type with attributes | \`$value\` |
| turns of a repeated choice or sequence | \`$choice\`, \`$sequence\`: a list of objects |
| any element | \`$any\`: a list of \`{ name, attributes, children }\` |

Validation is \`warn\` by default (\`onWarning\` hears of it), and \`off\` or \`strict\` for a client or one call.
`;

function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll(/[<>`[\]\\|*_#]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 500);
}
