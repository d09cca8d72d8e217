import { describe, expect, it } from 'vitest';
import { badMatcherIn, matchJson } from './json-matchers.ts';
import { parseJson } from './json-codec.ts';

const long = parseJson('9007199254740993');

describe('matchJson', () => {
  it.each([
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [1.5, parseJson('1.50')],
    [{ $number: '9007199254740993' }, long],
    [{ a: { $any: true } }, { a: null }],
    [{ a: { $absent: true } }, {}],
    [{ $type: 'integer' }, long],
    [{ $type: 'list' }, []],
    [{ $matches: '^UK-\\d+$' }, 'UK-12'],
    [{ $matches: '^12$' }, 12],
    [{ $contains: 'b' }, 'abc'],
    [{ $contains: { $partial: { id: 2 } } }, [{ id: 1 }, { id: 2, name: 'x' }]],
    [{ $partial: { a: { $partial: { b: 1 } } } }, { a: { b: 1, c: 2 }, d: 3 }],
    [{ $anyOrder: [{ $any: true }, 1] }, [1, 2]],
    [{ $length: 2 }, ['a', 'b']],
    [{ $equals: { $any: true } }, { $any: true }],
    [
      { $ref: 'x', other: 1 },
      { $ref: 'x', other: 1 },
    ],
  ])('%j fits %j', (expected, actual) => {
    expect(matchJson(expected, actual)).toMatchObject({ isEqual: true });
  });

  it.each([
    [{ a: 1 }, { a: 1, b: 2 }, '/b'],
    [{ a: 1, b: 2 }, { a: 1 }, '/b'],
    [{ a: '1' }, { a: 1 }, '/a'],
    [null, undefined, ''],
    [null, {}, ''],
    [[1, 2], [1], '/1'],
    [[1], [1, 2], '/1'],
    [{ $number: '9007199254740992' }, long, ''],
    [9007199254740992, long, ''],
    [{ a: { $any: true } }, {}, '/a'],
    [{ a: { $absent: true } }, { a: null }, '/a'],
    [{ $type: 'number' }, '1', ''],
    [{ $matches: '^UK' }, 'DE', ''],
    [{ $contains: 3 }, [1, 2], ''],
    [{ $partial: { a: 1 } }, { b: 1 }, '/a'],
    [{ $anyOrder: [1, 1] }, [1, 2], '/1'],
    [{ $anyOrder: [1] }, [1, 1], '/1'],
    [{ $length: 1 }, [], ''],
    [{ $equals: { $any: true } }, 1, ''],
  ])('%j does not fit %j, at %j', (expected, actual, at) => {
    expect(matchJson(expected, actual)).toMatchObject({ isEqual: false, at });
  });

  it('shows the value where a matcher is content with it, in the order of the value', () => {
    const match = matchJson({ id: { $any: true }, n: 2 }, { n: 1, id: 'x' });
    expect(JSON.stringify(match.expected)).toBe('{"n":2,"id":"x"}');
  });
});

describe('badMatcherIn', () => {
  it.each([
    [{ a: [{ $like: 'x' }] }, '/a/0'],
    [{ $type: 'text' }, ''],
    [{ $matches: '(' }, ''],
    [{ $any: false }, ''],
    [{ $partial: [] }, ''],
    [{ $partial: { a: { $length: -1 } } }, '/$partial/a'],
    [{ $anyOrder: 1 }, ''],
    [{ $number: 1 }, ''],
  ])('finds what is wrong in %j', (expected, pointer) => {
    expect(badMatcherIn(expected)).toMatchObject({ pointer });
  });

  it('takes what looks like a matcher under $equals, and data with more members', () => {
    expect(badMatcherIn({ a: { $equals: { $like: 1 } }, b: { $ref: 1, c: 2 } })).toBeUndefined();
  });
});
