import { parseJson } from '../text/json-codec.ts';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import { compilePath } from '../text/path.ts';
import { openGate, type Gate } from './credentials.ts';
import { compileRoutes } from './endpoint-route.ts';
import type { FaultPlan, RequestKind } from './faults.ts';
import { filterRecords } from './filter-records.ts';
import { answerPage } from './pages.ts';
import { Sink } from './sink.ts';

/** One request as a simulated third party saw it. Its own address is not part of it. */
export interface ArrivedRequest {
  readonly kind: RequestKind;
  /** Name of the connector definition. */
  readonly party: string;
  readonly instance: string;
  readonly endpoint?: string;
  readonly method: string;
  /** Path below the base URL of the instance. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Parsed JSON, or text; absent without a body. */
  readonly body?: unknown;
  /** Status of the answer. */
  readonly status: number;
}

/** What the third parties have and how they behave while a run is on. */
export interface Behaviour {
  /** Records that a Receive endpoint lists. */
  readonly records: (party: string, endpoint: Endpoint) => readonly unknown[];
  readonly pageSize: (party: string, endpoint: Endpoint) => number;
  readonly faults: FaultPlan;
  readonly nowMs: number;
  readonly arrived: (request: ArrivedRequest) => void;
}

export interface ThirdParty {
  readonly origin: string;
  /** Base URL of one instance. */
  baseUrl(instance: string): string;
  /** What was stored, by instance and path. */
  state(): ReadonlyMap<string, readonly unknown[]>;
  close(): Promise<void>;
}

interface Tenant {
  readonly instance: string;
  readonly gate: Gate;
  readonly sink: Sink;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A real server on 127.0.0.1, port 0, that behaves as one connector definition says. Every instance has a path of its
 * own below it, so that a request with the wrong instance is seen.
 */
export async function startThirdParty(
  connector: ConnectorDefinition,
  instances: readonly Instance[],
  behaviour: () => Behaviour,
): Promise<ThirdParty> {
  const tenants = instances.map((instance) => ({
    instance: instance.name,
    gate: openGate(connector, instance),
    sink: new Sink(),
  }));
  const answer = compileAnswer(connector, behaviour);
  let origin = '';
  const server = http.createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', origin);
      const [, prefix = '', path = '/'] = /^\/(\d+)(\/.*)?$/u.exec(url.pathname) ?? [];
      const tenant = tenants[Number(prefix)];
      const result =
        tenant === undefined || prefix === ''
          ? { status: 404, body: { error: 'no such instance' } }
          : answer(tenant, { request, url, path, body });
      response.writeHead(result.status, { 'content-type': 'application/json', ...result.headers });
      response.end(JSON.stringify(result.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP gives an AddressInfo
  return {
    origin,
    baseUrl: (instance) => `${origin}/${tenants.findIndex((tenant) => tenant.instance === instance)}`,
    state: () =>
      new Map(
        tenants.flatMap(({ instance, sink }) =>
          Array.from(sink.state(), ([path, stored]) => [`${instance} ${path}`, stored] as const),
        ),
      ),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Incoming {
  readonly request: http.IncomingMessage;
  readonly url: URL;
  readonly path: string;
  readonly body: string;
}

function compileAnswer(
  connector: ConnectorDefinition,
  behaviour: () => Behaviour,
): (tenant: Tenant, incoming: Incoming) => Answer {
  const findEndpoint = compileRoutes(connector);
  return (tenant, { request, url, path, body }) => {
    const { headers, method = 'GET' } = request;
    const query = url.searchParams;
    const asking = { path, query, headers, body };
    const login = tenant.gate.login(asking);
    const endpoint = login === undefined ? findEndpoint(method, path, query) : undefined;
    const kind = kindOf(login !== undefined, endpoint);
    const decide = (): Answer => {
      const fault = behaviour().faults(kind);
      if (fault !== undefined) return { ...fault, body: { error: 'simulated failure' } };
      if (login !== undefined) return login;
      if (!tenant.gate.admits(asking)) return { status: 401, body: { error: 'unauthorised' } };
      if (endpoint === undefined) return { status: 404, body: { error: 'no such endpoint' } };
      if (endpoint.direction === 'Receive')
        return { status: 200, ...list(connector.name, endpoint, { url, headers, body }, behaviour()) };
      const idempotencyKey = keyOf(endpoint, headers, body);
      return tenant.sink.store({
        method,
        path,
        body: parse(body),
        isItem: (endpoint.url ?? '').includes('{{'),
        idempotencyKey,
      });
    };
    const result = decide();
    behaviour().arrived({
      kind,
      party: connector.name,
      instance: tenant.instance,
      ...(endpoint === undefined ? {} : { endpoint: endpoint.name }),
      method,
      path,
      query: [...query].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
      ...(body === '' ? {} : { body: parse(body) }),
      status: result.status,
    });
    return result;
  };
}

/** The idempotency key of a request, where its endpoint takes one. */
function keyOf({ idempotencyKey }: Endpoint, headers: http.IncomingHttpHeaders, body: string): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  const key =
    'header' in idempotencyKey
      ? headers[idempotencyKey.header.toLowerCase()]
      : compilePath(idempotencyKey.body)(parse(body));
  return typeof key === 'string' ? key : undefined;
}

function kindOf(isLogin: boolean, endpoint: Endpoint | undefined): RequestKind {
  if (isLogin) return 'login';
  if (endpoint === undefined) return 'unknown';
  return endpoint.direction === 'Receive' ? 'pull' : 'push';
}

function list(
  party: string,
  endpoint: Endpoint,
  { url, headers, body }: { readonly url: URL; readonly headers: http.IncomingHttpHeaders; readonly body: string },
  { records, pageSize, nowMs }: Behaviour,
): Pick<Answer, 'body' | 'headers'> {
  const fitting = filterRecords(records(party, endpoint), endpoint, { query: url.searchParams, headers }, nowMs);
  return answerPage(fitting, endpoint, { url, body: parse(body) }, pageSize(party, endpoint));
}

function parse(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    return body;
  }
}
