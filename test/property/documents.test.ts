import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

/**
 * Values law of other formats: hostile XML and CSV goes through split, batch, filter, cache and de-dupe, and every record
 * comes out as it stood. How many records: the environment variable REPATCH_LAW_RUNS; fewer by default.
 */
const records = Number(process.env['REPATCH_LAW_RUNS'] ?? 200);
const seed = Number(process.env['REPATCH_LAW_SEED'] ?? 20261127);
const perPage = 25;

const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '00123',
    '12345678901234567890',
    '1.0',
    '-0',
    ' ',
    '\u2028',
    '😀',
    ']]',
    '[[payload.id]]',
    '{{x}}',
    '*',
    '#',
    '@a',
    'é',
    '\u0085',
  ),
);

/** Characters that XML has, as they are written between tags. */
const xmlText = piece.map((text) =>
  text
    // oxlint-disable-next-line no-control-regex -- XML has no form for them
    .replaceAll(/[\u0000-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;'),
);
const xmlInside = fc.oneof(
  xmlText,
  xmlText.map((text) => `<n:a n:b="${text.replaceAll('"', '&quot;')}" c='&#9;'/>`),
  xmlText.map((text) => `<e>${text}</e><e/><f>${text}</f><e x="">${text}</e>`),
  xmlText.map((text) => `<!-- ${text.replaceAll('-', '')} --><![CDATA[<&${text.replaceAll(']', '')}]]>`),
  xmlText.map(
    (text) => `<?pi ${text.replaceAll('?', '')}?>\n\t<d xmlns="urn:d"><n:e xmlns:n="urn:other">${text}</n:e></d>`,
  ),
  xmlText.map((text) => `before<m>${text}</m>between<m>&#x41;</m>behind`),
);
const xmlRecord = fc.tuple(xmlInside, xmlInside, fc.constantFrom('', '\n  ', ' ')).map(
  ([a, b, space]) =>
    (key: number) =>
      `<order n:key="k${key}"${space}>${space}${a}<id>${key}</id>${b}</order>`,
);

const cell = fc.oneof(
  piece.map((text) => text.replaceAll(/["\r\n;]/gu, '')),
  piece.map((text) => `"${text.replaceAll('"', '""')};\r\n""x"""`),
  fc.constantFrom('', '""', ' a ', "'", ',', '00123', '1e400', '=1+1'),
);
const csvRecord = fc.tuple(cell, cell).map(
  ([a, b]) =>
    (key: number) =>
      `${a};${key};${b}`,
);

const keys = Array.from({ length: records }, (_, key) => key);
const sample = <Made>(made: fc.Arbitrary<(key: number) => Made>): readonly Made[] =>
  fc.sample(made, { numRuns: records, seed }).map((of, key) => of(key));
const pageNumbers = Array.from({ length: Math.ceil(records / perPage) }, (_, page) => page);

interface Law {
  readonly type: string;
  readonly records: readonly string[];
  readonly page: (some: readonly string[]) => string;
  /** One record, as it has to arrive. */
  readonly single: (record: string) => string;
  readonly split: readonly object[];
  readonly batch: object;
  readonly key: string;
  readonly keyOf: string;
}

const laws: Readonly<Record<string, Law>> = {
  XML: {
    type: 'application/xml',
    records: sample(xmlRecord),
    page: (some) =>
      `<?xml version="1.0"?>\r\n<!-- page --><n:feed xmlns:n="urn:n" xmlns="urn:orders"><page>1</page>\n<orders a="1">${some.join('\n')}</orders></n:feed>\n`,
    single: (record) =>
      `<?xml version="1.0"?>\r\n${record.replace('<order', '<order xmlns:n="urn:n" xmlns="urn:orders"')}`,
    split: [{ name: 'Part', microservice: 'split', config: { path: 'n:feed.orders' } }],
    batch: { path: 'orders.order', size: 1, do_not_wrap_single: true },
    key: 'order.id',
    keyOf: 'order.@n:key',
  },
  CSV: {
    type: 'text/csv',
    records: sample(csvRecord),
    page: (some) => `a;id;"b;c"\r\n${some.join('\r\n')}\r\n`,
    single: (record) => `a;id;"b;c"\r\n${record}\r\n`,
    split: [],
    batch: { path: '*', size: 1 },
    key: '*.id',
    keyOf: '0.id',
  },
};

let law: Law;
let server: TestServer;
beforeAll(async () => {
  server = await startServer(({ method, url }) => {
    if (method === 'POST') return { status: 204 };
    const page = Number(url.searchParams.get('page'));
    const some = law.records.slice(page * perPage, (page + 1) * perPage);
    const next = page + 1 < pageNumbers.length ? { link: `</orders?page=${page + 1}>; rel="next"` } : {};
    return { xml: law.page(some), headers: { 'content-type': law.type, ...next } };
  });
});
afterAll(() => server.close());

const connector = {
  endpoints: [
    {
      name: 'List orders',
      direction: 'Receive',
      method: 'GET',
      url: '/orders?page=0',
      pagination: { method: 'Link Header' },
    },
    { name: 'Create order', direction: 'Send', method: 'POST', url: '/sink' },
  ],
};

async function sent(between: readonly object[]): Promise<readonly string[]> {
  const from = server.received.length;
  const result = await run(flowOf([pull(), ...between, push()], connector), testPorts(), { baseUrl: server.origin });
  expect(result.failures).toEqual([]);
  return server.received.slice(from).flatMap(({ method, body }) => (method === 'POST' ? [body] : []));
}

describe.each(Object.keys(laws))(`values law of %s, seed ${seed}, ${records} records`, { timeout: 300_000 }, (name) => {
  beforeAll(() => {
    law = laws[name] ?? law;
  });

  const cache = (action: string): object => ({
    name: action,
    microservice: 'cache',
    config: { action, key: `doc-[[payload.${law.keyOf}]]` },
    cache: { name: 'Documents', scope: 'company' },
  });
  const filter = (field: string, comparison = 'not_empty', value?: string): object => ({
    name: `Keep ${field}`,
    microservice: 'filter',
    config: {},
    filters: [{ field, comparison, type: 'string', ...(value === undefined ? {} : { value }) }],
  });

  it('a flow with split, batch, filter, cache and de-dupe sends each record as it stood', async () => {
    const bodies = await sent([
      ...law.split,
      { name: 'Single', microservice: 'batch', config: law.batch },
      filter(law.key),
      cache('add'),
      cache('load'),
      {
        name: 'Once',
        microservice: 'dedupe',
        config: { behaviour: 'filter_and_track', key: law.key },
        data_pool: { name: 'P' },
      },
    ]);
    expect(bodies).toEqual(law.records.map((record) => law.single(record)));
  });

  it('nothing between pull and push: the same bytes', async () => {
    expect(await sent([])).toEqual(
      pageNumbers.map((page) => law.page(law.records.slice(page * perPage, (page + 1) * perPage))),
    );
  });

  it('a filter that takes out every second record leaves the others as they stood', async () => {
    const field = name === 'XML' ? 'n:feed.orders.order.*.id' : '*.id';
    const bodies = await sent([filter(field, 'regex', '[02468]$')]);
    const kept = keys.filter((key) => key % 2 === 0);
    const lines = bodies.join('\n');
    for (const key of kept) expect(lines).toContain(law.records[key] ?? '');
    const expected = pageNumbers.map((page) => {
      const some = law.records.filter((_, key) => Math.floor(key / perPage) === page && key % 2 === 0);
      return law.page(some);
    });
    const plain = (text: string): string =>
      name === 'XML' ? text.replaceAll(/(?<=<\/order>|<orders a="1">)\n(?=<order|<\/orders>)/gu, '') : text;
    expect(bodies.map(plain)).toEqual(expected.map(plain));
  });
});
