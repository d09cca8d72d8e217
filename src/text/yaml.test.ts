import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { joinPointer } from './pointer.ts';
import { readSource, type Source } from './source.ts';

const read = (text: string): Promise<Source> => readSource('a.yaml', new TextEncoder().encode(text));
const codesOf = ({ diagnostics }: Source): string[] => diagnostics.map(({ code }) => code);
const placeOf = async (
  source: Source,
  pointer: string,
  on: 'key' | 'value' = 'value',
): Promise<Diagnostic['at'] | undefined> =>
  (await source.locate([{ code: 'lint/wrong-value', message: '', pointer, on }]))[0]?.at;

/** Every pointer into a value, with the value. */
function pointersInto(value: unknown, pointer = ''): (readonly [string, unknown])[] {
  const below = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return [[pointer, value], ...below.flatMap(([key, member]) => pointersInto(member, joinPointer(pointer, key)))];
}

describe('YAML', () => {
  const values = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('__proto__'));

  it('is read as another library writes it', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown; // no negative zero
        const source = await read(stringify(plain, { version: '1.2' }));
        expect(source.value).toEqual(plain);
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('has every value and key where the place says', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const text = JSON.stringify(value, null, 1);
        for (const file of ['a.yaml', 'a.json']) {
          const source = await readSource(file, new TextEncoder().encode(text));
          for (const [pointer, expected] of pointersInto(source.value)) {
            const at = await placeOf(source, pointer);
            expect(JSON.parse(text.slice(at?.start, at?.end))).toEqual(expected);
          }
        }
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it('has places in blocks, lists in lists and after empty values', async () => {
    const source = await read('a:\nb:\n  - - x\n    - {c: [1, 2]}\nd: |\n  text\n404: e\n');
    expect(source.value).toEqual({ a: null, b: [['x', { c: [1, 2] }]], d: 'text\n', '404': 'e' });
    const found = async (pointer: string): Promise<string> => {
      const at = await placeOf(source, pointer);
      return `${at?.line}:${at?.column} ${source.text.slice(at?.start, at?.end)}`;
    };
    expect(await found('/b/0/1/c')).toBe('4:11 [1, 2]');
    expect(await found('/b/0/1/c/1')).toBe('4:15 2');
    expect(await found('/404')).toBe('7:6 e');
    expect(await found('/b/0/7')).toContain('3:5 - x');
    expect((await placeOf(source, '/404', 'key'))?.column).toBe(1);
  });

  it('shares what aliases repeat, and merges', async () => {
    const source = await read('a: &a { x: 1 }\nb: *a\nc: { <<: *a, y: 2 }\n');
    expect(source.value).toEqual({ a: { x: 1 }, b: { x: 1 }, c: { x: 1, y: 2 } });
    expect((await placeOf(source, '/b'))?.column).toBe(4);
  });

  it('keeps the last of keys given twice, and reports each', async () => {
    const source = await read('a: 1\nb: { c: 1, c: 2 }\na: 3\n');
    expect(source.value).toEqual({ a: 3, b: { c: 2 } });
    expect(codesOf(source)).toEqual(['text/duplicate-key', 'text/duplicate-key']);
  });

  it.each([
    ['a: &a [*a]', 'text/alias-bomb'],
    ['a: 1\n---\nb: 2', 'text/not-yaml'],
    ['a: *gone', 'text/not-yaml'],
    ['a: !!js/function x', 'text/not-yaml'],
    ['? [a]\n: b', 'text/not-yaml'],
    ['a: "open', 'text/not-yaml'],
    ['__proto__: { a: 1 }', 'text/forbidden-key'],
  ])('reports %j', async (text, code) => {
    expect(codesOf(await read(text))).toEqual([code]);
  });

  it('does not change other objects', async () => {
    await read('__proto__: { polluted: 1 }');
    expect('polluted' in {}).toBe(false);
  });

  it('never throws, whatever the pieces', async () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '&a ',
      '*a',
      '|',
      '>',
      '!x ',
      '#',
      '%',
      '<<: ',
      '? ',
      '---',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const source = await read(`k: 1\n${pieces.join('')}`);
        await source.locate([{ code: 'lint/wrong-value', message: '', pointer: '/k/a/0' }]);
        expect(source.value === undefined).toBe(source.diagnostics.some(({ code }) => !code.endsWith('-key')));
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

describe('brackets that are indented less than their key', () => {
  it.each([
    [
      'JSON in the first column',
      'a:\n  b: {\n"x": 1,\n"y": [\n1,\n2\n]\n}\nz: 1\n',
      { a: { b: { x: 1, y: [1, 2] } }, z: 1 },
    ],
    ['lists', 'a:\n  - [1,\n2]\n  - [\n]\n', { a: [[1, 2], []] }],
    ['only the closing one', 'a:\n  b: {\n    x: 1\n}\n', { a: { b: { x: 1 } } }],
    ['a value below its key', 'a:\n  b: { "x":\n"y" }\n', { a: { b: { x: 'y' } } }],
    [
      'behind nested ones',
      'a:\n  b: {\n    "x": {\n      "y": 1\n    },\n"z": 2\n}\n',
      { a: { b: { x: { y: 1 }, z: 2 } } },
    ],
    ['several', 'a:\n  b: {\n"x": 1\n}\n  c: {\n"y": 2\n}\n', { a: { b: { x: 1 }, c: { y: 2 } } }],
    [
      'texts with brackets and quotes in them',
      'a:\n  b: {\n"}": "it\'s ]",\n"\\"{": 1\n}\n',
      { a: { b: { '}': "it's ]", '"{': 1 } } },
    ],
    ['with carriage returns', 'a:\r\n  b: {\r\n"x": 1\r\n}\r\n', { a: { b: { x: 1 } } }],
    ['in a list of a list', 'a:\n  - - b: {\n"x": 1\n}\n', { a: [[{ b: { x: 1 } }]] }],
  ])('are read as other readers read them: %s', async (_, text, value) => {
    const source = await read(text);
    expect(codesOf(source)).toEqual([]);
    expect(source.value).toEqual(value);
  });

  it('keep lines and what stands outside where they are', async () => {
    const source = await read('a:\n  b: {\n"x": 1\n}\nz: 1\n');
    expect(await placeOf(source, '/z')).toMatchObject({ line: 5, column: 4 });
    expect(await placeOf(source, '/a/b/x')).toMatchObject({ line: 3 });
  });

  it.each([
    ['a quotation that does not end', 'a:\n  b: "x\nc: "y"\n', 2],
    ['a bracket that does not end', 'a:\n  b: {\n"x": 1\nc: 2\n', 3],
    ['what stands in no brackets', 'a:\n  b: "x\ny"\n', 3],
  ])('are told from faults: %s', async (_, text, line) => {
    const { diagnostics } = await read(text);
    expect(diagnostics.map(({ code, at }) => [code, at.line >= line])).toEqual([['text/not-yaml', true]]);
  });

  it('are looked for in bounded time', async () => {
    const text = `a:\n${'  - {\n"x": 1\n}\n'.repeat(20_000)}`;
    const { diagnostics } = await read(text);
    expect(diagnostics.length).toBeLessThanOrEqual(1);
  });
});
