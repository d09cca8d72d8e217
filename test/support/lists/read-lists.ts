import { PaginationError } from '../../../templates/connector/src/runtime/pagination-error.ts';
import { Core } from '../../../templates/connector/src/runtime/core.ts';
import { HttpError } from '../../../templates/connector/src/runtime/errors.ts';
import { stringifyJson } from '../../../templates/connector/src/runtime/json.ts';
import type { Pagination as PackagePagination } from '../../../templates/connector/src/runtime/pagination.ts';
import { resolveProfile } from '../../../src/config/profile.ts';
import { connectorSchema } from '../../../src/connector/definition.ts';
import { isRunError, RetryableError } from '../../../src/contract/errors.ts';
import type { HttpPort } from '../../../src/contract/ports.ts';
import { createContext } from '../../../src/runtime/create-context.ts';
import { createHttpClient } from '../../../src/runtime/http/client.ts';
import { parseJson } from '../../../src/text/json-codec.ts';
import { compilePath } from '../../../src/text/path.ts';
import { testPorts } from '../fake-ports.ts';
import type { GeneratedList, ListAnswer, ListRequest } from './generate-list.ts';
import type { Random } from './random.ts';

/** What became of reading a list. */
export interface Reading {
  /** The records that arrived, as JSON. */
  readonly records: readonly string[];
  /** How it failed, where it did: a code, or a reason. Anything else is thrown. */
  readonly failure?: string;
  readonly requests: number;
  /** Requests that were under way when the reading had ended. */
  readonly leftOver: number;
}

interface Counts {
  requests: number;
  underWay: number;
}

/** Reads with the runtime of flows. `http`: how requests reach the server; absent: without a network. */
export async function readWithRuntime(
  list: GeneratedList,
  random: Random,
  concurrency?: number,
  http?: { readonly port: HttpPort; readonly origin: string },
): Promise<Reading> {
  const counts: Counts = { requests: 0, underWay: 0 };
  const ports = { ...testPorts(), http: http?.port ?? portTo(list.open(), random, counts) };
  const endpoint = {
    name: 'List',
    direction: 'Receive',
    url: 'orders',
    ...list.endpoint,
    pagination: list.pagination,
    ...(concurrency === undefined ? {} : { concurrency }),
  };
  const connector = connectorSchema.parse({ name: 'shop', protocol: 'HTTP', endpoints: [endpoint] });
  const [parsed] = connector.endpoints ?? [];
  if (parsed === undefined) throw new Error('The definition has one endpoint');
  const instance = {
    name: 'Shop',
    connector: 'shop',
    values: { baseUrl: http?.origin ?? 'http://api.example' },
  };
  const { context } = createContext({
    name: 'Law',
    company: 'Acme',
    connectors: new Map([['shop', connector]]),
    instances: new Map([['Shop', instance]]),
    nowMs: 0,
    ports,
    profile: resolveProfile({ 'connector.backoff': 'none' }),
    signal: new AbortController().signal,
    run: 'law',
  });
  const call = { connector, endpoint: parsed, instance, variables: {}, timeoutMs: 10_000, retries: 9, step: 'Pull' };
  const recordsOf = compilePath(parsed.dataPath ?? '');
  const records: string[] = [];
  const outcome = await failureOf(async () => {
    for await (const { payload } of createHttpClient(context).receive(call)) {
      const found = recordsOf(payload.value);
      for (const record of Array.isArray(found) ? found : []) records.push(JSON.stringify(record));
    }
  });
  return { records, ...outcome, requests: counts.requests, leftOver: counts.underWay };
}

/** A port whose server answers in any order, without a network. */
function portTo(serve: (request: ListRequest) => ListAnswer, random: Random, counts: Counts): HttpPort {
  return {
    async send({ url, body, signal }) {
      counts.requests++;
      counts.underWay++;
      try {
        for (let turns = random.whole(0, 3); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
        if (random.oneIn(40))
          throw new RetryableError({ code: 'run/connection-failed', message: 'The connection broke.' });
        const given = typeof body === 'string' && body !== '' ? parseJson(body) : undefined;
        const { status, headers = {}, text } = serve({ url: new URL(url), body: given });
        return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(text) };
      } finally {
        counts.underWay--;
      }
    },
    close: () => Promise.resolve(),
  };
}

const kinds: Readonly<Record<string, PackagePagination['kind']>> = {
  'Page number parameter': 'page-number',
  'Limit offset': 'offset',
  'Next Page URL': 'next-url',
  'Link Header': 'link-header',
  'Next page token': 'token',
};

/** Whether packages read such lists: they leave those that are asked for in the body to their callers. */
export function isForPackages({ endpoint, pagination }: GeneratedList): boolean {
  return kinds[pagination.method] !== undefined && endpoint['method'] === 'GET';
}

/** Reads with the client of a generated package. */
export async function readWithPackage(list: GeneratedList, random: Random, pagesAhead: number): Promise<Reading> {
  const { method, ...options } = list.pagination;
  const dataPath = list.endpoint['dataPath'];
  const pagination = { kind: kinds[method], ...(dataPath === undefined ? {} : { dataPath }), ...options };
  const counts: Counts = { requests: 0, underWay: 0 };
  const port = portTo(list.open(), random, counts);
  const core = new Core(
    { name: 'shop', baseUrl: 'http://api.example', schemes: {}, authMethods: {} },
    {
      validation: 'off',
      retry: { attempts: 9 },
      clock: { now: () => 0, wait: () => Promise.resolve(), random: () => 0.5 },
      async fetch(url, init) {
        const { status, headers, body } = await port.send({
          method: 'GET',
          url: String(url instanceof Request ? url.url : url),
          headers: {},
          timeoutMs: 0,
          ...(init?.signal ? { signal: init.signal } : {}),
        });
        return new Response(Buffer.from(body), { status, headers: { ...headers } });
      },
    },
    {},
  );
  const spec = {
    id: 'orders.list',
    method: 'GET',
    path: '/orders',
    isSafeToRetry: true,
    parameters: ['page', 'limit', 'after'].map((name) => ({ name, in: 'query' }) as const),
    pagination: pagination as unknown as PackagePagination, // the same options under another name
    validators: () => Promise.resolve({}),
  };
  const records: string[] = [];
  const outcome = await failureOf(async () => {
    const limit = options['limit'];
    const input = limit === undefined ? {} : { limit };
    for await (const record of core.paged(spec, input, { pagesAhead })) records.push(stringifyJson(record) ?? '');
  });
  return { records, ...outcome, requests: counts.requests, leftOver: counts.underWay };
}

async function failureOf(read: () => Promise<void>): Promise<Pick<Reading, 'failure'>> {
  try {
    await read();
    return {};
  } catch (error) {
    if (isRunError(error)) return { failure: error.code };
    if (error instanceof PaginationError) return { failure: error.reason };
    if (error instanceof HttpError) return { failure: String(error.status) };
    throw error;
  }
}
