import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectorDefinition } from '../../src/connector/definition.ts';
import type { Instance } from '../../src/connector/instance.ts';
import { emitInstances } from '../../src/scaffold/emit/instances.ts';
import { scaffoldFile } from '../../src/scaffold/project/scaffold.ts';
import { startServer, type Answer, type Received, type TestServer } from '../support/http-server.ts';
import { runScript } from '../support/run-cli.ts';
import { corpus } from './documents.ts';

/** What a request asks for, in short. */
interface Asked {
  readonly get: (name: string) => string | undefined;
  readonly number: (name: string, usual: number, most?: number) => number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly url: URL;
  readonly origin: string;
}

interface Row {
  readonly api: string;
  readonly document: string;
  readonly operation: string;
  /** Below the origin, as the first server of the description has it. */
  readonly base?: string;
  /** Values of the path and what else has to be given. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What the user answers in the overlay, where the description leaves a question open. */
  readonly answers?: object;
  readonly record?: (index: number) => object;
  /** An answer as the documentation of the API describes it; written from it, not from what the scaffolder found. */
  readonly answer: (records: readonly Record<string, unknown>[], asked: Asked) => Answer;
  readonly recordsOf: (body: never) => readonly { readonly n: number }[];
}

type Records = readonly Record<string, unknown>[];
type Listed = readonly { readonly n: number }[];
const at =
  (...path: readonly string[]) =>
  (body: never): Listed =>
    path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body) as Listed;
const bare = (body: never): Listed => body;

function page(records: Records, number: number, size: number): Records {
  return records.slice((number - 1) * size, number * size);
}

