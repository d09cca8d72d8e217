import type { InDoubt } from '../../contract/events.ts';
import type { Cleanup, EffectId, EffectState, KnownEffect, RunJournal } from '../../contract/journal.ts';
import type { Stores } from '../../contract/ports.ts';
import { stageStores } from './staged.ts';

/** A journal that lasts as long as the process: effects and state of one run, nothing to go on from afterwards. */
export function createMemoryJournal(shared: Stores, run = 'run-1'): RunJournal {
  const { stores, commit } = stageStores(shared);
  const doubts: InDoubt[] = [];
  const effects = new Map<string, KnownEffect>();
  const cleanups = new Map<string, Cleanup>();
  const set = (id: EffectId, state: EffectState, answer?: KnownEffect['answer']): void => {
    const before = effects.get(keyOf(id));
    if (before !== undefined) effects.set(keyOf(id), { ...before, state, ...(answer === undefined ? {} : { answer }) });
  };
  return {
    run,
    stores,
    find: (id) => Promise.resolve(effects.get(keyOf(id))),
    start(effect) {
      effects.set(keyOf(effect), { ...effect, state: 'started' });
      return Promise.resolve();
    },
    acknowledge(id, answer) {
      set(id, 'acknowledged', answer);
      return Promise.resolve();
    },
    reject(id) {
      set(id, 'rejected');
      return Promise.resolve();
    },
    unconfirmed: () => Promise.resolve([...effects.values()].filter(({ state }) => state === 'started')),
    doubt(request) {
      doubts.push(request);
      return Promise.resolve();
    },
    doubts: () => Promise.resolve([...doubts]),
    keepFailed: () => Promise.resolve(),
    saveCheckpoint: () => Promise.resolve(),
    checkpoint: () => Promise.resolve(undefined),
    commit,
    noteCleanup(cleanup) {
      cleanups.set(JSON.stringify(cleanup), cleanup);
      return Promise.resolve();
    },
    // Nobody else sees this memory, and it is asked for what is due when the run has ended.
    dueCleanups: () => Promise.resolve([...cleanups.values()]),
    finishCleanup(cleanup) {
      cleanups.delete(JSON.stringify(cleanup));
      return Promise.resolve();
    },
  };
}

function keyOf({ step, digest, ordinal }: EffectId): string {
  return `${step}\u001F${digest}\u001F${ordinal}`;
}
