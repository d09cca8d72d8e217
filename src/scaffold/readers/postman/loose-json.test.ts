import { describe, expect, it } from 'vitest';
import { sampleSchema } from '../../sample-schema.ts';
import { readLooseJson } from './loose-json.ts';

describe('readLooseJson', () => {
  it.each<[string, unknown, unknown]>([
    ['{"a":1}', { a: 1 }, { type: 'object', properties: { a: { type: 'integer' } } }],
    [
      '{"a": {{b}}, "c": "{{d}}"}',
      { a: 1, c: '{{d}}' },
      { type: 'object', properties: { a: true, c: { type: 'string' } } },
    ],
    ['["<uuid>", <boolean>]', ['00000000-0000-4000-8000-000000000000', true], expect.anything()],
    ['{ // note "x"\n "a": "// kept", /* gone */ "b": [1, 2, ], }', { a: '// kept', b: [1, 2] }, expect.anything()],
    [String.raw`{"a": "\"{{x}}\" <b>,]"}`, { a: '"{{x}}" <b>,]' }, expect.anything()],
  ])('reads %s', (text, example, schema) => {
    const read = readLooseJson(text);
    expect(read?.example).toEqual(example);
    expect(sampleSchema([read?.sample])).toEqual(schema);
  });

  it.each([
    '{',
    '{"a": "open',
    '{"a": {{open }',
    '/* open',
    '{"a" 1}',
    '<open',
    '['.repeat(5000) + ']'.repeat(5000),
    '{"__proto__": 1',
  ])('refuses %s', (text) => {
    expect(readLooseJson(text)).toBeUndefined();
  });

  it('takes hostile texts in one pass', () => {
    for (const piece of ['/*', '"\\"', '{{', '<', ',', ' ,', '\\"', '[{{'])
      expect(readLooseJson(piece.repeat(300_000))).toBeUndefined();
  });

  it('keeps dangerous keys as data', () => {
    const read = readLooseJson('{"__proto__": {"admin": true}, "a": 1}');
    expect(Object.keys(read?.example as object)).toEqual(['__proto__', 'a']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('sampleSchema', () => {
  it.each<[string, readonly unknown[], unknown]>([
    ['nothing', [], true],
    ['null alone', [null], true],
    ['an empty list', [[]], { type: 'array', items: true }],
    ['integers and fractions', [1, 1.5], { type: 'number' }],
    ['several scalars', [1, 'a', null], { type: ['integer', 'string', 'null'] }],
    [
      'a scalar or an object',
      ['a', { b: 1 }, null],
      { anyOf: [{ type: 'object', properties: { b: { type: 'integer' } } }, { type: 'string' }, { type: 'null' }] },
    ],
    ['moments', ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00+01:00'], { type: 'string', format: 'date-time' }],
    ['a moment and other text', ['2026-01-01T00:00:00Z', 'soon'], { type: 'string' }],
    [
      'one object proves nothing of what is required',
      [{ a: 1 }],
      { type: 'object', properties: { a: { type: 'integer' } } },
    ],
    [
      'two do',
      [{ a: 1 }, { a: 2, b: 1 }],
      { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } }, required: ['a'] },
    ],
  ])('%s', (_, samples, schema) => {
    expect(sampleSchema(samples)).toEqual(schema);
  });
});
