import { describe, expect, it } from 'vitest';
import { judgePattern } from './judge.ts';
import { sampleOf } from './sample.ts';

describe('patterns', () => {
  it.each([
    ['^[A-Z]{2}\\d{4}$', 'u'],
    ['^(foo|bar)+$', 'u'],
    ['^(a+b)+$', 'u'],
    ['^se(-[a-z0-9]+)+$', 'u'],
    ['^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$', 'u'],
    ['^(?:\\d{1,3}\\.){3}\\d{1,3}$', 'u'],
    ['^https?://', 'u'],
    ['^\\p{L}+$', 'u'],
    ['[\\w-.]', ''],
  ])('%s is used', (pattern, flags) => {
    expect(judgePattern(pattern)).toEqual({ pattern, flags });
  });

  it('reads the inline flag of other dialects', () => {
    expect(judgePattern('(?i)^[a-z]+$')).toEqual({ pattern: '^[a-z]+$', flags: 'iu' });
  });

  it.each([
    ['(a+)+$', /exponential/u],
    ['(a*)*$', /exponential/u],
    ['([a-z]+)*!', /exponential/u],
    ['(a|a)*b', /exponential/u],
    ['(a|ab)*c', /exponential/u],
    ['(.*a){25}', /exponential/u],
    ['((a{1,100}){1,100}){1,100}', /exponential/u],
    ['\\s*\\s*\\s*x', /cubic/u],
    ['(?<n>a)\\k<n>(\\1+)+', /exponential/u],
    ['[', /cannot compile/u],
    ['(?P<year>\\d+)', /cannot compile/u],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, /too complex/u],
    ['a'.repeat(1001), /1000 characters/u],
  ])('%s is not', (pattern, why) => {
    expect(judgePattern(pattern)).toEqual({ dropped: expect.stringMatching(why) as unknown });
  });

  it.each([
    '^[A-Z]{2}\\d{4}$',
    '^(foo|bar)+$',
    '^\\+?[1-9]\\d{1,14}$',
    '^[^a-z]$',
    '^\\p{Lu}.{3}$',
    '^a{2,}$',
    '^$',
    '\\x41\\u{42}',
  ])('a text is made up for %s', (pattern) => {
    expect(sampleOf(pattern, 'u')).toMatch(new RegExp(pattern, 'u'));
  });

  it('gives nothing rather than a wrong text', () => {
    expect(sampleOf('^(?=b)a$', 'u')).toBeUndefined();
    expect(sampleOf('^a{3}$', 'u', 5)).toBeUndefined();
  });
});