const rows: readonly Row[] = [
  {
    api: 'Stripe: the id of the last record',
    document: 'openapi/stripe.yaml',
    operation: 'GET /v1/customers',
    record: (index) => ({ id: `cus_${index}`, object: 'customer' }),
    answer(records, { get, number }) {
      const start = records.findIndex(({ id }) => id === get('starting_after')) + 1;
      const size = number('limit', 10, 100);
      return {
        json: {
          object: 'list',
          url: '/v1/customers',
          has_more: start + size < records.length,
          data: records.slice(start, start + size),
        },
      };
    },
    recordsOf: at('data'),
  },
  {
    api: 'GitHub: a Link header',
    document: 'openapi/github-rest.min.json',
    operation: 'GET /repos/{owner}/{repo}/issues',
    variables: { owner: 'acme', repo: 'shop' },
    answer(records, { number, url }) {
      const size = number('per_page', 30, 100);
      const current = number('page', 1);
      const last = Math.ceil(records.length / size);
      const to = (target: number, rel: string): string => {
        const link = new URL(url);
        link.searchParams.set('page', String(target));
        return `<${link.href}>; rel="${rel}"`;
      };
      const links =
        current < last ? [to(current + 1, 'next'), to(last, 'last')] : [to(current - 1, 'prev'), to(1, 'first')];
      return { json: page(records, current, size), headers: { link: links.join(', ') } };
    },
    recordsOf: bare,
  },
  {
    api: 'HubSpot: a cursor in the answer',
    document: 'openapi/hubspot-crm-contacts-v3.json',
    operation: 'GET /crm/v3/objects/contacts',
    answer(records, { number }) {
      const [start, size] = [number('after', 0), number('limit', 10, 100)];
      const next = start + size;
      const paging = next < records.length ? { paging: { next: { after: String(next), link: `?after=${next}` } } } : {};
      return { json: { results: records.slice(start, next), ...paging } };
    },
    recordsOf: at('results'),
  },
  {
    api: 'HubSpot: a cursor in the body of a search',
    document: 'openapi/hubspot-crm-contacts-v3.json',
    operation: 'POST /crm/v3/objects/contacts/search',
    variables: { filterGroups: '[]', properties: '[]', sorts: '[]', query: '', limit: '200', after: '' },
    answer(records, { body }) {
      const [start, size] = [Number(body['after'] ?? 0), Math.min(Number(body['limit'] ?? 10), 200)];
      const next = start + size;
      const paging = next < records.length ? { paging: { next: { after: String(next) } } } : {};
      return { json: { total: records.length, results: records.slice(start, next), ...paging } };
    },
    recordsOf: at('results'),
  },
  {
    api: 'BigCommerce: a query of the next page',
    document: 'openapi/bigcommerce-catalog-v3.yml',
    operation: 'GET /catalog/products',
    answer(records, { number }) {
      const [current, size] = [number('page', 1), number('limit', 50, 250)];
      const last = Math.ceil(records.length / size);
      const links = {
        current: `?page=${current}&limit=${size}`,
        ...(current < last ? { next: `?page=${current + 1}&limit=${size}` } : {}),
      };
      const pagination = {
        total: records.length,
        count: size,
        per_page: size,
        current_page: current,
        total_pages: last,
        links,
      };
      return { json: { data: page(records, current, size), meta: { pagination } } };
    },
    recordsOf: at('data'),
  },
  {
    api: 'BigCommerce: pages that end without content',
    document: 'openapi/bigcommerce-orders-v2.yml',
    operation: 'GET /orders',
    answer(records, { number }) {
      const found = page(records, number('page', 1), number('limit', 50, 250));
      return found.length === 0 ? { status: 204 } : { json: found };
    },
    recordsOf: bare,
  },
  {
    api: 'Twilio: the address of the next page below the host',
    document: 'openapi/twilio-api-v2010.json',
    operation: 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json',
    variables: { AccountSid: `AC${'0'.repeat(32)}` },
    answer(records, { number, url }) {
      const [current, size] = [number('Page', 0), Math.min(number('PageSize', 50, 1000), 300)];
      const isLast = (current + 1) * size >= records.length;
      const next = `${url.pathname}?PageSize=${size}&Page=${current + 1}&PageToken=PA${current}`;
      return {
        json: {
          messages: page(records, current + 1, size),
          page: current,
          page_size: size,
          first_page_uri: `${url.pathname}?PageSize=${size}&Page=0`,
          next_page_uri: isLast ? null : next,
          previous_page_uri: null,
          uri: url.pathname,
        },
      };
    },
    recordsOf: at('messages'),
  },
  {
    api: 'DigitalOcean: links with whole addresses, and none at the end',
    document: 'openapi/digitalocean-multifile/DigitalOcean-public.v2.yaml',
    operation: 'GET /v2/domains',
    answer(records, { number, origin }) {
      const [current, size] = [number('page', 1), number('per_page', 20, 200)];
      const last = Math.ceil(records.length / size);
      const link = (target: number): string => `${origin}/v2/domains?page=${target}&per_page=${size}`;
      const pages =
        current < last ? { last: link(last), next: link(current + 1) } : { first: link(1), prev: link(current - 1) };
      return { json: { domains: page(records, current, size), links: { pages }, meta: { total: records.length } } };
    },
    recordsOf: at('domains'),
  },
  {
    api: 'Adobe Commerce: the last page again after the last',
    document: 'openapi/adobe-commerce-admin-2.4.8.yaml',
    operation: 'GET /V1/creditmemos',
    base: '/rest/default',
    answer(records, { number }) {
      const size = number('searchCriteria[pageSize]', 100, 300);
      const last = Math.ceil(records.length / size);
      const current = Math.min(number('searchCriteria[currentPage]', 1), last);
      return {
        json: {
          items: page(records, current, size),
          search_criteria: { filter_groups: [] },
          total_count: records.length,
        },
      };
    },
    recordsOf: at('items'),
  },
  {
    api: 'Xero: pages of a hundred, and how many there are',
    document: 'openapi/xero-accounting.yaml',
    operation: 'GET /Contacts',
    base: '/api.xro/2.0',
    variables: { 'xero-tenant-id': 'acme' },
    answer(records, { number }) {
      const [current, pageSize] = [number('page', 1), number('pageSize', 100, 1000)];
      const pagination = {
        page: current,
        pageSize,
        pageCount: Math.ceil(records.length / pageSize),
        itemCount: records.length,
      };
      return { json: { pagination, Contacts: page(records, current, pageSize) } };
    },
    recordsOf: at('Contacts'),
  },
  {
    api: 'Xero: journals after a number',
    document: 'openapi/xero-accounting.yaml',
    operation: 'GET /Journals',
    base: '/api.xro/2.0',
    variables: { 'xero-tenant-id': 'acme' },
    record: (index) => ({ JournalNumber: 3 * (index + 1) }),
    answer(records, { number }) {
      const after = number('offset', 0);
      return { json: { Journals: records.filter(({ JournalNumber }) => Number(JournalNumber) > after).slice(0, 100) } };
    },
    recordsOf: at('Journals'),
  },
  {
    api: 'ShipEngine: a link that is empty at the end',
    document: 'openapi/shipengine.yaml',
    operation: 'GET /v1/labels',
    answer(records, { number, origin }) {
      const [current, size] = [number('page', 1), number('page_size', 25, 100)];
      const pages = Math.ceil(records.length / size);
      const link = (target: number): object => ({ href: `${origin}/v1/labels?page=${target}&page_size=${size}` });
      const links = { first: link(1), last: link(pages), prev: {}, next: current < pages ? link(current + 1) : {} };
      return { json: { labels: page(records, current, size), total: records.length, page: current, pages, links } };
    },
    recordsOf: at('labels'),
  },
  {
    api: 'Clerk: an offset into a bare list',
    document: 'openapi/clerk-backend.yaml',
    operation: 'GET /users',
    base: '/v1',
    answer: (records, { number }) => {
      const start = number('offset', 0);
      return { json: records.slice(start, start + number('limit', 10, 500)) };
    },
    recordsOf: bare,
  },
  {
    api: 'OpenAI: the id of the last record, stated',
    document: 'openapi/openai.yaml',
    operation: 'GET /batches',
    base: '/v1',
    record: (index) => ({ id: `batch_${index}` }),
    answer(records, { get, number }) {
      const start = records.findIndex(({ id }) => id === get('after')) + 1;
      const data = records.slice(start, start + number('limit', 20, 100));
      const more = start + data.length < records.length;
      return {
        json: { object: 'list', data, first_id: data[0]?.['id'], last_id: data.at(-1)?.['id'], has_more: more },
      };
    },
    recordsOf: at('data'),
  },
  {
    api: 'PayPal: pages in the address of a search, without totals',
    document: 'openapi/paypal-invoicing-v2.json',
    operation: 'POST /v2/invoicing/search-invoices',
    answer: (records, { number }) => ({
      json: { items: page(records, number('page', 1), number('page_size', 20, 100)), links: [] },
    }),
    recordsOf: at('items'),
  },
  {
    api: 'VTEX: pages counted beside the list',
    document: 'openapi/vtex-catalog.json',
    operation: 'GET /api/catalog_system/pvt/brand/pagedlist',
    answer(records, { number }) {
      const [current, perPage] = [number('page', 1), number('pageSize', 20, 100)];
      const paging = { page: current, perPage, total: records.length, pages: Math.ceil(records.length / perPage) };
      return { json: { items: page(records, current, perPage), paging } };
    },
    recordsOf: at('items'),
  },
  {
    api: 'commercetools: an offset, of an answer that the collection does not show',
    document: 'postman/commercetools-api.json',
    operation: 'GET /{project-key}/customers',
    answers: { dataPath: 'results' },
    variables: { 'project-key': 'acme' },
    answer(records, { number }) {
      const [offset, limit] = [number('offset', 0), number('limit', 20, 500)];
      const results = records.slice(offset, offset + limit);
      return { json: { limit, offset, count: results.length, total: records.length, results } };
    },
    recordsOf: at('results'),
  },
];

