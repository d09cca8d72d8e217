import { expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, guarded, run } from '../support/flows.ts';
import type { RunResult } from '../../src/contract/events.ts';

function filtered(filter: object, payload: unknown): Promise<RunResult> {
  const step = { name: 'Keep', microservice: 'filter', config: {}, filters: [filter] };
  return run(flowOf([step]), testPorts(), {}, { payload });
}

it.each([
  [{ field: 'q', comparison: 'regex', value: '(?=a)' }, 'run/bad-pattern', 'character 1'],
  [{ field: 'q', comparison: 'matches', value: '(' }, 'run/bad-pattern', 'character 1'],
  [{ field: 'q', comparison: 'not_regex', value: 'a++' }, 'run/bad-pattern', 'character 2'],
  [{ field: 'q', comparison: 'regex' }, 'run/bad-pattern', 'empty'],
  [{ field: 'q', comparison: 'regex', value: '[[payload.pattern]]' }, 'run/bad-pattern', 'character 1'],
  [{ field: 'q', comparison: 'regex', value: '[[payload.nothing]]' }, 'run/bad-pattern', 'empty'],
  [{ field: 'items[0]', comparison: 'eq', value: '1' }, 'run/bad-path', 'brackets'],
  [{ field: "['q']", comparison: 'eq', value: '1' }, 'run/bad-path', 'brackets'],
  [{ field: '$.q', comparison: 'eq', value: '1' }, 'run/bad-path', '"$"'],
  [{ field: 'a..q', comparison: 'eq', value: '1' }, 'run/bad-path', 'empty'],
  [{ field: 'q.', comparison: 'eq', value: '1' }, 'run/bad-path', 'empty'],
  [{ field: 'item*.q', comparison: 'eq', value: '1' }, 'run/bad-path', '*'],
  [{ field: '[[payload.q]]', comparison: 'eq', value: '1' }, 'run/bad-path', 'variables'],
  [{ field: '{{flow.variables.q}}', comparison: 'eq', value: '1' }, 'run/bad-path', 'variables'],
  [{ field: '[[meta.nothing]].q', comparison: 'eq', value: '1' }, 'run/bad-path', 'empty'],
])('a filter with %j is a coded failure and matches nothing in silence', async (filter, code, words) => {
  const result = await filtered(filter, { q: 'a', pattern: '(' });
  expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code, step: 'Keep' }] });
  expect(result.failures[0]?.message).toContain(words);
  expect(result.failures[0]?.help).not.toBe('');
});

it('a pattern may come from the payload', async () => {
  const result = await filtered(
    { field: 'q', comparison: 'regex', value: '^[[payload.start]]' },
    { q: 'ab', start: 'a' },
  );
  expect(result).toMatchObject({ status: { code: 2 }, steps: [{ payloadsIn: 1, payloadsOut: 1 }] });
});

it('a pattern from a payload that is none fails that payload alone', async () => {
  const keep = {
    name: 'Push',
    microservice: 'filter',
    filters: [{ field: 'q', comparison: 'regex', value: '[[payload.p]]' }],
  };
  const flow = flowOf([
    { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } },
    ...guarded(keep),
  ]);
  const payload = [
    { q: 'a', p: 'a' },
    { q: 'a', p: 'a)' },
    { q: 'a', p: '^a' },
  ];
  const result = await run(flow, testPorts(), {}, { payload });
  expect(result).toMatchObject({
    status: { code: 5 },
    failures: [{ code: 'run/bad-pattern', step: 'Push', origin: { path: '1' } }],
  });
  expect(result.steps.find(({ name }) => name === 'Push')).toMatchObject({ payloadsIn: 3, payloadsOut: 2, failed: 1 });
});

it('a text that is too long for a pattern fails its payload', async () => {
  const result = await filtered(
    { field: 'q', comparison: 'regex', value: '([ab]*a[ab]{300}){3}' },
    { q: 'b'.repeat(1_000_000) },
  );
  expect(result).toMatchObject({ status: { code: 3 }, failures: [{ code: 'run/bad-pattern' }] });
});
