import { describe, expect, it } from 'vitest';
import { translatePatterns } from './xsd-pattern.ts';

const translated = (pattern: string): string | undefined => translatePatterns([[pattern]]).checked[0]?.[0];

describe('patterns of XML Schema', () => {
  it.each([
    [String.raw`\d{3}`, '٣٣٣', '33'],
    [String.raw`[a-z]+(\.[a-z]+)*`, 'a.b.c', 'a..b'],
    ['^a$', '^a$', 'a'],
    [String.raw`[\w-]+`, 'ü-1', 'a b'],
    ['(foo|bar)+', 'foobar', 'fo'],
  ])('%s', (pattern, match, other) => {
    const source = new RegExp(`^(?:${translated(pattern) ?? ''})$`, 'u');
    expect([source.test(match), source.test(other)]).toEqual([true, false]);
  });

  it.each(['(a+)+', '(a|a)*b', '(a|ab)*c', String.raw`\s*\s*\s*x`, '[a-z-[aeiou]]', String.raw`\i\c*`, '(?i)a', '['])(
    '%s is left to the service',
    (pattern) => {
      expect(translatePatterns([[pattern, 'x']])).toEqual({ checked: [], unchecked: [pattern] });
    },
  );
});
