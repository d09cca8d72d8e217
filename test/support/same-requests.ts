import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { resolveProfile } from '../../src/config/profile.ts';
import type { ConnectorDefinition, Endpoint } from '../../src/connector/definition.ts';
import type { Instance } from '../../src/connector/instance.ts';
import { TerminalError } from '../../src/contract/errors.ts';
import type { EndpointCall } from '../../src/contract/http-call.ts';
import { createContext } from '../../src/runtime/create-context.ts';
import { createHttpClient } from '../../src/runtime/http/client.ts';
import type { ConnectorModel } from '../../src/scaffold/connector-model.ts';
import { emitDefinition } from '../../src/scaffold/emit/definition.ts';
import type { EndpointPlan } from '../../src/scaffold/emit/package/endpoint-plan.ts';
import { planPackage } from '../../src/scaffold/emit/package/plan.ts';
import { sampleInput } from '../../src/scaffold/emit/package/test-cases.ts';
import { testPorts } from './fake-ports.ts';

/** Where everything would go. Nothing is sent. */
const origin = 'https://api.example.test';

const elsewhere = 'https://elsewhere.example.test';

/** A request in a form that can be compared: headers and query pairs in order, boundaries and nonces taken out. */
export interface Shown {
  readonly request: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Difference {
  /** `GET /orders`, and which of its inputs. */
  readonly operation: string;
  readonly byPackage: Shown | string;
  readonly byRuntime: Shown | string;
}

export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

type Input = Readonly<Record<string, unknown>>;
type Client = Readonly<
  Record<string, Readonly<Record<string, (input: object, options?: object) => PromiseLike<unknown>>>>
>;

/**
 * Every operation, called with all that it takes and with what it cannot do without: the request that the package in `folder`
 * sends, beside the one that flows send by the definition.
 */
export async function compareRequests(connector: ConnectorModel, folder: string): Promise<Comparison> {
  const definition = emitDefinition(connector);
  const byName = new Map((definition.endpoints ?? []).map((endpoint) => [endpoint.name, endpoint]));
  const plan = planPackage(connector);
  const call = await packageCaller(folder, serversOf(connector));
  const differences: Difference[] = [];
  let compared = 0;
  for (const group of plan.groups)
    for (const endpointPlan of group.endpoints) {
      const endpoint = byName.get(endpointPlan.endpoint.title);
      // fetch sends none.
      if (endpoint === undefined || endpoint.method === 'TRACE') continue;
      for (const withOptional of [true, false]) {
        const sample = sampleInput(endpointPlan, plan.schemas.byIdentifier, { withOptional }).value;
        const asked = withDefaults(withPages(sample, endpointPlan, endpoint), endpointPlan, endpoint);
        const input = withFiles(withoutKey(asked, endpointPlan, endpoint), endpoint);
        const byPackage = await call(group.id, endpointPlan.id, input.forPackage);
        const byRuntime = await runtimeRequest(definition, endpoint, endpointPlan, input.forRuntime);
        compared++;
        if (JSON.stringify(byPackage) !== JSON.stringify(byRuntime))
          differences.push({
            operation: `${endpointPlan.endpoint.key} (${withOptional ? 'all' : 'least'})`,
            byPackage,
            byRuntime,
          });
      }
    }
  return { compared, differences };
}

/** Pages begin at the first, of the size that the definition asks for. */
function withPages(input: Input, { parameters }: EndpointPlan, { pagination }: Endpoint): Input {
  if (pagination === undefined) return input;
  const settings = pagination as Readonly<Record<string, unknown>>; // each method has members of its own
  const first: Record<string, unknown> = { pageParameter: settings['firstPage'] ?? 1, offsetParameter: 0 };
  first['limitParameter'] = settings['limit'];
  const values = new Map<unknown, unknown>();
  for (const name of ['pageParameter', 'limitParameter', 'offsetParameter', 'tokenParameter'])
    if (settings[name] !== undefined) values.set(settings[name], first[name]);
  const isInBody = settings['in'] === 'body';
  const changed: Record<string, unknown> = { ...input };
  for (const { parameter, key } of isInBody ? [] : parameters)
    if (parameter.in === 'query' && values.has(parameter.name)) changed[key] = values.get(parameter.name);
  if (isInBody)
    // Pages are set last.
    changed['body'] = Object.fromEntries([
      ...Object.entries(input['body'] ?? {}).filter(([name]) => !values.has(name)),
      ...[...values].filter(([, value]) => value !== undefined),
    ]) as unknown;
  return changed;
}

/** What a collection always sends is a value of the definition, and one of the caller's for the package. */
function withDefaults(input: Input, { parameters }: EndpointPlan, endpoint: Endpoint): Input {
  const known = new Map((endpoint.variables ?? []).map(({ key, default: value }) => [key, value]));
  const changed: Record<string, unknown> = { ...input };
  for (const { parameter, key } of parameters) {
    const place = parameter.in === 'query' ? 'url' : parameter.in;
    const found = endpoint.params?.find((one) => one.in === place && one.key === parameter.name);
    const value = known.get(keyIn(found?.value) ?? '');
    if (changed[key] === undefined && value !== undefined) changed[key] = value;
  }
  return changed;
}

/** The idempotency key is an option of the call. */
function withoutKey(input: Input, { parameters }: EndpointPlan, { idempotencyKey }: Endpoint): Input {
  const own = parameters.filter(
    ({ parameter }) =>
      parameter.in === 'header' &&
      idempotencyKey !== undefined &&
      'header' in idempotencyKey &&
      parameter.name === idempotencyKey.header,
  );
  return Object.fromEntries(Object.entries(input).filter(([name]) => !own.some(({ key }) => key === name)));
}

/** A file is a blob to the package, and text to flows. */
function withFiles(input: Input, { encoding }: Endpoint): { forPackage: Input; forRuntime: Input } {
  const members = encoding?.members ?? {};
  const { body } = input;
  if (typeof body !== 'object' || body === null || !Object.values(members).some(({ file }) => file === true))
    return { forPackage: input, forRuntime: input };
  const blob = (name: string, value: unknown): unknown =>
    Array.isArray(value)
      ? value.map((item) => blob(name, item))
      : new Blob([String(value)], { type: members[name]?.contentType ?? 'application/octet-stream' });
  const changed = Object.entries(body).map(([name, value]) => [
    name,
    members[name]?.file === true ? blob(name, value) : value,
  ]);
  return { forPackage: { ...input, body: Object.fromEntries(changed) as unknown }, forRuntime: input };
}

type Call = (group: string, method: string, input: Input) => Promise<Shown | string>;

/** Servers of single operations whose address has variables without a value. */
function serversOf({ api }: ConnectorModel): Readonly<Record<string, string>> {
  const urls = api.operations.flatMap(({ servers = [] }) => servers.map(({ url }) => url));
  return Object.fromEntries(urls.filter((url) => /^\{[^{}]+\}$/u.test(url)).map((url) => [url, elsewhere]));
}

async function packageCaller(folder: string, servers: Readonly<Record<string, string>>): Promise<Call> {
  const load = async (file: string): Promise<unknown> => import(pathToFileURL(join(folder, file)).href);
  const { Client } = (await load('test/support/client.ts')) as { Client: new (options: object) => Client };
  const { testCredentials } = (await load('test/support/cases.ts')) as { testCredentials: (origin: string) => object };
  const sent: Promise<Shown>[] = [];
  const client = new Client({
    baseUrl: origin,
    servers,
    credentials: testCredentials(origin),
    rateLimit: false,
    retry: false,
    validation: 'off',
    fetch: (url: URL | string, request: RequestInit) => {
      if (new URL(url).pathname === '/oauth-token')
        return Promise.resolve(Response.json({ access_token: 'test-token', expires_in: 3600 }));
      sent.push(shownRequest(new Request(url, request), [...new Headers(request.headers).keys()]));
      return Promise.resolve(new Response(null, { status: 204 }));
    },
  });
  return async (group, method, input) => {
    sent.length = 0;
    let failure = 'nothing was sent';
    try {
      await client[group]?.[method]?.(input, { idempotencyKey: 'KEY' });
    } catch (error) {
      failure = String(error);
    }
    return (await sent[0]) ?? failure;
  };
}

async function shownRequest(request: Request, names: readonly string[]): Promise<Shown> {
  // What fetch sends where nothing is asked for.
  const headers: Record<string, string> = { accept: '*/*' };
  for (const name of new Set([...names, ...(request.headers.has('content-type') ? ['content-type'] : [])]))
    headers[name] = request.headers.get(name) ?? '';
  return shown(request.method, request.url, headers, await request.text());
}

function shown(method: string, url: string, headers: Readonly<Record<string, string>>, body: string): Shown {
  const { origin: server, pathname, search } = new URL(url);
  const query = search.slice(1).split('&').toSorted().join('&');
  const [, boundary] = /boundary=([^;\s]+)/u.exec(headers['content-type'] ?? '') ?? [];
  const plain = (text: string): string => (boundary === undefined ? text : text.replaceAll(boundary, 'BOUNDARY'));
  const sorted = Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    request: `${method} ${server}${pathname}${query === '' ? '' : `?${query}`}`,
    headers: Object.fromEntries(sorted.map(([name, value]) => [name, plain(withoutNonce(name, value))])),
    body: plain(body),
  };
}

