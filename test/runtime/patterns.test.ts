import { expect, it } from 'vitest';
import { compilePattern } from '../../src/operators/pattern.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, run } from '../support/flows.ts';
import type { RunResult } from '../../src/contract/events.ts';

const long = `${'a'.repeat(40)}!`;

it.each(['^(a|a)*$', '^((a)*)*$', '(a+)+$', '^(a|aa)+$', '^(.*a){20}$', '(x+x+)+y', '^([a-z]+)*$'])(
  '%s takes no time on a text that nearly matches',
  (pattern) => {
    expect(compilePattern(pattern).test(long.repeat(20))).toBe(false);
  },
);

it.each([
  [String.raw`^a\-\d$`, 'a-1', true],
  [String.raw`^\d{3}\/\w+$`, '123/ab', true],
  ['/^so-/i', 'SO-1', true],
  ['/a.c/s', 'a\nc', true],
  ['/^b$/m', 'a\nb', true],
  ['(?<year>\\d{4})', '2026', true],
  ['(?P<year>\\d{4})', '2026', true],
  ['(?i)abc', 'ABC', true],
  [String.raw`\p{L}+`, 'ключ', true],
  ['^.$', '😀', true],
  ['[(?=)]', '=', true],
  [String.raw`\(\?=`, '(?=', true],
  ['a|b', 'c', false],
])('%s on %s is %s', (pattern, text, matches) => {
  expect(compilePattern(pattern).test(text)).toBe(matches);
});

it.each([
  ['(', /missing closing/u],
  ['[a', /missing closing/u],
  ['a++', /possessive/u],
  ['(?=a)b', /ahead or behind/u],
  ['(?<!a)b', /ahead or behind/u],
  ['(?>a)', /atomic/u],
  [String.raw`(a)\1`, /back to a group/u],
  [String.raw`\h+`, /PCRE/u],
  ['(?R)', /recursion/u],
  ['/a/x', /flag "x"/u],
  ['a'.repeat(1025), /1024/u],
])('%s is refused', (pattern, reason) => {
  expect(() => compilePattern(pattern)).toThrow(reason);
});

function filtered(filter: object, payload: unknown): Promise<RunResult> {
  const step = { name: 'Keep', microservice: 'filter', config: {}, filters: [filter] };
  return run(flowOf([step]), testPorts(), {}, { payload });
}

it.each([
  [{ field: 'q', comparison: 'regex', value: '(?=a)' }, 'run/bad-pattern'],
  [{ field: 'q', comparison: 'not_regex', value: 'a++' }, 'run/bad-pattern'],
  [{ field: 'q', comparison: 'regex', value: '[[payload.pattern]]' }, 'run/bad-pattern'],
  [{ field: 'items[0]', comparison: 'eq', value: '1' }, 'run/bad-filter'],
  [{ field: '$.q', comparison: 'eq', value: '1' }, 'run/bad-filter'],
])('a filter with %j is a coded failure and matches nothing in silence', async (filter, code) => {
  const result = await filtered(filter, { q: 'a', pattern: '(' });
  expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code, step: 'Keep' }] });
});

it('a pattern may come from the payload', async () => {
  const result = await filtered(
    { field: 'q', comparison: 'regex', value: '^[[payload.start]]' },
    { q: 'ab', start: 'a' },
  );
  expect(result).toMatchObject({ status: { code: 2 }, steps: [{ payloadsIn: 1, payloadsOut: 1 }] });
});
