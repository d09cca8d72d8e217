import type { SecurityScheme, Server } from '../../api-model.ts';
import { generatedHeader } from './header.ts';
import { serverUrl } from './operation-spec.ts';
import type { PackagePlan } from './plan.ts';
import { commentText, docComment, literal, memberName, quote } from './text.ts';
import type { TypeScriptWriter } from './writer.ts';

/** `src/client.ts`: the class of the template, with a member for each group. */
export function emitClient(plan: PackagePlan, template: string, writer: TypeScriptWriter): string {
  const text = writer.edit('src/client.ts', template, (file) => {
    const client = file.getClassOrThrow('Client');
    client.set({ name: plan.clientName });
    for (const group of plan.groups)
      file.addImportDeclaration({ moduleSpecifier: `./groups/${group.file}.ts`, namedImports: [group.className] });
    client.insertProperties(
      0,
      plan.groups.map((group) => ({ name: group.id, type: group.className, isReadonly: true })),
    );
    const [constructor] = client.getConstructors();
    constructor?.addStatements(plan.groups.map((group) => `this.${group.id} = new ${group.className}(core);`));
  });
  return `${generatedHeader}\n${text}`;
}

/** `src/index.ts`: what users import. */
export function emitIndex(plan: PackagePlan): string {
  return [
    generatedHeader,
    `export { ${plan.clientName} } from './client.ts';`,
    "export type { Credentials, OperationId } from './api.ts';",
    "export { servers } from './api.ts';",
    "export * from './runtime/index.ts';",
    "export type * as types from './types.ts';",
    ...(plan.webhooks.length === 0 ? [] : ["export { readWebhook, type Webhooks } from './webhooks.ts';"]),
    ...plan.groups.map((group) => `export type * as ${group.id} from './groups/${group.file}.ts';`),
    '',
  ].join('\n');
}

/** `src/api.ts`: servers, security schemes and limits, as the description states them. */
export function emitApi(plan: PackagePlan): string {
  const { api, name, authMethods, rateLimit } = plan.model;
  const schemes = usedSchemes(plan);
  const [server] = api.servers;
  const ids = plan.groups.flatMap((group) => group.endpoints.map((endpoint) => quote(`${group.id}.${endpoint.id}`)));
  const spec = {
    name,
    baseUrl: server === undefined ? undefined : serverUrl(server),
    schemes: Object.fromEntries([...schemes].map(([key, scheme]) => [key, schemeSpec(scheme, server?.url)])),
    authMethods: Object.fromEntries(
      authMethods.map((method) => [
        method.name,
        method.schemes.map(({ name: scheme, scopes }) => ({
          scheme,
          scopes: scopes.length === 0 ? undefined : scopes,
        })),
      ]),
    ),
    rateLimit: rateLimit?.value,
  };
  const credentials = [...schemes].map(
    ([key, scheme]) =>
      `${docComment(commentText(scheme.description ?? ''), '  ')}  readonly ${memberName(key)}?: ${credentialType(scheme)};\n`,
  );
  const body = [
    `/** Credentials by the name of the security scheme. */\nexport interface Credentials {\n${credentials.join('')}}\n`,
    `/** Group and method of every operation. */\nexport type OperationId =${ids.length === 0 ? ' never' : ids.map((id) => `\n  | ${id}`).join('')};\n`,
    `/** Servers of the description. The first is the default; \`{variables}\` are filled with \`fillServerUrl\`. */\nexport const servers = ${literal(api.servers.map(serverData))} as const;\n`,
    `export const apiSpec: ApiSpec = ${literal(spec)};\n`,
  ].join('\n');
  const names = ['BasicCredentials', 'OAuth1Credentials', 'OAuth2Credentials', 'SignRequest', 'Token'].filter((type) =>
    credentials.some((line) => new RegExp(`(?:\\?: |\\| )${type}(?: \\||;)`, 'u').test(line)),
  );
  const from: Readonly<Record<string, string>> = { OAuth1Credentials: 'oauth1', OAuth2Credentials: 'oauth2' };
  const imports = Object.entries(Object.groupBy(names, (type) => from[type] ?? 'credentials')).map(
    ([file, types = []]) => `import type { ${types.join(', ')} } from './runtime/auth/${file}.ts';`,
  );
  return [generatedHeader, ...imports, "import type { ApiSpec } from './runtime/core.ts';", '', body].join('\n');
}

/** Schemes that some operation asks for. */
export function usedSchemes({ model }: PackagePlan): ReadonlyMap<string, SecurityScheme> {
  return new Map(
    model.authMethods.flatMap(({ schemes }) => schemes.map(({ name, scheme }) => [name, scheme] as const)),
  );
}

function serverData({ url, description, variables }: Server): Record<string, unknown> {
  return {
    url,
    description,
    variables:
      variables.size === 0
        ? undefined
        : Object.fromEntries([...variables].map(([name, variable]) => [name, variable.default])),
  };
}

function schemeSpec(scheme: SecurityScheme, serverUrl: string | undefined): Record<string, unknown> {
  switch (scheme.type) {
    case 'apiKey':
      return { type: 'apiKey', in: scheme.in, name: scheme.name, prefix: scheme.prefix };
    case 'basic':
    case 'bearer':
      return { type: scheme.type };
    case 'oauth1':
      return { type: 'oauth1', signatureMethod: scheme.signatureMethod };
    case 'oauth2': {
      const flow = scheme.flows.find(({ tokenUrl }) => tokenUrl !== undefined);
      const url = (text: string | undefined): string | undefined => belowServer(text, serverUrl);
      return {
        type: 'oauth2',
        tokenUrl: url(flow?.tokenUrl),
        refreshUrl: url(flow?.refreshUrl),
        clientAuthentication: flow?.clientAuthentication,
      };
    }
    case 'other':
      return { type: 'sign' };
  }
}

/** Where only the caller knows the server, a token URL on it is relative to the base URL. */
function belowServer(url: string | undefined, serverUrl: string | undefined): string | undefined {
  const isOpen = serverUrl?.includes('{') === true && url?.startsWith(`${serverUrl.replace(/\/$/u, '')}/`) === true;
  return isOpen ? url.slice(serverUrl.replace(/\/$/u, '').length + 1) : url;
}

function credentialType(scheme: SecurityScheme): string {
  switch (scheme.type) {
    case 'apiKey':
    case 'bearer':
      return 'Token';
    case 'basic':
      return 'BasicCredentials';
    case 'oauth1':
      return 'OAuth1Credentials';
    case 'oauth2':
      return 'OAuth2Credentials | Token';
    case 'other':
      return 'SignRequest';
  }
}
