import { describe, expect, it } from 'vitest';
import { rangeInside } from './inside-text.ts';

describe('a part of a text', () => {
  it.each([
    ['"a [[x]] b"', 'a [[x]] b', '[[x]]'],
    [String.raw`"tab\t[[x]]"`, 'tab\t[[x]]', '[[x]]'],
    [String.raw`"\u00e9\"[[x]]"`, 'é"[[x]]', '[[x]]'],
    ["'it''s [[x]]'", "it's [[x]]", '[[x]]'],
    ['plain [[x]] text', 'plain [[x]] text', '[[x]]'],
    [String.raw`"\U0001F600[[x]]"`, '😀[[x]]', '[[x]]'],
    ['"😀[[x]]"', '😀[[x]]', '[[x]]'],
  ])('%s is found where it is written', (raw, value, part) => {
    const start = value.indexOf(part);
    const range = rangeInside(raw, { start, end: start + part.length });
    expect(raw.slice(range?.start, range?.end)).toBe(part);
  });

  it('of folded text is not looked for', () => {
    expect(rangeInside('|\n  a\n  b', { start: 0, end: 1 })).toBeUndefined();
    expect(rangeInside('"a\n  b"', { start: 2, end: 3 })).toBeUndefined();
  });
});
