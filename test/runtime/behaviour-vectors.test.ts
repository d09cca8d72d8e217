// The behaviour vectors of the domain notes on process flows, and the rows of their tables on control flow: each test is
// named for its row.
import { describe, expect, it } from 'vitest';
import type { ShapeCase } from '../../src/contract/cases.ts';
import { runShapeCase } from '../support/run-shape-case.ts';

interface Vector extends ShapeCase {
  readonly shape: string;
}

const caught = { name: 'Caught', microservice: 'notify', config: { level: 'error', template: '[[payload.id]]' } };
const rule = { field: 's', comparison: 'eq', value: '1' };
const twenty = Array.from({ length: 20 }, (_, id) => (id % 5 === 4 ? { id, lines: 'none' } : { id, lines: [id] }));
const cache = { cache: { name: 'Pages', scope: 'company' } };
const marked = (name: string): object => ({
  name,
  microservice: 'set-variables',
  config: { meta: [{ key: 'leg', value: name }] },
});

const vectors: Readonly<Record<string, Vector>> = {
  'batch | [{a},{b},{c}] | path *, size 2 | [{a},{b}], [{c}]': {
    shape: 'batch',
    config: { path: '*', size: 2 },
    bucket: [[{ a: 1 }, { b: 1 }, { c: 1 }]],
    gives: [[{ a: 1 }, { b: 1 }], [{ c: 1 }]],
  },
  'batch | [{a},{b}] | size 1, do not wrap | {a}, {b}': {
    shape: 'batch',
    config: { path: '*', size: 1, do_not_wrap_single: true },
    bucket: [[{ a: 1 }, { b: 1 }]],
    gives: [{ a: 1 }, { b: 1 }],
  },
  'split | {customer:{addresses:[x,y]}} | customer.addresses, wrapper ADDRESSES | {ADDRESSES:[x,y]}': {
    shape: 'split',
    config: { path: 'customer.addresses', wrapper_key: 'ADDRESSES' },
    bucket: [{ customer: { addresses: ['x', 'y'] } }],
    gives: [{ ADDRESSES: ['x', 'y'] }],
  },
  'filter | [{s:1},{s:2}] | s = 1, keep ON | [{s:1}]': {
    shape: 'filter',
    step: { filters: [{ ...rule, keep_matching: true }] },
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 1 }]],
  },
  'filter | [{s:1},{s:2}] | s = 1, keep OFF | [{s:2}]': {
    shape: 'filter',
    step: { filters: [{ ...rule, keep_matching: false }] },
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 2 }]],
  },
  'add cache | pages p1,p2 | both toggles off, key k | store k=p2': {
    shape: 'cache',
    config: { action: 'add', key: 'k' },
    step: cache,
    bucket: ['p1', 'p2'],
    gives: ['p1', 'p2'],
    leaves: { caches: { 'company/Pages/k': 'p2', 'company/Pages/k.1': undefined } },
  },
  'add cache | pages p1,p2 | save all pages | store k.1=p1, k.2=p2': {
    shape: 'cache',
    config: { action: 'add', key: 'k', save_all_pages: true },
    step: cache,
    bucket: ['p1', 'p2'],
    gives: ['p1', 'p2'],
    leaves: { caches: { 'company/Pages/k.1': 'p1', 'company/Pages/k.2': 'p2', 'company/Pages/k': undefined } },
  },
  'route | [{s:1},{s:2}] | legs s=1, (none); all | leg1 [{s:1}], leg2 both': {
    shape: 'route',
    config: { method: 'all' },
    step: {
      routes: [
        { name: 'leg1', first_step: 'leg1', filters: [rule] },
        { name: 'leg2', first_step: 'leg2' },
      ],
    },
    legs: [marked('leg1'), marked('leg2')],
    bucket: [[{ s: 1 }, { s: 2 }]],
    gives: [[{ s: 1 }], [{ s: 1 }, { s: 2 }]],
    meta: { leg: ['leg1', 'leg2'] },
  },
  'try/catch | 20 payloads, 4 fail | partial_success | 16 continue, 4 to catch, status 5': {
    shape: 'try-catch',
    config: { action: 'partial_success' },
    step: {
      routes: [
        { name: 'Try', first_step: 'Check' },
        { name: 'Catch', first_step: 'Caught' },
      ],
    },
    legs: [{ name: 'Check', microservice: 'batch', config: { path: 'lines', size: 1 } }, caught],
    bucket: twenty,
    gives: twenty.filter(({ lines }) => lines !== 'none').map(({ id }) => [id]),
    notifies: [4, 9, 14, 19].map((id) => `error log: ${id}`),
    fails: ['run/not-a-list', 'run/not-a-list', 'run/not-a-list', 'run/not-a-list'],
    status: 'PARTIAL_SUCCESS',
  },
  'sequence | one step after the other | bucket | failure fails the run unless inside try': {
    shape: 'batch',
    config: { path: 'lines', size: 1 },
    bucket: twenty,
    gives: [],
    fails: 'run/not-a-list',
    status: 'FAILURE',
  },
  'branch | strictly sequential, configured order | each leg gets the same payloads': {
    shape: 'branch',
    step: {
      routes: [
        { name: 'A', first_step: 'A' },
        { name: 'B', first_step: 'B' },
      ],
    },
    legs: [marked('A'), marked('B')],
    bucket: [1, 2],
    gives: [1, 2, 1, 2],
    meta: { leg: ['A', 'A', 'B', 'B'] },
  },
  'assert | mismatch | step failure': {
    shape: 'assert',
    config: { payload: '{"id":1}' },
    bucket: [{ id: 2 }],
    gives: [],
    fails: 'run/assertion-failed',
  },
  'callback | first one reached | answers with an array, also for one payload': {
    shape: 'callback',
    bucket: [{ id: 1 }],
    gives: [{ id: 1 }],
    answersCaller: { status: 200, body: [{ id: 1 }] },
  },
  'run process flow | one child run for each payload | queued, not awaited': {
    shape: 'run-flow',
    config: { flow: 'Stock' },
    flows: { Stock: {} },
    bucket: [{ id: 1 }, { id: 2 }],
    gives: [{ id: 1 }, { id: 2 }],
    queues: ['Stock - {} {} {"id":1}', 'Stock - {} {} {"id":2}'],
  },
};

describe('behaviour vectors', () => {
  it.each(Object.entries(vectors))('%s', async (_, { shape, ...one }) => {
    const outcome = await runShapeCase(shape, one);
    const codes = [one.fails ?? []].flat();
    expect({
      gives: outcome.gives,
      meta: outcome.meta,
      notifies: outcome.notifies,
      queued: outcome.queued,
      failures: outcome.failures.map((failure) => failure.split(': ')[0]),
      status: outcome.status,
      caches: outcome.leaves.caches,
    }).toEqual({
      gives: one.gives,
      meta: one.meta ?? {},
      notifies: one.notifies ?? [],
      queued: one.queues ?? [],
      failures: codes,
      status: one.status ?? (codes.length > 0 ? 'FAILURE' : 'SUCCESS'),
      caches: one.leaves?.caches ?? {},
    });
    if (one.answersCaller !== undefined) expect(outcome.answered).toEqual(one.answersCaller);
  });
});