let folder = '';
let server: TestServer;
let row: Row | undefined;
let records: readonly Record<string, unknown>[] = [];
const pulled: number[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repatch-real-'));
  server = await startServer((request) => answerTo(request));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function answerTo({ url, body, headers }: Received): Answer {
  if (url.pathname === '/__token') return { json: { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 } };
  const json = body.startsWith('{') || body.startsWith('[') ? (JSON.parse(body) as unknown) : {};
  if (url.pathname === '/__sink') {
    pulled.push(...(row?.recordsOf(json as never) ?? []).map(({ n }) => n));
    return { status: 204 };
  }
  if (row === undefined || headers['authorization'] === 'Bearer ') return { status: 401 };
  const get = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  return row.answer(records, {
    get,
    number: (name, usual, most = Infinity) => Math.min(Number(get(name) ?? usual), most),
    body: json as Readonly<Record<string, unknown>>,
    url,
    origin: server.origin,
  });
}

/** The generated definition as it is, but for the place of its token server, which would be far away. */
async function define(
  place: string,
  { document, operation, base = '', answers }: Row,
): Promise<{ endpoint: string; instance: Instance; system: string; environment: Record<string, string> }> {
  const out = join(place, 'connectors', 'api');
  if (answers !== undefined) {
    await mkdir(out, { recursive: true });
    const overlay = { format: 'repatch-overlay', formatVersion: 1, endpoints: { [operation]: answers } };
    await writeFile(join(out, 'overlay.yaml'), JSON.stringify(overlay));
  }
  const filter = { operations: [operation] };
  const result = await scaffoldFile({
    file: join(corpus, document),
    out,
    only: 'definition',
    filter,
    allowPartial: true,
  });
  expect(result).toMatchObject({ ok: true, wrote: true });
  const file = join(out, result.files.find((name) => name.endsWith('.connector.json')) ?? '');
  const definition = JSON.parse(await readFile(file, 'utf8')) as ConnectorDefinition;
  const here = {
    ...definition,
    authMethods: (definition.authMethods ?? []).map((method) =>
      method.url === undefined ? method : { ...method, url: `${server.origin}/__token` },
    ),
  };
  await writeFile(file, JSON.stringify(here));
  const [instance] = emitInstances(here).instances;
  const environment = Object.values(instance?.values ?? {}).flatMap((value) => {
    const [, name] = /^(?:secret|env):\/\/(\w+)$/u.exec(String(value)) ?? [];
    return name === undefined ? [] : [[name, 'value-1'] as const];
  });
  return {
    endpoint: definition.endpoints?.[0]?.name ?? '',
    instance: {
      name: 'Api',
      connector: definition.name,
      ...instance,
      values: { ...instance?.values, baseUrl: server.origin + base },
    },
    system: definition.name,
    environment: Object.fromEntries(environment),
  };
}

describe('servers of real APIs', () => {
  it.each(rows)('$api: 1,000 records, each once', async (current) => {
    row = current;
    records = Array.from({ length: 1000 }, (_, n) => ({ n, id: n + 1, ...current.record?.(n) }));
    pulled.length = 0;
    const place = await mkdtemp(join(folder, 'api-'));
    const { endpoint, instance, system, environment } = await define(place, current);
    await mkdir(join(place, 'connectors', 'sink'));
    const sink = {
      name: 'sink',
      protocol: 'HTTP',
      endpoints: [{ name: 'Put', direction: 'Send', method: 'POST', url: '__sink' }],
    };
    await writeFile(join(place, 'connectors', 'sink', 'sink.connector.json'), JSON.stringify(sink));
    const instances = [instance, { name: 'Sink', connector: 'sink', values: { baseUrl: server.origin } }];
    await writeFile(
      join(place, 'instances.yaml'),
      JSON.stringify({ format: 'repatch-instances', formatVersion: 1, instances }),
    );
    const steps = [
      {
        name: 'Pull',
        microservice: 'connector',
        connector: { name: instance.name, system },
        endpoint: { name: endpoint, direction: 'Receive', http_method: current.operation.split(' ')[0] },
        variables: Object.entries(current.variables ?? {}).map(([key, value]) => ({ key, value })),
      },
      {
        name: 'Push',
        microservice: 'connector',
        connector: { name: 'Sink', system: 'sink' },
        endpoint: { name: 'Put', direction: 'Send', http_method: 'POST' },
      },
    ];
    const flow = {
      metadata: { company_name: 'Acme', flow_name: current.api },
      flow: { name: current.api, is_enabled: false, versions: [{ flow_name: current.api, steps }] },
      systems: [],
    };
    const file = join(place, 'all.flow.json');
    await writeFile(file, JSON.stringify(flow));
    const { code, out, err } = await runScript(join('bin', 'dev.js'), ['run', file, '--json'], environment);
    expect([code, err, code === 0 ? '' : out]).toEqual([0, '', '']);
    expect(pulled.toSorted((a, b) => a - b)).toEqual(records.map(({ n }) => n));
  });
});
