import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judge, type Evidence } from '../../scripts/kill-law/judge.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { openState, type State } from '../../src/workspace/state/open-state.ts';

let stateFolder: string;
let state: State;
beforeEach(async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'repatch-judge-'));
  state = openState(stateFolder);
  await state.stores.pools.add('Orders', 'data', ['1', '2', '3'], 0);
});
afterEach(() => {
  state.close();
  rmSync(stateFolder, { recursive: true, force: true });
});

const party = (taken: object, keys: object = {}): Evidence['party'] =>
  ({
    taken: new Map(Object.entries(taken).map(([id, count]) => [Number(id), Number(count)])),
    keys: new Map(Object.entries(keys).map(([id, list]) => [Number(id), new Set(list as string[])])),
  }) as unknown as Evidence['party']; // nothing else is looked at
const doubting = (...keys: readonly string[]): RunResult =>
  ({ inDoubt: keys.map((key) => ({ step: 'Push', origin: { key }, reason: '' })) }) as unknown as RunResult; // as above
const once = { 1: 1, 2: 1, 3: 1 };
const verdict = (more: Partial<Evidence>): string =>
  judge({
    world: 'flow',
    records: 3,
    keys: false,
    party: party(once),
    stateFolder,
    results: [],
    ...more,
  }).problems.join();

describe('the judge of the kill law', () => {
  it('is content when every record is there once, or twice and listed', () => {
    expect(verdict({})).toBe('');
    expect(verdict({ party: party({ ...once, 2: 2 }), results: [doubting('2')] })).toBe('');
  });

  it.each([
    ['a lost record', { party: party({ 1: 1, 3: 1 }) }, '1 lost: 2'],
    [
      'a double that nothing lists',
      { party: party({ ...once, 3: 2 }), results: [doubting('2')] },
      'not listed in doubt: 3',
    ],
    [
      'a double where the destination honours keys, listed or not',
      { keys: true, party: party({ ...once, 3: 2 }), results: [doubting('3')] },
      '1 twice: 3',
    ],
    ['two keys for one record', { keys: true, party: party(once, { 2: ['a', 'b'] }) }, 'several idempotency keys: 2'],
    [
      'doubt that names no record',
      { results: [{ inDoubt: [{}] } as unknown as RunResult] },
      'does not name its record',
    ],
    ['a ledger that says less', { world: 'service' as const }, 'the ledger has 0 of 3 records'],
  ])('sees %s', (_, evidence, words) => {
    expect(verdict(evidence)).toContain(words);
  });

  it('sees a pool that says less, and what a run has left behind', async () => {
    const input = { kind: 'flow', name: 'Orders', file: '/x', digest: '', nowMs: 0 } as const;
    const run = state.begin('run-1', input, 0);
    await run.journal.stores.pools.add('Orders', 'data', ['4'], 0);
    await run.journal.start({ step: 'Push', digest: 'd', ordinal: 1, repeatable: false });
    mkdirSync(join(stateFolder, 'runs', 'run-1'), { recursive: true });
    run.spill.create('checkpoint').close();
    run.close();
    const words = verdict({ records: 4, party: party({ ...once, 4: 1 }) });
    for (const one of [
      'the pool has 3 of 4 records',
      '1 rows in pool belong to a run that has ended',
      '1 runs are unfinished',
      'a run is said to be running',
      '1 rows are left in effect',
      '1 spill files are left',
    ])
      expect(words).toContain(one);
  });
});
