import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSource } from './source.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const codesOf = async (file: string, text: string): Promise<string[]> =>
  (await readSource(file, encode(text))).diagnostics.map(({ code }) => code);

describe('readSource', () => {
  it('reads whatever JSON.stringify writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), async (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const source = await readSource('a.json', encode(text));
        expect(source.value).toEqual(JSON.parse(text));
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('agrees with JSON.parse on what is JSON', async () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b',
      '1',
      '-',
      '0.5',
      'true',
      'nul',
      ' ',
      '\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 12 }), async (parts) => {
        const text = `x${parts.join('')}`.slice(1);
        fc.pre(text.trim() !== '');
        let readable = true;
        try {
          JSON.parse(text);
        } catch {
          readable = false;
        }
        const broken = (await codesOf('a.json', text)).some(
          (code) => code === 'text/not-json' || code === 'text/truncated',
        );
        expect(broken).toBe(!readable);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('finds the place of a value and of a key', async () => {
    const source = await readSource('a.json', encode('{\n  "a": [1, { "b": true }]\n}'));
    const [value, key, parent] = await source.locate([
      { code: 'lint/wrong-value', message: '', pointer: '/a/1/b' },
      { code: 'lint/wrong-value', message: '', pointer: '/a/1/b', on: 'key' },
      { code: 'lint/wrong-value', message: '', pointer: '/a/1/c' },
    ]);
    expect([value?.at.line, value?.at.column]).toEqual([2, 19]);
    expect([key?.at.line, key?.at.column]).toEqual([2, 14]);
    expect([parent?.at.line, parent?.at.column]).toEqual([2, 12]);
  });

  it('takes ten megabytes of brackets', async () => {
    expect(await codesOf('a.json', '['.repeat(10_000_000))).toEqual(['text/too-deep']);
    expect(await codesOf('a.yaml', '['.repeat(10_000_000))).toEqual(['text/too-deep']);
  });

  it.each(['x', 'é', '\\n', '😀'])('takes a text of ten million %j, and one without an end', async (part) => {
    const long = part.repeat(10_000_000 / part.length);
    expect(await codesOf('a.json', `{"${long}":"${long}"}`)).toEqual([]);
    expect(await codesOf('a.json', `{"a":"${long}`)).toEqual(['text/truncated']);
  });

  it('takes no file of more than 64 MB', async () => {
    const source = await readSource('a.json', new Uint8Array(64 * 1024 * 1024 + 1));
    expect(source.diagnostics.map(({ code }) => code)).toEqual(['text/too-large']);
  });

  it('never throws, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.constantFrom('a.json', 'a.yaml'), async (bytes, file) => {
        const source = await readSource(file, bytes);
        expect(Array.isArray(source.diagnostics)).toBe(true);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
