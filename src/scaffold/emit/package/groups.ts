import type { EndpointPlan } from './endpoint-plan.ts';
import { generatedHeader } from './header.ts';
import { operationSpecOf, paginationOf } from './operation-spec.ts';
import type { GroupPlan } from './plan.ts';
import { type Signature, signatureOf } from './signature.ts';
import { commentText, literal, quote } from './text.ts';
import type { TypeWriter } from './types.ts';
import type { MethodDeclarationStructure, StatementStructures, TypeScriptWriter } from './writer.ts';

/** `src/groups/<group>.ts`: the types of its operations, a class with a method for each, and their descriptions as data. */
export async function emitGroup(
  group: GroupPlan,
  types: TypeWriter,
  writer: TypeScriptWriter,
  defaultBaseUrl: string | undefined,
): Promise<string> {
  const declarations: string[] = [];
  const methods: MethodDeclarationStructure[] = [];
  for (const endpoint of group.endpoints) {
    const signature = await signatureOf(endpoint, types);
    declarations.push(...signature.declarations);
    methods.push(methodOf(endpoint, signature, writer));
  }
  const specs = Object.fromEntries(
    group.endpoints.map((endpoint) => [endpoint.id, operationSpecOf(endpoint, defaultBaseUrl)]),
  );
  return writer.write(`src/groups/${group.file}.ts`, [
    generatedHeader,
    ...importsOf(methods, declarations, writer),
    ...declarations.map((text, index) => (index === 0 ? `\n${text}` : text)),
    classOf(group, methods, writer),
    `const operations = defineOperations(\n  ${quote(group.id)},\n  async () => (await import(${quote(`../validators/${group.file}.ts`)})).validators,\n  ${literal(specs, '  ')},\n);`,
  ]);
}

function importsOf(
  methods: readonly MethodDeclarationStructure[],
  declarations: readonly string[],
  writer: TypeScriptWriter,
): StatementStructures[] {
  const kind = writer.kinds.ImportDeclaration;
  const text = [...declarations, ...methods.map(({ returnType }) => String(returnType))].join('\n');
  const isPaged = methods.some(({ returnType }) => String(returnType).startsWith('Paged<'));
  const hasBare = methods.some(({ parameters }) => parameters?.some(({ type }) => type === 'NoParameters'));
  const typeOnly = (moduleSpecifier: string, ...namedImports: string[]): StatementStructures => ({
    kind,
    moduleSpecifier,
    isTypeOnly: true,
    namedImports,
  });
  return [
    typeOnly('../runtime/core.ts', 'Core'),
    {
      kind,
      moduleSpecifier: '../runtime/define-operations.ts',
      namedImports: [...(hasBare ? [{ name: 'NoParameters', isTypeOnly: true }] : []), { name: 'defineOperations' }],
    },
    typeOnly('../runtime/options.ts', 'CallOptions'),
    ...(isPaged ? [typeOnly('../runtime/paged.ts', 'ItemAt', 'Paged')] : []),
    ...(/\btypes\./u.test(text)
      ? [
          {
            kind,
            moduleSpecifier: '../types.ts',
            isTypeOnly: true,
            namespaceImport: 'types',
          } satisfies StatementStructures,
        ]
      : []),
  ];
}

function classOf(
  group: GroupPlan,
  methods: MethodDeclarationStructure[],
  writer: TypeScriptWriter,
): StatementStructures {
  const description = commentText(group.description ?? '');
  return {
    kind: writer.kinds.Class,
    name: group.className,
    isExported: true,
    ...(description === '' ? {} : { docs: [description] }),
    properties: [{ name: '#core', type: 'Core', isReadonly: true }],
    ctors: [{ parameters: [{ name: 'core', type: 'Core' }], statements: ['this.#core = core;'] }],
    methods,
  };
}

function methodOf(endpoint: EndpointPlan, signature: Signature, writer: TypeScriptWriter): MethodDeclarationStructure {
  const pagination = paginationOf(endpoint);
  const call = pagination === undefined ? 'call' : 'paged';
  const path = quote(String(pagination?.['dataPath'] ?? ''));
  const returnType =
    pagination === undefined
      ? `Promise<${signature.output}>`
      : `Paged<${signature.output}, ItemAt<${signature.output}, ${path}>>`;
  return {
    kind: writer.kinds.Method,
    name: endpoint.id,
    docs: [docsOf(endpoint)],
    parameters: [
      {
        name: 'input',
        type: signature.input,
        ...(signature.isInputOptional ? { initializer: '{}' } : {}),
      },
      { name: 'options', type: 'CallOptions', hasQuestionToken: true },
    ],
    returnType,
    statements: [`return this.#core.${call}(operations.${endpoint.id}, input, options);`],
  };
}

function docsOf({ endpoint }: EndpointPlan): { description: string; tags?: { tagName: string }[] } {
  const { operation, pagination } = endpoint;
  const summary = commentText(operation.summary ?? '');
  const description = commentText(operation.description ?? '');
  const pages =
    pagination === undefined || pagination.value.method === 'default'
      ? []
      : [`Pages: ${commentText(pagination.evidence.join(' ')).replaceAll(/\s+/gu, ' ')}`];
  const paragraphs = [
    summary,
    description.startsWith(summary) || summary === '' ? description.slice(summary.length).trim() : description,
    `\`${operation.method} ${commentText(operation.path)}\``,
    ...pages,
  ].filter((text) => text !== '');
  const text = paragraphs.join('\n\n').replaceAll(/[ \t]+$/gmu, '');
  return {
    description: `\n${text}`,
    ...(operation.deprecated === true ? { tags: [{ tagName: 'deprecated' }] } : {}),
  };
}