/** Signatures of OAuth 1 have a time and a nonce. */
function withoutNonce(name: string, value: string): string {
  return name === 'authorization' && value.startsWith('OAuth ') ? 'OAuth' : value;
}

/** Values of credentials, as the package's own test credentials have them. */
const credentials: Readonly<Record<string, string>> = {
  username: 'ada',
  password: 'test-password',
  client_id: 'id',
  client_secret: 'secret',
  refresh_token: 'secret',
  consumer_key: 'key',
  consumer_secret: 'secret',
  token_secret: 'secret',
};

async function runtimeRequest(
  definition: ConnectorDefinition,
  endpoint: Endpoint,
  plan: EndpointPlan,
  input: Input,
): Promise<Shown | string> {
  const [method] = endpoint.authMethods ?? [];
  const used = definition.authMethods?.find(({ name }) => name === method);
  // OAuth 1 calls its token as bearer tokens do.
  const isOAuth1 = [used, ...(used?.and ?? [])].some((one) => one?.type === 'oauth1');
  const valueOf = (key: string): string => credentials[key] ?? (key === 'token' && isOAuth1 ? 'token' : 'test-token');
  const values = Object.fromEntries((used?.variables ?? []).map(({ key }) => [key, valueOf(key)]));
  const open = (definition.variables ?? [])
    .filter(({ default: value }) => value === undefined)
    .map(({ key }) => [key, 'value']);
  const [, host] = /^\{\{([^{}]+)\}\}/u.exec(endpoint.url ?? '') ?? [];
  const ofServers = host === undefined ? {} : { [host]: elsewhere };
  const instance: Instance = {
    name: 'Test',
    connector: definition.name,
    ...(method === undefined ? {} : { authMethod: method }),
    values: { ...(Object.fromEntries(open) as Record<string, string>), ...ofServers, ...values, baseUrl: origin },
  };
  let sent: Shown | undefined;
  const ports = {
    ...testPorts(),
    hooks: new Map(
      (definition.authMethods ?? [])
        .flatMap(({ hook, and = [] }) => [hook, ...and.map((one) => one.hook)])
        .map((hook) => [hook ?? '', () => ({ 'x-signature': 'signed' })]),
    ),
    http: {
      send: (request: {
        method: string;
        url: string;
        headers: Readonly<Record<string, string>>;
        body?: string | Uint8Array;
      }) => {
        if ((used?.url ?? '') !== '' && request.headers['accept'] === 'application/json' && isTokenRequest(request))
          return Promise.resolve({
            status: 200,
            headers: {},
            body: new TextEncoder().encode('{"access_token":"test-token","expires_in":3600}'),
          });
        const { body = '' } = request;
        sent ??= shown(
          request.method,
          request.url,
          { ...request.headers },
          typeof body === 'string' ? body : new TextDecoder().decode(body),
        );
        return Promise.resolve({ status: 204, headers: {}, body: new Uint8Array() });
      },
      close: () => Promise.resolve(),
    },
  };
  const { context } = createContext({
    name: 'Requests',
    company: 'Acme',
    connectors: new Map([[definition.name, definition]]),
    instances: new Map([['Test', instance]]),
    nowMs: 0,
    ports,
    profile: resolveProfile({}),
    signal: new AbortController().signal,
    run: 'requests',
  });
  const call: EndpointCall = {
    connector: definition,
    endpoint,
    instance,
    variables: variablesOf(endpoint, plan, input),
    timeoutMs: 1000,
    retries: 0,
    step: 'Request',
  };
  let failure = 'nothing was sent';
  try {
    const client = createHttpClient(context);
    if (endpoint.direction === 'Receive') for await (const _page of client.receive(call)) break;
    else await client.send(call, payloadOf(endpoint, input), { format: formatOf(endpoint), ...keyOf(endpoint) });
  } catch (error) {
    failure = error instanceof TerminalError ? `${error.code}: ${error.message}` : String(error);
  }
  return sent ?? failure;
}

