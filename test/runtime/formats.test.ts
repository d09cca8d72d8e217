import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';

let server: http.Server | undefined;
afterEach(() => void server?.close());

/** Answers every GET with these bytes, and keeps what is pushed. */
async function serve(
  bytes: Uint8Array,
  headers: Record<string, string>,
): Promise<{ origin: string; sent: { type: string; body: string }[]; sentBytes: Buffer[] }> {
  const sent: { type: string; body: string }[] = [];
  const sentBytes: Buffer[] = [];
  server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.method === 'POST') sentBytes.push(Buffer.concat(parts));
      if (request.method === 'POST')
        sent.push({ type: request.headers['content-type'] ?? '', body: Buffer.concat(parts).toString() });
      if (request.method === 'POST') response.writeHead(204).end();
      else response.writeHead(200, headers).end(bytes);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, sentBytes }; // listening on TCP
}

const connector = (list: object = {}, create: object = {}): object => ({
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders', ...list },
    { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink', ...create },
  ],
});
const json = Buffer.from('[{"id":1,"n":"ü"}]');

describe('content encodings', () => {
  it.each([
    ['gzip', gzipSync(json)],
    ['x-gzip', gzipSync(json)],
    ['deflate', deflateSync(json)],
    ['deflate', deflateRawSync(json)],
    ['br', brotliCompressSync(json)],
    ['zstd', zstdCompressSync(json)],
    ['gzip, br', brotliCompressSync(gzipSync(json))],
    ['identity', json],
  ])('%s is undone', async (encoding, bytes) => {
    const { origin, sent } = await serve(bytes, { 'content-type': 'application/json', 'content-encoding': encoding });
    const result = await run(flowOf([pull(), push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.failures).toEqual([]);
    expect(sent).toEqual([{ type: 'application/json', body: json.toString() }]);
  });

  it.each([
    ['gzip', json],
    ['compress', json],
    ['gzip', gzipSync(json).subarray(0, 20)],
  ])('%s that cannot be undone is a coded failure', async (encoding, bytes) => {
    const { origin } = await serve(bytes, { 'content-type': 'application/json', 'content-encoding': encoding });
    const result = await run(flowOf([pull(), push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.failures).toMatchObject([{ code: 'run/bad-answer' }]);
  });

  it('that unpack to more than the limit are a coded failure', async () => {
    const bomb = gzipSync(Buffer.alloc(513 * 1024 * 1024, 32));
    const { origin } = await serve(bomb, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    const result = await run(flowOf([pull(), push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.failures).toMatchObject([{ code: 'run/answer-too-large' }]);
  });
});

const csv = Buffer.from('id,name\n1,a\n2,b\n');
const xml = Buffer.from('<orders><order id="1"/></orders>');
const filter = {
  name: 'Step',
  microservice: 'filter',
  config: {},
  filters: [{ field: 'id', comparison: 'eq', type: 'string', value: '1' }],
};
const pool = { data_pool: { name: 'P' } };
const steps: Readonly<Record<string, object>> = {
  filter,
  map: { name: 'Step', microservice: 'map', config: { rules: [{ sources: ['id'], target: 'id' }] } },
  batch: { name: 'Step', microservice: 'batch', config: { path: '*', size: 1 } },
  split: { name: 'Step', microservice: 'split', config: { path: 'orders' } },
  'de-dupe filter': { name: 'Step', microservice: 'dedupe', config: { behaviour: 'filter', key: 'id' }, ...pool },
  'de-dupe track': { name: 'Step', microservice: 'dedupe', config: { behaviour: 'track', key: 'id' }, ...pool },
  track: { name: 'Step', microservice: 'track', config: { fields: ['id'], direction: 'receive' } },
  'cache append': { name: 'Step', microservice: 'cache', config: { action: 'add', key: 'k', append: true } },
  'a variable': {
    name: 'Step',
    microservice: 'set-variables',
    config: { meta: [{ key: 'id', value: '[[payload.id]]' }] },
  },
};

describe('plain text', () => {
  it.each(Object.entries(steps))('is refused by %s, and nothing is sent', async (_, step) => {
    const { origin, sent } = await serve(Buffer.from('hello'), { 'content-type': 'text/plain' });
    const result = await run(flowOf([pull(), step, push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.status.code).toBe(3);
    expect(result.failures).toMatchObject([{ code: 'run/unreadable-format', step: 'Step' }]);
    expect(sent).toEqual([]);
  });
});

describe.each([
  ['text/csv', csv],
  ['application/xml', xml],
  ['text/plain', Buffer.from('hello')],
])('%s', (type, bytes) => {
  it('goes through a cache and on to the destination as it is, under its own type', async () => {
    const { origin, sent } = await serve(bytes, { 'content-type': type });
    const cached = ['add', 'load'].map((action) => ({
      name: action,
      microservice: 'cache',
      config: { action, key: 'k' },
    }));
    const result = await run(flowOf([pull(), ...cached, push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.failures).toEqual([]);
    expect(sent.map(({ body }) => body)).toEqual([bytes.toString()]);
    expect(sent[0]?.type).toContain(type);
  });
});

it.each([
  ['text/plain', '[{"id":"1"},{"id":"2"}]'],
  ['', ' [{"id":"1"},{"id":"2"}]'],
  ['application/octet-stream', '[{"id":"1"},{"id":"2"}]'],
])('JSON that comes as "%s" is read as JSON', async (type, body) => {
  const { origin, sent } = await serve(Buffer.from(body), type === '' ? {} : { 'content-type': type });
  const result = await run(flowOf([pull(), filter, push()], connector()), testPorts(), { baseUrl: origin });
  expect(result.failures).toEqual([]);
  expect(sent).toEqual([{ type: 'application/json', body: '[{"id":"1"}]' }]);
});

it('a page of HTML where JSON is declared is a coded failure that shows how it begins', async () => {
  const { origin } = await serve(Buffer.from('<html>Maintenance</html>'), { 'content-type': 'text/html' });
  const result = await run(flowOf([pull(), push()], connector({ dataType: 'json' })), testPorts(), { baseUrl: origin });
  expect(result.failures).toMatchObject([{ code: 'run/bad-answer', status: 200, answer: '<html>Maintenance</html>' }]);
});

it.each(['[', '{"a":', '['.repeat(100_000), `${'['.repeat(9_000)}${']'.repeat(9_000)}`])(
  'JSON that cannot be read or worked on is a coded failure: %s',
  async (body) => {
    const { origin } = await serve(Buffer.from(body), { 'content-type': 'application/json' });
    const nested = { ...filter, filters: [{ field: '*.*.*.id', comparison: 'eq', type: 'string', value: '1' }] };
    const result = await run(flowOf([pull(), nested, push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.status.code === 2 || result.failures[0]?.code.startsWith('run/') === true).toBe(true);
  },
);

describe('a document that no step changes', () => {
  const latin = Buffer.from('id;name\r\n1;M\xFCller\r\n', 'latin1');
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('id;name\n1;Müller\n', 'utf16le')]);
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('id;name\n1;Müller\n')]);
  const declared = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xFC</a>', 'latin1');

  it.each([
    ['text/csv; charset=ISO-8859-1', latin, 'text/csv; charset=iso-8859-1'],
    ['text/csv', utf16, 'text/csv; charset=utf-16le'],
    ['text/csv', marked, 'text/csv; charset=utf-8'],
    ['application/xml', declared, 'application/xml; charset=iso-8859-1'],
    ['text/plain; charset=windows-1252', latin, 'text/plain; charset=windows-1252'],
    ['application/xml', Buffer.from('<not well formed'), 'application/xml'],
  ])('leaves as it came, byte for byte: %s', async (type, bytes, sentType) => {
    const { origin, sentBytes, sent } = await serve(bytes, { 'content-type': type });
    const many = [{ name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'a', value: '1' }] } }];
    const result = await run(flowOf([pull(), ...many, push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.failures).toEqual([]);
    expect(sentBytes).toEqual([bytes]);
    expect(sent[0]?.type).toBe(sentType);
  });

  it.each([
    ['text/csv; charset=ISO-8859-1', latin],
    ['text/csv', utf16],
    ['text/csv', marked],
  ])('is read in its own character set: %s', async (type, bytes) => {
    const { origin, sent } = await serve(bytes, { 'content-type': type });
    const kept = { ...filter, filters: [{ field: 'name', comparison: 'eq', type: 'string', value: 'Müller' }] };
    const one = { name: 'One', microservice: 'batch', config: { path: '*', size: 1 } };
    const result = await run(flowOf([pull(), kept, one, push()], connector()), testPorts(), { baseUrl: origin });
    expect(result.failures).toEqual([]);
    const lineEnd = bytes === latin ? '\r\n' : '\n';
    expect(sent).toEqual([{ type: 'text/csv; charset=utf-8', body: `id;name${lineEnd}1;Müller${lineEnd}` }]);
  });

  it('keeps what is known of it on its way through a file', async () => {
    const rows = `a,b:c\n${'1:2\n'.repeat(10)}`;
    const { origin, sent } = await serve(Buffer.from(rows), { 'content-type': 'text/csv' });
    const spread = { name: 'One', microservice: 'batch', config: { path: '*', size: 1 } };
    const late = {
      name: 'Late',
      microservice: 'set-variables',
      config: { meta: [{ key: 'a', value: '[[payload.0.c]]' }] },
    };
    const flow = flowOf([pull(), spread, push('Create order'), late], connector({ csv: { delimiter: ':' } }));
    const result = await run(flow, testPorts(), { baseUrl: origin });
    expect(result.failures).toEqual([]);
    expect(sent.map(({ body }) => body)).toEqual(Array.from({ length: 10 }, () => 'a,b:c\n1:2\n'));
    expect(result.warnings.filter((text) => text.includes('payload.0.c'))).toEqual([]);
  });
});

describe('pages of other formats', () => {
  it.each([
    ['text/csv', (page: number) => `id\n${page}\n`, 'id\n', {}],
    ['application/xml', (page: number) => `<o><i>${page}</i></o>`, '<o/>', { dataPath: 'o.i.*' }],
    ['application/xml', (page: number) => `<o><i><id>${page}</id></i></o>`, '<o/>', { dataPath: 'o.i' }],
  ])('%s end with one that has no records', async (type, page, last, more) => {
    const asked: string[] = [];
    const pushed: string[] = [];
    server = http.createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (request.method === 'POST') {
          pushed.push(Buffer.concat(parts).toString());
          response.writeHead(204).end();
          return;
        }
        asked.push(request.url ?? '');
        const number = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'));
        response.writeHead(200, { 'content-type': type }).end(number < 4 ? page(number) : last);
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP
    const pagination = { method: 'Page number parameter', pageParameter: 'page' };
    const result = await run(flowOf([pull(), push()], connector({ pagination, ...more })), testPorts(), {
      baseUrl: origin,
    });
    expect(result.failures).toEqual([]);
    expect(pushed).toEqual([page(1), page(2), page(3)]);
    expect(asked.length).toBeGreaterThan(3);
  });
});
