import { describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import type { Effect } from '../../src/contract/journal.ts';
import { encodedPayload, payloadText, type Payload } from '../../src/contract/payload.ts';
import { createMemoryJournal } from '../../src/runtime/stores/memory-journal.ts';
import { createMemorySpill } from '../../src/runtime/stores/memory-spill.ts';
import { createMemoryStores } from '../../src/runtime/stores/memory.ts';
import { openCodecs } from '../../src/runtime/codecs.ts';
import { readPayloads, WaitingRoom } from '../../src/runtime/waiting-room.ts';

const push: Effect = { step: 'Push', digest: 'd1', ordinal: 1, repeatable: false };
const others: readonly Effect[] = [
  { ...push, step: 'Push again' },
  { ...push, digest: 'd2' },
  { ...push, ordinal: 2 },
];

describe('the journal in memory', () => {
  it('tells effects apart by step, digest and ordinal', async () => {
    const journal = createMemoryJournal(createMemoryStores());
    await journal.start(push);
    for (const other of others) expect(await journal.find(other)).toBeUndefined();
    for (const other of others) await journal.start(other);
    await journal.acknowledge(push);
    expect(await journal.find(push)).toEqual({ ...push, state: 'acknowledged' });
    expect((await journal.unconfirmed()).map(({ step, digest, ordinal }) => [step, digest, ordinal])).toEqual(
      others.map(({ step, digest, ordinal }) => [step, digest, ordinal]),
    );
  });

  it('knows what has been acknowledged, with its answer, and what has been rejected', async () => {
    const journal = createMemoryJournal(createMemoryStores(), 'run-7');
    const answer = { format: 'json', meta: {}, bytes: Buffer.from('{"id":7}') } as const;
    await journal.start(push);
    expect(await journal.find(push)).toEqual({ ...push, state: 'started' });
    await journal.acknowledge(push, answer);
    expect(await journal.find(push)).toEqual({ ...push, state: 'acknowledged', answer });
    await journal.reject(push);
    expect(await journal.find(push)).toMatchObject({ state: 'rejected' });
    expect(await journal.unconfirmed()).toEqual([]);
    expect(journal.run).toBe('run-7');
    // Nothing is known of what was never started.
    await journal.acknowledge({ ...push, digest: 'unknown' });
    expect(await journal.find({ ...push, digest: 'unknown' })).toBeUndefined();
  });

  it('lists what is in doubt', async () => {
    const journal = createMemoryJournal(createMemoryStores());
    await journal.doubt({ step: 'Push', reason: 'no answer came in time' });
    expect(await journal.doubts()).toEqual([{ step: 'Push', reason: 'no answer came in time' }]);
  });

  it('lets others see what a run has added when the run has ended well', async () => {
    const shared = createMemoryStores();
    const journal = createMemoryJournal(shared);
    await journal.stores.pools.add('p', 'orders', ['1'], 5);
    expect(await journal.stores.pools.known('p', 'orders', ['1'], 0)).toEqual(new Set(['1']));
    expect(await shared.pools.known('p', 'orders', ['1'], 0)).toEqual(new Set());
    await journal.commit();
    expect(await shared.pools.known('p', 'orders', ['1'], 0)).toEqual(new Set(['1']));
  });
});

describe('spill files in memory', () => {
  it('give back what was written, from any place', () => {
    const spill = createMemorySpill();
    const file = spill.create('a');
    expect([file.size, Buffer.from(file.read(0, 5)).toString()]).toEqual([0, '']);
    expect([file.append(Buffer.from('abc')), file.append(Buffer.from('defg'))]).toEqual([0, 3]);
    expect([file.size, Buffer.from(file.read(2, 3)).toString()]).toEqual([7, 'cde']);
    expect(Buffer.from(spill.open('a').read(3, 10)).toString()).toBe('defg');
    expect(spill.open('b').size).toBe(0);
    spill.create('a');
    expect(file.size).toBe(0);
    file.append(Buffer.from('x'));
    file.remove();
    expect(file.size).toBe(0);
  });
});

const bucket: readonly Payload[] = [
  { value: { id: 1 }, format: 'json', meta: { shop: 'uk' }, origin: { page: 1, path: '0', key: '1' } },
  { value: 'sku;qty', format: 'csv', meta: {} },
  { value: undefined, format: 'json', meta: { empty: 'yes' } },
  encodedPayload(Buffer.from('[1.50,"ä"]'), { format: 'json', meta: {} }),
  { value: { id: 2, text: 'x'.repeat(100) }, format: 'json', meta: {} },
];
const shown = (payloads: Iterable<Payload>): unknown[] =>
  Array.from(payloads, (payload) => [payload.format, payload.meta, payload.origin, payloadText(payload)]);

describe.each([
  ['in memory', 1e9],
  ['partly in a file', 60],
  ['in a file', 0],
])('a waiting room whose payloads are %s', (_, memoryBudget) => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('gives them back in order (encode %j, keep %j)', (encode, keep) => {
    const spill = createMemorySpill();
    const codecs = openCodecs((key) => resolveProfile()[key]);
    const room = new WaitingRoom({ memoryBudget, encode, keep, spill, codecs, name: 'room' });
    for (const payload of bucket) room.add(payload);
    room.complete();
    expect(shown(room.read(true))).toEqual(shown(bucket));
    // What is kept is there for a run that goes on from here.
    if (keep) expect(shown(readPayloads(spill.open('room'), codecs))).toEqual(shown(bucket));
    room.close();
    expect(spill.open('room').size > 0).toBe(keep);
  });
});
