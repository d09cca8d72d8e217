import { describe, it } from 'vitest';
import type { ShapeCase } from '../../src/contract/cases.ts';
import cache from '../../src/shapes/cache/index.ts';
import dedupe from '../../src/shapes/dedupe/index.ts';
import { checkShape } from '../support/check-unit.ts';

/** Rows of the platform's pages on caches and de-dupe, each by its name; the examples of the units say more of each. */
const rows = (all: Readonly<Record<string, ShapeCase>>): readonly (readonly [string, ShapeCase])[] =>
  Object.entries(all);

const flowCache = { cache: { name: 'c', scope: 'flow' } };
const runCache = { cache: { name: 'c', scope: 'flow run' } };
const pages = [[1], [2]];
const add = (config: object): object => ({
  name: 'Add',
  microservice: 'cache',
  ...flowCache,
  config: { action: 'add', ...config },
});
const pulled = [{ p: 1 }, { p: 2 }];

describe('add to cache', () => {
  it.each(
    rows({
      'cache: an existing or a new one, by name': {
        config: { action: 'add', key: 'k' },
        step: flowCache,
        found: { caches: { 'flow/other/k': 0 } },
        bucket: [1],
        gives: [1],
        leaves: { caches: { 'flow/c/k': 1, 'flow/other/k': 0 } },
      },
      'type flow run: gone with the run': {
        config: { action: 'add', key: 'k' },
        step: runCache,
        bucket: [1],
        gives: [1],
        leaves: { caches: { 'flow/c/k': undefined, 'company/c/k': undefined } },
      },
      'type flow: every run of this flow': {
        config: { action: 'add', key: 'k' },
        step: flowCache,
        bucket: [1],
        gives: [1],
        leaves: { caches: { 'flow/c/k': 1, 'company/c/k': undefined } },
      },
      'type company: every flow': {
        config: { action: 'add', key: 'k' },
        step: { cache: { name: 'c', scope: 'company' } },
        bucket: [1],
        gives: [1],
        leaves: { caches: { 'company/c/k': 1, 'flow/c/k': undefined } },
      },
      'expiry: number and unit': {
        config: { action: 'add', key: 'k', ttl_number: 2, ttl_unit: 'weeks' },
        step: flowCache,
        bucket: [1],
        gives: [1],
        leaves: { at: '2026-03-15T09:59:59Z', caches: { 'flow/c/k': 1 } },
      },
      'expiry of a flow run cache counts inside the run, which takes no time here': {
        config: { action: 'load', key: 'k' },
        step: runCache,
        before: [{ ...add({ key: 'k', ttl_number: 1, ttl_unit: 'second' }), ...runCache }],
        bucket: [1],
        gives: [1],
      },
      'cache key: with variables': {
        config: { action: 'add', key: 'customer-[[payload.0.id]]' },
        step: flowCache,
        bucket: [[{ id: 'a' }], [{ id: 'b' }]],
        gives: [[{ id: 'a' }], [{ id: 'b' }]],
        leaves: { caches: { 'flow/c/customer-a': [{ id: 'a' }], 'flow/c/customer-b': [{ id: 'b' }] } },
      },
      'save all pages off, append off: the last payload survives': {
        config: { action: 'add', key: 'k' },
        step: flowCache,
        bucket: pages,
        gives: pages,
        leaves: { caches: { 'flow/c/k': [2], 'flow/c/k.1': undefined } },
        warns: [
          'Step "Step" saved several payloads under one key, of which the last stays; give each a key of its own, or switch "save_all_pages" or "append" on.',
        ],
      },
      'save all pages on, append off: a key for each page, which the next run overwrites': {
        config: { action: 'add', key: 'k', save_all_pages: true },
        step: flowCache,
        found: { caches: { 'flow/c/k.1': [0] } },
        bucket: pages,
        gives: pages,
        leaves: { caches: { 'flow/c/k': undefined, 'flow/c/k.1': [1], 'flow/c/k.2': [2] } },
      },
      'save all pages off, append on: one key': {
        config: { action: 'add', key: 'k', append: true },
        step: flowCache,
        found: { caches: { 'flow/c/k': [0] } },
        bucket: pages,
        gives: pages,
        leaves: { caches: { 'flow/c/k': [0, 1, 2], 'flow/c/k.1': undefined } },
      },
      'save all pages on, append on: later runs append to the page that matches': {
        config: { action: 'add', key: 'k', append: true, save_all_pages: true },
        step: flowCache,
        found: { caches: { 'flow/c/k.2': [0] } },
        bucket: pages,
        gives: pages,
        leaves: { caches: { 'flow/c/k.1': [1], 'flow/c/k.2': [0, 2] } },
      },
      'append: JSON that is no list is made one first': {
        config: { action: 'add', key: 'k', append: true },
        step: flowCache,
        bucket: pulled,
        gives: pulled,
        leaves: { caches: { 'flow/c/k': pulled } },
      },
    }),
  )('%s', (_, one) => checkShape(cache, one));
});

