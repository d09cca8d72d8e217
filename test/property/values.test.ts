import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { connectorSchema } from '../../src/connector/definition.ts';
import { runService } from '../../src/interpret/run-service.ts';
import { bundleOf } from '../support/acme.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

/**
 * Values law: what a step does not change leaves as it came, number by number as written. How many documents: the
 * environment variable REPATCH_LAW_RUNS; fewer by default.
 */
const documents = Number(process.env['REPATCH_LAW_RUNS'] ?? 400);
const perPage = 50;

/** A JSON text without blanks, and numbers that JavaScript cannot hold or writes in another way. */
const number = fc.oneof(
  fc.maxSafeInteger().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.tuple(fc.nat(), fc.stringMatching(/^[0-9]{1,25}$/u)).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc.tuple(fc.integer(), fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), fc.nat(500)).map((parts) => parts.join('')),
  fc.constantFrom('-0', '1e400', '-0.0', '0.10', '1.0', '9007199254740993', '19.90', '0.0000001', '1E5', '-1e-7'),
);
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '\uD800',
      '\u2028\u2029',
      '\uE000\uE001',
      '\u0000\u001F',
      '😀',
      '1.0',
      '":1.0,',
      '\\u0041',
      '[[payload.id]]',
    ),
  )
  .map((value) => JSON.stringify(value));
const key = fc.oneof(text, fc.constantFrom('"__proto__"', '"constructor"', '"toString"', '""', '"a.b"', '"*"', '"0"'));
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    number,
    text,
    fc.constantFrom('true', 'false', 'null'),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => JSON.parse(name) as string })
      // As JavaScript keeps members, whole numbers come first.
      .filter((members) => members.every(([name]) => !/^"\d+"$/u.test(name)) || members.length < 2)
      .map((members) => `{${members.map(([name, one]) => `${name}:${one}`).join(',')}}`),
  ),
}));

const seed = Number(process.env['REPATCH_LAW_SEED'] ?? 20261126);
const texts = fc.sample(value, { numRuns: documents, seed }).map((one, index) => `{"k":"${index}","v":${one}}`);
const pages = Array.from({ length: Math.ceil(documents / perPage) }, (_, page) =>
  texts.slice(page * perPage, (page + 1) * perPage),
);

let server: TestServer;
beforeAll(async () => {
  server = await startServer(({ method, url }) => {
    if (method === 'POST') return { status: 204 };
    const page = pages[Number(url.searchParams.get('page')) - 1] ?? [];
    return { xml: `{"data":[${page.join(',')}]}`, headers: { 'content-type': 'application/json' } };
  });
});
afterAll(() => server.close());

const connector = {
  endpoints: [
    {
      name: 'List orders',
      direction: 'Receive',
      method: 'GET',
      url: '/orders',
      dataPath: 'data',
      pagination: { method: 'Page number parameter', pageParameter: 'page', dataPath: 'data' },
    },
    { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink' },
  ],
};
const cache = (action: string): object => ({
  name: action,
  microservice: 'cache',
  config: { action, key: 'doc-[[payload.k]]' },
  cache: { name: 'Documents', scope: 'company' },
});
const steps: Readonly<Record<string, readonly object[]>> = {
  'split, batch, filter, cache, de-dupe': [
    { name: 'Part', microservice: 'split', config: { path: 'data' } },
    { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } },
    {
      name: 'Keep',
      microservice: 'filter',
      config: {},
      filters: [{ field: 'k', comparison: 'not_empty', type: 'string' }],
    },
    cache('add'),
    cache('load'),
    {
      name: 'Once',
      microservice: 'dedupe',
      config: { behaviour: 'filter_and_track', key: 'k' },
      data_pool: { name: 'P' },
    },
  ],
  nothing: [],
};

describe(`values law, seed ${seed}, ${documents} documents`, () => {
  it.each(Object.entries(steps))(
    'a flow with %s between pull and push sends what it was given',
    async (name, between) => {
      const from = server.received.length;
      const result = await run(flowOf([pull(), ...between, push()], connector), testPorts(), {
        baseUrl: server.origin,
      });
      expect(result.failures).toEqual([]);
      expect(result.status.code).toBe(2);
      const sent = server.received.slice(from).filter(({ method }) => method === 'POST');
      const expected = name === 'nothing' ? pages.map((page) => `{"data":[${page.join(',')}]}`) : texts;
      expect(sent.map(({ body }) => body)).toEqual(expected);
    },
  );

  it('a service without mappings, and one that maps the value, send what they were given', async () => {
    const list = connectorSchema.parse({
      name: 'shop',
      protocol: 'HTTP',
      endpoints: connector.endpoints.map((one, index) => ({ ...one, entityType: ['orders', 'sales'][index] })),
    });
    const mapped = ['k', 'v'].map((field) => ({ source: { field }, destination: { field } }));
    for (const mappings of [[], mapped]) {
      const from = server.received.length;
      const ports = testPorts();
      const result = await runService({
        bundle: bundleOf({ mappings, dedupe: { identity: 'contentHash', idField: 'k' } }),
        serviceId: '1001',
        connectors: new Map([['shop', list]]),
        instances: new Map([['Store', { name: 'Store', connector: 'shop', values: { baseUrl: server.origin } }]]),
        nowMs: 0,
        ports,
        profile: resolveProfile({ 'connector.concurrency': '1' }),
        signal: new AbortController().signal,
        run: 'sync-1',
      });
      await ports.http.close();
      expect(result.failures).toEqual([]);
      const sent = server.received.slice(from).filter(({ method }) => method === 'POST');
      expect(sent.map(({ body }) => body)).toEqual(texts);
    }
  });
});
