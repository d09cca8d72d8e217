// Numbers from an answer to a request: what JavaScript's own cannot hold goes out as it came in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { encodeBody } from '../../src/runtime/body.ts';
import { ExactNumber } from '../../src/runtime/exact-number.ts';
import { parseJson, stringifyJson } from '../../src/runtime/json.ts';
import type { OperationSpec } from '../../src/runtime/operation.ts';
import { TestServer } from '../support/server.ts';
import { open, operation } from './support.ts';

interface NumberCase {
  readonly text: string;
  readonly as: 'number' | 'bigint' | 'exact';
  /** How it is written where JavaScript writes the same number in another way. */
  readonly written?: string;
}

const { numbers } = JSON.parse(readFileSync(join(import.meta.dirname, 'numbers.json'), 'utf8')) as { numbers: NumberCase[] };
const kindOf = (value: unknown): string => (value instanceof ExactNumber ? 'exact' : typeof value);

let server: TestServer;
before(async () => {
  server = await TestServer.start();
});
after(() => server.close());

describe('a number', () => {
  for (const { text, as, written = text } of numbers) {
    it(`${text} is a ${as}, wherever it stands`, () => {
      for (const [json, find] of [
        ['#', (value: unknown) => value],
        ['{"a":[#]}', (value: unknown) => (value as { a: unknown[] }).a[0]],
        ['[1, # ,"x"]', (value: unknown) => (value as unknown[])[1]],
        ['{\n  "a": #\n}', (value: unknown) => (value as { a: unknown }).a],
      ] as const)
        assert.equal(kindOf(find(parseJson(json.replace('#', text)))), as, json);
    });

    it(`${text} goes from an answer into body, form, path, query, header and cookie`, async () => {
      const json = { 'content-type': 'application/json' };
      server.prepare({ status: 200, headers: json, body: `{"id":${text},"list":[${text}]}` }, { status: 204 }, { status: 204 });
      const core = open(server.origin);
      const answer = await core.call<{ id: unknown; list: unknown[] }>(operation(), {});
      const spec: Partial<OperationSpec> = {
        method: 'POST',
        path: '/orders/{id}',
        parameters: [
          { name: 'id', in: 'path' },
          { name: 'after', in: 'query' },
          { name: 'ids', in: 'query', explode: false },
          { name: 'filter', in: 'query', style: 'deepObject' },
          { name: 'where', in: 'query', json: true },
          { name: 'X-Id', in: 'header' },
          { name: 'last', in: 'cookie' },
        ],
        body: { contentType: 'application/json' },
      };
      const { id, list } = answer;
      const input = { id, after: id, ids: list, filter: { id: { gt: id } }, where: { id }, 'X-Id': id, last: id };
      await core.call(operation(spec), { ...input, body: answer });
      await core.call(operation({ ...spec, body: { contentType: 'application/x-www-form-urlencoded' } }), { ...input, body: answer });
      const [, request, form] = server.received;
      assert.equal(request?.body, `{"id":${written},"list":[${written}]}`);
      assert.equal(decodeURIComponent(request.url.pathname), `/orders/${written}`);
      const query = request.url.searchParams;
      assert.deepEqual([...query], [['after', written], ['ids', written], ['filter[id][gt]', written], ['where', `{"id":${written}}`]]);
      assert.equal(request.headers['x-id'], written);
      assert.equal(decodeURIComponent(request.headers.cookie ?? ''), `last=${written}`);
      assert.deepEqual([...new URLSearchParams(form?.body)], [['id', written], ['list', written]]);
    });
  }

  it('keeps its digits in parts', async () => {
    const [id, price] = parseJson('[9007199254740993,0.12345678901234567890]') as [bigint, ExactNumber];
    const { content } = await encodeBody({ contentType: 'multipart/form-data' }, { id, price, both: { id, price } });
    assert.ok(content instanceof FormData);
    assert.deepEqual([content.get('id'), content.get('price')], ['9007199254740993', '0.12345678901234567890']);
    assert.equal(await (content.get('both') as File).text(), '{"id":9007199254740993,"price":0.12345678901234567890}');
  });
});

describe('an exact number', () => {
  const price = parseJson('0.12345678901234567890') as ExactNumber;

  it('counts as the nearest number and reads as what was written', () => {
    assert.equal(Number(price), 0.12345678901234568);
    assert.equal(Number(price) * 2 > 0.24 && price.toFixed(2) === '0.12', true);
    assert.equal(`${price}`, '0.12345678901234567890');
    assert.match(inspect({ price }), /0\.12345678901234567890/);
    if ('rawJSON' in JSON) assert.equal(JSON.stringify({ price }), '{"price":0.12345678901234567890}');
  });

  it('takes what JSON takes', () => {
    for (const text of ['', '1.', '.5', '01', '+1', '0x10', 'Infinity', '1e', '1 2']) assert.throws(() => new ExactNumber(text), SyntaxError, text);
    assert.equal(stringifyJson([new ExactNumber('1.50')]), '[1.50]');
  });
});

describe('JSON', () => {
  const long = ',"n":9007199254740993';
  for (const text of [
    `{"a":"\\"12345678901234567890\\\\","b\\u0022:":"x"${long}}`,
    `{"__proto__":{"x":1},"constructor":[],"":""${long}}`,
    `{"a":[[],{},[{}],null,true,false,"]}"]${long}}`,
    ` [ 9007199254740993 , { "a" : -9007199254740993 } ] `,
    '["\\u2028😀","Ä"]',
  ])
    it(`is read as JSON.parse reads it, long numbers aside: ${text}`, () => {
      const expected = JSON.stringify(JSON.parse(text.replaceAll('900719925474099', '1')));
      assert.equal(stringifyJson(parseJson(text))?.replaceAll('900719925474099', '1'), expected);
    });

  it('gives of two equal keys the last, as JSON.parse does', () => {
    assert.equal(stringifyJson(parseJson('{"a":1,"b":2,"a":9007199254740993}')), '{"a":9007199254740993,"b":2}');
  });

  it('may be nested deeper than a stack', () => {
    const text = `${'['.repeat(100_000)}9007199254740993${']'.repeat(100_000)}`;
    let value = parseJson(text);
    while (Array.isArray(value)) [value] = value as unknown[];
    assert.equal(value, 9007199254740993n);
  });

  it('that is none is refused', () => {
    for (const text of ['', '{', '[9007199254740993', '{"a":09007199254740993}', 'oops']) assert.throws(() => parseJson(text), SyntaxError, text);
  });

  it('is written as JSON.stringify writes it', () => {
    const value = { date: new Date(0), gone: undefined, list: [undefined, () => 1], boxed: [new Number(1), new String('x')], 'k"': 'v\n' };
    const written = stringifyJson({ ...value, id: 9007199254740993n });
    assert.equal(written, JSON.stringify({ ...value, id: 0 }).replace('"id":0', '"id":9007199254740993'));
    assert.equal(stringifyJson(undefined), undefined);
    for (const number of [Number.NaN, Infinity]) assert.throws(() => stringifyJson({ a: [number] }), /cannot be written as JSON/);
    const circle: unknown[] = [];
    circle.push(circle);
    assert.throws(() => stringifyJson(circle), /circular/);
  });
});
