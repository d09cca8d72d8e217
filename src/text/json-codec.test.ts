import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumber } from './exact-number.ts';
import { parseJson, parseJsonBytes } from './json-codec.ts';

const twisted = [
  '12345678901234567890', '9007199254740993', '1e400', '-0', '1.0', '19.90', '1e2', '-1E-7', '0.0000001', '-0.0', '-0.00000012',
  '1234567890.12345678', '0.1e1', '100000000000000000000',
]; // prettier-ignore
const plain = ['0', '1', '-1', '0.5', '19.9', '123456789012345', '-0.5', '0.000001', '1234567.8901'];

describe('numbers', () => {
  it.each([...twisted, ...plain])('%s is written as it was read', (number) => {
    for (const text of [number, `[${number}]`, `{"a":${number},"b":[1,${number}]}`, `[1,[2,${number}]]`]) {
      expect(JSON.stringify(parseJson(text))).toBe(text);
      expect(JSON.stringify(parseJsonBytes(Buffer.from(text)))).toBe(text);
    }
    expect(JSON.stringify(parseJson(` { "a" : [ ${number} , ${number}\n] }`))).toBe(`{"a":[${number},${number}]}`);
  });

  it.each(plain)('%s is a plain number', (number) => expect(typeof parseJson(number)).toBe('number'));
  it.each(twisted)('%s is kept as text', (number) => expect(isExactNumber(parseJson(number))).toBe(true));

  it.each([
    '[1.0.0]',
    '[01]',
    '[1e]',
    '[--1]',
    '[1.]',
    '[.5]',
    '[0x10]',
    '[1e5',
    '{"a":1.0,}',
    '[1.0 2]',
    '[-]',
    '[NaN]',
    '',
  ])('%s is refused', (text) => expect(() => parseJson(text)).toThrow(SyntaxError));
});

it.each([
  '{"__proto__":1.0,"b":{"__proto__":{"x":1e2}}}',
  '{"a":"1.0, 2.0: [3.0]","b":1.0}',
  String.raw`{"\uE000":"\ue000\ue0011.0","b":1.0,"c":"\\\"1.0"}`,
  '{"\uE000\uE001":"\uE000\uE0001","b":1.0}',
  String.raw`["\ud800",1.0,"\u2028"]`,
])('%s keeps its strings', (text) => {
  const value = parseJson(text);
  const native = JSON.parse(text) as unknown;
  expect(JSON.stringify(value, (_, one: unknown) => (isExactNumber(one) ? one.valueOf() : one))).not.toBe('');
  expect(strings(value)).toEqual(strings(native));
});

function strings(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(strings);
  if (value !== null && typeof value === 'object' && !isExactNumber(value))
    return Object.entries(value).map(([key, one]) => [key, strings(one)]);
  return 0;
}

it('gives what JSON.parse gives wherever JavaScript can hold it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const exact = JSON.stringify(parseJson(text));
      expect(JSON.stringify(JSON.parse(exact))).toBe(JSON.stringify(JSON.parse(text)));
      expect(JSON.stringify(parseJsonBytes(Buffer.from(text)))).toBe(
        JSON.stringify(parseJson(Buffer.from(text).toString())),
      );
    }),
    { seed: 12, numRuns: 300 },
  );
});

describe('long lists', () => {
  /** Records of about 60 bytes, so that a few thousand make several parts. */
  const records = (count: number): string[] =>
    Array.from({ length: count }, (_, id) => `{"id":${id},"text":"a,]}[{\\"é€😀\\\\","lines":[[${id}],{"x":"${id}"}]}`);
  const list = records(4000).join(',');
  const both = (text: string): void => {
    const native = JSON.parse(text) as unknown;
    expect(parseJsonBytes(Buffer.from(text))).toEqual(native);
    expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(native));
  };

  it.each([
    ['alone', `[${list}]`],
    ['in a member, between others', `{"a":["1"],"data":[${list}],"page":{"next":"\uE0000","all":[1]}}`],
    ['several', `{"a":{"b":[${list}]},"c":[${list}],"d":{"e":{"f":[ ${list}\n]}}}`],
    ['in another list', `[[${list}],[${list}],1]`],
    ['under a key that comes twice', `{"data":[${list}],"data":[${list},"last"]}`],
    ['under a key that comes twice, then short', `{"data":[${list}],"data":{"x":["\uE000\uE0010"]}}`],
    ['under __proto__', `{"__proto__":{"a":[${list}]}}`],
    [
      'of single records of half a part',
      `[${[1, 2, 3, 4].map((id) => `{"id":${id},"t":"${'é'.repeat(20_000)}"}`).join(',')}]`,
    ],
    ['of marks', `{"a":[${list}],"\uE000\uE0010":["\uE000\uE0010"]}`],
  ])('%s', (_, text) => both(text));

  it('has numbers as they were written, in the parts, before and behind them', () => {
    const prices = records(4000).map((record, id) =>
      record.replace('"text"', `"price":${id}.${id % 2 === 0 ? '5' : '50'},"text"`),
    );
    for (const text of [
      `{"first":1.0,"data":[${prices.join(',')}],"last":12345678901234567890}`,
      `[${list},{"id":1e400}]`,
      `{"data":[${list}],"last":[1.0]}`,
      `{"data":[-0,${list}],"last":[1]}`,
    ])
      expect(JSON.stringify(parseJsonBytes(Buffer.from(text)))).toBe(text);
  });

  it.each([
    `[${list},]`,
    `[,${list}]`,
    `[${list},,${list}]`,
    `[${list}`,
    `[${list}}`,
    `{"a":[${list}]]}`,
    `[${list}] 1`,
    `{[${list}]:1}`,
    `[${list},{"a":1.0.0}]`,
    `[${list} ${list}]`,
    `["${list}]`,
  ])('what is no JSON is refused with its place in the whole text', (text) => {
    const messageOf = (read: () => unknown): string => {
      try {
        return String(read());
      } catch (error) {
        return String(error);
      }
    };
    expect(messageOf(() => parseJsonBytes(Buffer.from(text)))).toBe(messageOf(() => JSON.parse(text)));
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('has half characters as they are', () => {
    const text = `["${'\ud800'}",${list}]`;
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('is what JSON.parse gives for any text that is long enough', () => {
    fc.assert(
      fc.property(fc.array(fc.json({ maxDepth: 3 }), { minLength: 1, maxLength: 6 }), fc.nat(3), (some, around) => {
        const long = Array.from({ length: 20_000 }, (_, index) => some[index % some.length]).join(',');
        const text =
          ['[', '{"a":[', '{"":{"b":[', '{"x":[1],"a":['][around] + long + [']', ']}', ']}}', '],"y":[{}]}'][around];
        // Through text once more: what JavaScript cannot hold is an ExactNumber here.
        const exact = JSON.stringify(parseJsonBytes(Buffer.from(text)));
        expect(JSON.stringify(JSON.parse(exact))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { seed: 12, numRuns: 20 },
    );
  });
});
