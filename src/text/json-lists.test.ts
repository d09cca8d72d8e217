import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJson, elementsAt } from './json-lists.ts';

/** So many that the list is long. */
const many = (elements: readonly string[]): string =>
  Array.from({ length: 20_000 }, (_, index) => elements[index % elements.length]).join(',');
const odd = [
  '{"a":[1,{"b":"],["}],"c":"\\"é\\\\"}',
  '[[],{},[1,2]]',
  '1.50',
  '"x,y"',
  'null',
  '{}',
  ' 12345678901234567890\n',
];

function slices(text: string, path: string): readonly string[] | undefined {
  const bytes = Buffer.from(text);
  const found = elementsAt(bytes, path);
  return found === undefined ? undefined : Array.from(found, ({ start, end }) => bytes.toString('utf8', start, end));
}

describe('elements of a long list', () => {
  const list = many(odd);
  it.each([
    ['', `[${list}]`],
    ['data', `{"page":1,"data":[${list}],"next":[1]}`],
    ['a.b', `{"a":{"x":[${list}1],"b":[${list}]},"b":[${list}2]}`],
    ['', ` [ ${list} ] `],
  ])('at "%s" are its bytes as they stand', (path, text) => {
    expect(slices(text, path)?.map((one) => one.trim())).toEqual(
      Array.from({ length: 20_000 }, (_, index) => odd[index % odd.length]?.trim()),
    );
  });

  it.each([
    ['', '[1,2]'],
    ['other', `{"data":[${list}]}`],
    ['data.0', `{"data":[[${list}]]}`],
    ['', `{"data":[${list}]}`],
    ['one', `{"one":["\uE000\uE0010"],"data":[${list}]}`],
    ['one', String.raw`{"one":["\ue000\uE0010"],"data":[` + `${list}]}`],
  ])('are not found at "%s" where no long list is', (path, text) => expect(slices(text, path)).toBeUndefined());

  it('are those of JSON.parse', () => {
    fc.assert(
      fc.property(fc.array(fc.json({ maxDepth: 3 }), { minLength: 1, maxLength: 5 }), (elements) => {
        const text = `{"a":[${many(elements)}]}`;
        const { a } = JSON.parse(text) as { a: unknown[] }; // made just above
        expect(slices(text, 'a')?.map((one) => JSON.parse(one) as unknown)).toEqual(a);
      }),
      { seed: 14, numRuns: 10 },
    );
  });
});

describe('checkJson', () => {
  const list = many(odd);
  it('takes what is JSON', () => {
    for (const text of [`[${list}]`, `{"a":[${list}],"b":{"c":[${list}]}}`, '1', ' {} '])
      expect(() => checkJson(Buffer.from(text))).not.toThrow();
  });

  it.each([
    `[${list},]`,
    `[,${list}]`,
    `[${list},tru]`,
    `[${list}`,
    `[${list}]]`,
    `{"a":[${list}],}`,
    `[${list},{"a":1 "b":2},${list}]`,
    `[${list},"a\n",${list}]`,
    `[${list}}`,
    `[${list},01]`,
    '',
  ])('refuses what is none', (text) => expect(() => checkJson(Buffer.from(text))).toThrow(SyntaxError));
});
