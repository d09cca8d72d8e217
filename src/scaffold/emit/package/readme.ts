import type { JsonSchema, SecurityScheme } from '../../api-model.ts';
import { usedSchemes } from './client-files.ts';
import type { EndpointPlan } from './endpoint-plan.ts';
import { paginationOf } from './operation-spec.ts';
import type { GroupPlan, PackagePlan } from './plan.ts';
import { sampleInput } from './test-cases.ts';
import { firstSentence, literal, markdownText, memberAccess, memberName, quote } from './text.ts';

/** `README.md`, with one example that runs for each group. */
export function emitReadme(plan: PackagePlan): string {
  const { api, name } = plan.model;
  const [first] = plan.groups;
  const endpoints = plan.groups.reduce((count, group) => count + group.endpoints.length, 0);
  return [
    `# ${markdownText(name)}`,
    `A typed client for ${markdownText(api.title || name)} ${markdownText(api.version)}: ${counted(endpoints, 'operation')} in ${counted(plan.groups.length, 'group')}. Strict TypeScript, ES modules, Node 20 or later; its one dependency is zod.`,
    fence('sh', ['npm install', 'npm run build', 'npm test'].join('\n')),
    'The tests run from the sources, against a local server made of the examples of the description; they need Node 22.18 or later.',
    ...(first === undefined || plan.groups.length === 1 ? [] : [fence('ts', example(plan, first))]),
    credentials(plan),
    behaviour,
    plan.groups.length === 0 ? '' : '## Operations',
    ...plan.groups.map((group) => groupSection(plan, group)),
    smallBundles(plan),
    webhookSection(plan),
    livingWith,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function groupSection(plan: PackagePlan, group: GroupPlan): string {
  const rows = group.endpoints.map(({ id, endpoint: { operation } }) => {
    const text = markdownText(firstSentence(operation.summary ?? operation.description ?? ''));
    return `| \`${id}\` | \`${operation.method}\` ${markdownText(operation.path)} | ${text} |`;
  });
  return [
    `### ${markdownText(group.id)}`,
    fence('ts', example(plan, group)),
    ['| method | request | |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function example(plan: PackagePlan, group: GroupPlan): string {
  const endpoint = chooseEndpoint(group);
  const { model, clientName } = plan;
  const lines = [`import { ${clientName} } from ${quote(model.name)};`, '', ...clientLines(plan, endpoint)];
  if (endpoint === undefined) return lines.join('\n');
  return [...lines, ...callLines(plan, endpoint, `client${memberAccess(group.id)}`)].join('\n');
}

function callLines({ schemas }: PackagePlan, endpoint: EndpointPlan, group: string): readonly string[] {
  const input = exampleInput(endpoint, schemas.byIdentifier);
  const call = `${group}${memberAccess(endpoint.id)}(${input === '{}' ? '' : input})`;
  return paginationOf(endpoint) === undefined
    ? [`const result = await ${call};`, 'console.log(result);']
    : [`for await (const record of ${call}) console.log(record);`];
}

function clientLines({ model, clientName }: PackagePlan, endpoint: EndpointPlan | undefined): string[] {
  const accepted = endpoint?.endpoint.authMethods[0];
  const schemes = model.authMethods.find(({ name }) => name === accepted)?.schemes ?? [];
  const options = [
    ...(model.api.servers.some(({ url }) => /^https?:/iu.test(url)) ? [] : ["baseUrl: 'https://api.example.com',"]),
    ...(schemes.length === 0
      ? []
      : [
          'credentials: {',
          ...schemes.map(
            ({ name, scheme }) =>
              `  ${memberName(name)}: ${credentialExample(scheme, environmentName(model.name, name))},`,
          ),
          '},',
        ]),
  ];
  if (options.length === 0) return [`const client = new ${clientName}();`];
  return [`const client = new ${clientName}({`, ...options.map((line) => `  ${line}`), '});'];
}

function environmentName(...parts: readonly string[]): string {
  return parts
    .join('_')
    .replaceAll(/[^A-Za-z\d]+/gu, '_')
    .toUpperCase();
}

function credentialExample(scheme: SecurityScheme, variable: string): string {
  const read = (suffix = ''): string => `process.env[${quote(variable + suffix)}] ?? ''`;
  switch (scheme.type) {
    case 'apiKey':
    case 'bearer':
      return read();
    case 'basic':
      return `{ username: ${read('_USER')}, password: ${read('_PASSWORD')} }`;
    case 'oauth1':
      return `{ consumerKey: ${read('_KEY')}, consumerSecret: ${read('_SECRET')} }`;
    case 'oauth2':
      return `{ grant: 'client_credentials', clientId: ${read('_ID')}, clientSecret: ${read('_SECRET')} }`;
    case 'other':
      return "(request) => request.headers.set('authorization', '…')";
  }
}

/** The one that shows most with least: pages first, then a read, then whatever there is. */
function chooseEndpoint({ endpoints }: GroupPlan): EndpointPlan | undefined {
  const current = endpoints.filter(({ endpoint }) => endpoint.operation.deprecated !== true);
  return (
    current.find((plan) => paginationOf(plan) !== undefined) ??
    current.find(({ endpoint }) => endpoint.operation.method === 'GET') ??
    current[0] ??
    endpoints[0]
  );
}

function exampleInput(endpoint: EndpointPlan, schemas: ReadonlyMap<string, JsonSchema>): string {
  return literal(sampleInput(endpoint, schemas, { withOptional: false }).value);
}

/** The client knows all groups, so it carries them all. */
function smallBundles(plan: PackagePlan): string {
  const [group] = plan.groups;
  if (group === undefined || plan.groups.length === 1) return '';
  const { model, clientName } = plan;
  const endpoint = chooseEndpoint(group);
  const setUp = clientLines(plan, endpoint)
    .join('\n')
    .replace(`const client = new ${clientName}(`, `const ${groupVariable} = new ${group.className}(connect(`)
    .replace(/\);$/u, '));');
  const lines = [
    `import { connect } from ${quote(`${model.name}/connect`)};`,
    `import { ${group.className} } from ${quote(`${model.name}/groups/${group.file}`)};`,
    '',
    setUp,
    ...(endpoint === undefined ? [] : callLines(plan, endpoint, groupVariable)),
  ];
  return [
    '## Small bundles',
    'The client carries all groups. A program that needs one of them imports it by itself:',
    fence('ts', lines.join('\n')),
  ].join('\n\n');
}

const groupVariable = 'group';

function webhookSection({ webhooks, model }: PackagePlan): string {
  const [first] = webhooks;
  if (first === undefined) return '';
  const rows = webhooks.map(
    ({ name, webhook }) =>
      `| ${markdownText(name)} | \`${webhook.method}\` | ${markdownText(firstSentence(webhook.summary ?? webhook.description ?? ''))} |`,
  );
  return [
    '## Webhooks',
    'What the API sends by itself, typed by name. `readWebhook` reads a body and checks it against the description; it throws for anything else. It does not check who sent it: compare signatures or secrets before.',
    fence(
      'ts',
      [
        `import { readWebhook } from ${quote(model.name)};`,
        '',
        'export async function receive(request: Request): Promise<Response> {',
        `  const received = await readWebhook(${quote(first.name)}, await request.text());`,
        '  console.log(received);',
        '  return new Response(null, { status: 204 });',
        '}',
      ].join('\n'),
    ),
    ['| name | request | |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function credentials(plan: PackagePlan): string {
  const schemes = usedSchemes(plan);
  if (schemes.size === 0) return '';
  const rows = [...schemes].map(([name, scheme]) => {
    const text = markdownText(firstSentence(scheme.description ?? ''));
    return `| ${markdownText(name)} | ${schemeWords(scheme)} | ${text} |`;
  });
  return [
    '## Credentials',
    ['| name | kind | |', '| --- | --- | --- |', ...rows].join('\n'),
    'Each operation uses the first of its methods for which all credentials are there. Secrets can be given as `new Secret(text)`, which prints as `***`; a token can be given as an object with `get` and `invalidate`, which is asked for each request and once more after a 401. OAuth 2 takes the grants `client_credentials`, `password`, `authorization_code` and `refresh_token`; concurrent calls share one token request. `tokenLogin` is for APIs with a login of their own.',
  ].join('\n\n');
}

function schemeWords(scheme: SecurityScheme): string {
  switch (scheme.type) {
    case 'apiKey':
      return `key in ${scheme.in === 'header' ? 'header' : scheme.in} ${markdownText(scheme.name)}`;
    case 'basic':
      return 'user name and password';
    case 'bearer':
      return 'bearer token';
    case 'oauth1':
      return 'OAuth 1';
    case 'oauth2':
      return 'OAuth 2';
    case 'other':
      return `a function that signs the request (${markdownText(scheme.scheme)})`;
  }
}

const behaviour = `## What a call does

| | |
| --- | --- |
| result | the body, typed. \`onResponse\` in the options of a call gives status and headers |
| numbers | as they were sent, from answer to request. Whole numbers beyond 2^53 are \`bigint\`s (\`number \\| bigint\` where the description says that they occur), other numbers that JavaScript cannot hold are \`ExactNumber\`s, which count as the nearest number and keep their digits as text. \`parseJson\` and \`stringifyJson\` do the same for JSON of your own |
| pages | \`for await (const record of client.group.list())\` reads all records of all pages, \`.pages()\` all pages, \`await\` one page |
| errors | \`HttpError\` with \`status\` and the parsed \`body\`, \`RateLimitedError\` (429), \`TimeoutError\`, \`NetworkError\`, \`RequestError\` and \`ResponseError\` (what cannot be written or read as described, or is larger than \`maxResponseBytes\`), \`ValidationError\`, \`AuthenticationError\`, \`PaginationError\`, \`GraphqlError\`. They name the request and the first 500 characters of the answer, without secrets. \`isHttpError<group.MethodErrors, 404>(error, 404)\` types the body |
| retries | up to 4 attempts within 2 minutes, not counting those that the server puts off (429, 503 with \`Retry-After\`): these are always repeated, others (a lost answer, 408, 425, 500, 502, 503, 504) only where a repetition does no harm or the request has an idempotency key. \`Retry-After\` and the reset headers of rate limits are honoured, else exponential back-off with full jitter; a longer wait than is left fails at once, with \`retryAfterMs\`. \`retry: false\` turns it off |
| limits | a token bucket of \`rateLimit\` requests; 60 s for an attempt (\`timeoutMs\`); \`signal\` aborts a call wherever it is |
| validation | \`validation: 'off' \\| 'warn' \\| 'strict'\` for the client or for one call. \`warn\`, the default, reports and goes on. New members and new values of enumerations are no failure even when strict. The zod schemas themselves are exported under \`/schemas\`, each as a function that builds it when it is called |
| redirects | up to 5 for GET and HEAD; credentials never leave the origin |`;

const livingWith = `## Changes

Everything is generated but \`package.json\`, \`src/overrides.ts\` and \`overlay.yaml\`, which are written once and then yours. Use \`src/overrides.ts\` for what the description gets wrong, and \`overlay.yaml\` for what was detected wrongly. After a change of the description, \`repatch scaffold --check\` says whether this package is stale and \`--update\` renews it; a generated file that you edited is not replaced.`;
