import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scaffoldFile } from '../../src/scaffold/project/scaffold.ts';
import { startServer, type Answer, type Received, type TestServer } from '../support/http-server.ts';
import { repatch } from '../support/run-cli.ts';

const orders = Array.from({ length: 7 }, (_, index) => ({ id: index + 1 }));
const perPage = 3;

function answerTo({ url, body }: Received): Answer {
  const get = (name: string): string | null => url.searchParams.get(name);
  const from = (start: number): object[] => orders.slice(start, start + perPage);
  const more = (start: number): boolean => start + perPage < orders.length;
  switch (url.pathname) {
    case '/by-page': {
      // Beyond the last page this API answers with the last one, as Magento does.
      const page = Math.min(Number(get('page')), 3);
      return { json: { orders: from((page - 1) * perPage), total: orders.length } };
    }
    case '/by-offset':
      return {
        json: {
          orders: orders.slice(Number(get('offset')), Number(get('offset')) + Number(get('limit'))),
          total: orders.length,
        },
      };
    case '/by-token': {
      const start = Number(get('cursor')?.slice(1) ?? 0);
      return { json: { items: from(start), meta: { next_cursor: more(start) ? `c${start + perPage}` : null } } };
    }
    case '/by-url': {
      const start = Number(get('start') ?? 0);
      return { json: { data: from(start), links: { next: more(start) ? `?start=${start + perPage}` : null } } };
    }
    case '/by-link': {
      const start = Number(get('start') ?? 0);
      const link = `</by-link?start=0>; rel="first", </by-link?start=${start + perPage}>; rel="next"`;
      return { json: from(start), ...(more(start) ? { headers: { link } } : {}) };
    }
    case '/by-last-id': {
      const start = Number(get('starting_after') ?? 0);
      return { json: { data: from(start), has_more: more(start) } };
    }
    case '/search': {
      const asked = JSON.parse(body) as { after?: string; status?: string };
      const start = Number(asked.after ?? 0);
      return {
        json: { results: from(start), paging: more(start) ? { next: { after: String(start + perPage) } } : {} },
      };
    }
    default:
      return { status: 404 };
  }
}

describe('a generated definition', () => {
  let folder = '';
  let server: TestServer;
  const sent: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repatch-generated-'));
    server = await startServer((request) => {
      if (request.headers['x-api-key'] !== 'key-7') return { status: 401 };
      if (request.url.pathname !== '/orders') return answerTo(request);
      sent.push(JSON.parse(request.body));
      return { status: 201, json: { id: 0 } };
    });
    const out = join(folder, 'connectors', 'pages');
    const result = await scaffoldFile({ file: 'fixtures/scaffold/five-pages/api.yaml', out, only: 'definition' });
    expect(result).toMatchObject({ ok: true, wrote: true, report: { operations: { generated: 8, declared: 8 } } });
    const instances = await readFile(join(out, 'instances.yaml'), 'utf8');
    expect(instances).toContain('api_key: secret://PAGES_API_KEY');
    const port = new URL(server.origin).port;
    await writeFile(join(folder, 'instances.yaml'), instances.replace('port: "0"', `port: "${port}"`));
  });

  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['page number', 'List by page', 'orders', 3],
    ['limit and offset', 'List by offset', 'orders', 3],
    ['page token', 'List by token', 'items', 3],
    ['URL in the body', 'List by url', 'data', 3],
    ['link header', 'List by link', '*', 3],
    ['id of the last record', 'List by last id', 'data', 3],
    ['token in the body of a search', 'Search orders', 'results', 3],
  ])('pulls all pages by %s and pushes every record', async (_, name, path, pages) => {
    sent.length = 0;
    const step = (title: string, endpoint: object): object => ({
      name: title,
      microservice: 'connector',
      connector: { name: 'Pages API', system: 'pages' },
      endpoint,
    });
    const method = name === 'Search orders' ? 'POST' : 'GET';
    const flow = {
      metadata: { company_name: 'Acme', flow_name: name },
      flow: {
        name,
        is_enabled: false,
        versions: [
          {
            flow_name: name,
            steps: [
              step('Pull', { name, direction: 'Receive', http_method: method }),
              { name: 'Single', microservice: 'batch', config: { path, size: 1, do_not_wrap_single: true } },
              step('Push', { name: 'Create order', direction: 'Send', http_method: 'POST' }),
            ],
          },
        ],
      },
      systems: [],
    };
    const file = join(folder, 'all.flow.json');
    await writeFile(file, JSON.stringify(flow));
    const { code, out, err } = await repatch(['run', file, '--json'], { PAGES_API_KEY: 'key-7' });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ status: { code: 2 }, requests: { received: pages, sent: orders.length } });
    // The endpoint takes idempotency keys, so several pushes are under way at once.
    const byId = (a: { id?: unknown }, b: { id?: unknown }): number => Number(a.id) - Number(b.id);
    expect((sent as { id?: unknown }[]).toSorted(byId)).toEqual((orders as { id?: unknown }[]).toSorted(byId));
    expect(out).not.toContain('key-7');
  });
});