function isTokenRequest({ body }: { body?: string | Uint8Array }): boolean {
  return typeof body === 'string' && body.includes('grant_type=');
}

function keyOf({ idempotencyKey }: Endpoint): { idempotencyKey?: string } {
  return idempotencyKey === undefined ? {} : { idempotencyKey: 'KEY' };
}

function formatOf({ bodyType }: Endpoint): 'json' | 'xml' | 'txt' {
  return bodyType === 'xml' ? 'xml' : bodyType === 'text' ? 'txt' : 'json';
}

function payloadOf({ bodyType, payloadPath }: Endpoint, { body }: Input): string {
  if (body === undefined) return '';
  const inner = payloadPath === undefined ? body : (body as Record<string, unknown>)[payloadPath];
  if (inner === undefined) return '';
  return typeof inner === 'string' && (bodyType === 'xml' || bodyType === 'text') ? inner : JSON.stringify(inner);
}

/** The variables that a step would set, for the same values. */
function variablesOf(
  endpoint: Endpoint,
  { parameters, endpoint: { operation } }: EndpointPlan,
  input: Input,
): Record<string, string> {
  const inPath = Array.from(operation.path.matchAll(/\{([^{}]+)\}/gu), ([, name = '']) => name);
  const tokens = Array.from((endpoint.url ?? '').matchAll(/\{\{([^{}]+)\}\}/gu), ([, key = '']) => key).slice(
    -inPath.length,
  );
  const values: Record<string, string> = {};
  const places: Readonly<Record<string, string>> = { query: 'url', header: 'header', cookie: 'cookie' };
  for (const { parameter, key } of parameters) {
    const value = input[key];
    if (value === undefined) continue;
    const found = endpoint.params?.find((one) => one.in === places[parameter.in] && one.key === parameter.name);
    const variable = parameter.in === 'path' ? tokens[inPath.indexOf(parameter.name)] : keyIn(found?.value);
    if (variable !== undefined) values[variable] = textOf(value, found?.json === true);
  }
  const body = input['body'];
  if (endpoint.direction === 'Receive' && typeof body === 'object' && body !== null)
    for (const [name, value] of Object.entries(body)) {
      const found = endpoint.params?.find((one) => one.in === 'body' && one.key === name);
      const variable = keyIn(found?.value);
      if (variable !== undefined) values[variable] = textOf(value, false);
    }
  return values;
}

function keyIn(value: string | undefined): string | undefined {
  return /\{\{([^{}]+)\}\}/u.exec(value ?? '')?.[1];
}

function textOf(value: unknown, isJson: boolean): string {
  if (isJson || (typeof value === 'object' && value !== null)) return JSON.stringify(value);
  return value === null ? '' : String(value as string | number | boolean);
}