describe('load from cache', () => {
  const found = { caches: { 'flow/c/k': 'held', 'flow/c/order-1': 'one', 'flow/c/order-2': 'two' } };
  it.each(
    rows({
      'cache key: static': { config: { action: 'load', key: 'k' }, step: flowCache, found, gives: ['held'] },
      'cache key: with payload variables': {
        config: { action: 'load', key: 'order-[[payload.id]]' },
        step: flowCache,
        found,
        bucket: [{ id: 2 }],
        gives: ['two'],
      },
      'fail on cache miss: on': {
        config: { action: 'load', key: 'none', fail_on_miss: true },
        step: flowCache,
        gives: [],
        fails: 'run/cache-miss',
      },
      'fail on cache miss: off, the flow goes on with an empty payload': {
        config: { action: 'load', key: 'none' },
        step: flowCache,
        gives: [undefined],
        warns: ['Nothing was cached in "c" under a key that step "Step" asked for.'],
      },
      'load all pages: what was saved with save all pages': {
        config: { action: 'load', key: 'p', load_all_pages: true },
        step: flowCache,
        before: [add({ key: 'p', save_all_pages: true })],
        bucket: [[1], [2]],
        gives: [[1], [2], [1], [2]],
      },
      'multi-pick: one payload for each key, in order': {
        config: { action: 'load', key: 'order-[[payload.*.id]]' },
        step: flowCache,
        found,
        bucket: [[{ id: 2 }, { id: 1 }]],
        gives: ['two', 'one'],
      },
      'multi-pick: what is missing is left out': {
        config: { action: 'load', key: 'order-[[payload.*.id]]' },
        step: flowCache,
        found,
        bucket: [[{ id: 3 }, { id: 1 }]],
        gives: ['one'],
        warns: ['Nothing was cached in "c" under a key that step "Step" asked for.'],
      },
    }),
  )('%s', (_, one) => checkShape(cache, one));
});

describe('de-dupe', () => {
  const pool = { data_pool: { name: 'p' } };
  const known = { pools: { p: ['data/1'] } };
  const bucket = [[{ id: 1 }, { id: 2 }]];
  it.each(
    rows({
      'behaviour filter: known records go, none is recorded': {
        config: { behaviour: 'filter', key: 'id' },
        step: pool,
        found: known,
        bucket,
        gives: [[{ id: 2 }]],
        leaves: known,
      },
      'behaviour track: records are recorded, none goes': {
        config: { behaviour: 'track', key: 'id' },
        step: pool,
        found: known,
        bucket,
        gives: bucket,
        leaves: { pools: { p: ['data/1', 'data/2'] } },
      },
      'behaviour filter & track': {
        config: { behaviour: 'filter_and_track', key: 'id' },
        step: pool,
        found: known,
        bucket,
        gives: [[{ id: 2 }]],
        leaves: { pools: { p: ['data/1', 'data/2'] } },
      },
      'data pool: a reference': { config: { behaviour: 'filter', key: 'id' }, gives: [], fails: 'run/no-data-pool' },
      'key: a path': {
        config: { behaviour: 'filter', key: 'orders.*.id' },
        step: pool,
        found: known,
        bucket: [{ orders: [{ id: 1 }, { id: 2 }] }],
        gives: [{ orders: [{ id: 2 }] }],
      },
      'keys live 90 days': {
        config: { behaviour: 'filter', key: 'id' },
        step: pool,
        found: { ...known, at: '2025-12-01T09:59:59Z' },
        bucket,
        gives: bucket,
      },
      'duplicates within one payload: the first one stays': {
        config: { behaviour: 'filter_and_track', key: 'id' },
        step: pool,
        bucket: [
          [
            { id: 5, n: 1 },
            { id: 5, n: 2 },
          ],
        ],
        gives: [[{ id: 5, n: 1 }]],
      },
      'missing key: the record stays, with a warning': {
        config: { behaviour: 'filter', key: 'id' },
        step: pool,
        bucket: [[{ n: 1 }]],
        gives: [[{ n: 1 }]],
        warns: ['1 of the records have no key.'],
      },
    }),
  )('%s', (_, one) => checkShape(dedupe, one));
});
