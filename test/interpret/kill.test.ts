import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectorSchema } from '../../src/connector/definition.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { openState } from '../../src/workspace/state/open-state.ts';
import { bundleOf, order, shop } from '../support/acme.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { Killed } from '../support/kept-runs.ts';
import { keptSync } from '../support/kept-syncs.ts';

const keyless = connectorSchema.parse({
  ...shop,
  endpoints: shop.endpoints?.map((endpoint) => ({ ...endpoint, idempotencyKey: undefined })),
});
const count = 7;

let server: TestServer;
let folder: string;
/** What the destination has taken. */
let taken: string[];
/** Idempotency keys that it has seen, where it honours them. */
let keys: Set<string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'repatch-kill-'));
  [taken, keys] = [[], new Set()];
  server = await startServer(({ method, headers, body }) => {
    if (method === 'GET') return { json: { orders: Array.from({ length: count }, (_, index) => order(index + 1)) } };
    const key = headers['idempotency-key'] as string | undefined; // one header of this name is sent
    if (key !== undefined && keys.has(key)) return { status: 200 };
    if (key !== undefined) keys.add(key);
    taken.push((JSON.parse(body) as { number: string }).number.replace('UK-#', ''));
    return { status: 201 };
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ledger(): Promise<readonly string[]> {
  const state = openState(folder);
  const rows = await state.stores.ledgers.list('1001').finally(() => state.close());
  return rows.filter(({ status, inDoubt }) => status === 'OK' && inDoubt !== true).map(({ sourceId }) => sourceId);
}

function doubles(): readonly string[] {
  return taken.filter((id, index) => taken.indexOf(id) !== index);
}

const all = Array.from({ length: count }, (_, index) => String(index + 1));

describe.each([
  ['with a ledger', {}],
  ['without one', { dedupe: { identity: 'none' } }],
  ['of records without an id', { dedupe: { identity: 'sourceId', idField: 'missing' } }],
])('a sync %s that is killed', (name, service) => {
  it.each([
    ['with', shop],
    ['without', keyless],
  ])('loses and doubles nothing that it does not list, %s idempotency keys', async (keyed, connector) => {
    const bundle = bundleOf(service);
    for (let at = 1; ; at++) {
      for (const when of ['before', 'after'] as const) {
        [taken, keys] = [[], new Set()];
        rmSync(folder, { recursive: true, force: true });
        const around = { folder, bundle, connector, origin: server.origin };
        const first = await keptSync({ ...around, kill: { at, when } }).catch((error: unknown) => error);
        if (!(first instanceof Killed)) return expect(at).toBeGreaterThan(count);
        let second = await keptSync(around).catch((error: unknown) => error as { readonly code: string });
        if ('code' in second) {
          expect(second.code).toBe('run/unfinished');
          second = await keptSync({ ...around, resume: 'run-1' });
        } else if (name === 'with a ledger') {
          expect(second.warnings.join('\n')).toContain('Run run-1 of this service was ended by force');
        }
        const place = `${when} request ${at}`;
        expect(second, place).toMatchObject({ status: { code: 2 }, failures: [] });
        expect([...new Set(taken)].toSorted(), place).toEqual(all);
        const doubted = second.inDoubt.map(({ origin }) => origin?.key ?? '');
        if (keyed === 'with') expect(doubles(), place).toEqual([]);
        if (keyed === 'with') expect(doubted, place).toEqual([]);
        if (name === 'with a ledger') {
          expect(
            doubles().filter((id) => !doubted.includes(id)),
            place,
          ).toEqual([]);
          expect((await ledger()).toSorted(), place).toEqual(all);
        }
        // Without an id, a record is known by its place.
        expect(doubted.length, place).toBeGreaterThanOrEqual(doubles().length);
        expect(doubted.length, place).toBeLessThanOrEqual(1);

        const third: RunResult = await keptSync(around);
        expect(third.warnings.join('\n')).not.toContain('ended by force');
        if (name === 'with a ledger') expect(third.counts?.byStatus.Skipped, place).toBe(count);
      }
    }
  });
});

describe.each([
  ['with a ledger', {}],
  ['without one', { dedupe: { identity: 'none' } }],
])('a sync %s that is killed twice', (_, service) => {
  it('still lists what the second attempt had repeated', async () => {
    const around = { folder, bundle: bundleOf(service), connector: keyless, origin: server.origin, concurrency: 1 };
    // The pull is the first request, so that this is the push of record 2.
    await expect(keptSync({ ...around, kill: { at: 3, when: 'after' } })).rejects.toBeInstanceOf(Killed);
    const again = { ...around, ...('dedupe' in service ? { resume: 'run-1' } : {}) };
    // Record 2 once more and acknowledged, then record 3.
    await expect(keptSync({ ...again, kill: { at: 3, when: 'before' } })).rejects.toBeInstanceOf(Killed);
    const third = await keptSync(again);
    expect(third.status.code).toBe(2);
    expect(doubles()).toEqual(['2']);
    expect(third.inDoubt.map(({ origin }) => origin?.key)).toEqual(['2', '3']);
  });
});

describe('two syncs that were killed', () => {
  it('are both taken over when the first is carried on', async () => {
    const around = { folder, bundle: bundleOf(), connector: keyless, origin: server.origin };
    await expect(keptSync({ ...around, kill: { at: 3, when: 'after' } })).rejects.toBeInstanceOf(Killed);
    await expect(keptSync({ ...around, kill: { at: 4, when: 'after' } })).rejects.toBeInstanceOf(Killed);
    const result = await keptSync({ ...around, resume: 'run-1' });
    expect(result.warnings.join('\n')).toContain('Run run-2 of this service was ended by force');
    expect(doubles().filter((id) => !result.inDoubt.some(({ origin }) => origin?.key === id))).toEqual([]);
    const state = openState(folder);
    expect(state.list().map((run) => [run.run, run.state])).toEqual([
      ['run-2', 'unfinished'],
      ['run-1', 'ended'],
    ]);
    state.close();
  });
});

describe('a sync that was stopped', () => {
  it('lists what was under way, and goes on by itself', async () => {
    const stop = new AbortController();
    const bundle = bundleOf();
    const around = { folder, bundle, connector: keyless, origin: server.origin, concurrency: 1 };
    await server.close();
    server = await startServer(({ method, body }) => {
      if (method === 'GET') return { json: { orders: [order(1), order(2), order(3)] } };
      taken.push(body);
      if (body.includes('#2') && !stop.signal.aborted) stop.abort();
      return { status: 201 };
    });
    const stopped = await keptSync({ ...around, origin: server.origin, signal: stop.signal });
    expect(stopped).toMatchObject({
      status: { code: 4 },
      canResume: true,
      items: [{ sourceId: '1' }],
      inDoubt: [{ origin: { key: '2' }, reason: 'it was under way when the run was stopped: it may have arrived' }],
    });
    const next = await keptSync({ ...around, origin: server.origin });
    expect(next).toMatchObject({
      status: { code: 2 },
      counts: { byStatus: { OK: 2, Skipped: 1 } },
      inDoubt: [{ origin: { key: '2' } }],
    });
  });
});

describe('a push whose answer was lost', () => {
  it.each([
    ['a lost connection', 'drop'],
    ['a server error', 504],
  ])('is repeated by the next run with the same key, or listed: %s', async (_, fault) => {
    for (const connector of [shop, keyless]) {
      [taken, keys] = [[], new Set()];
      rmSync(folder, { recursive: true, force: true });
      await server.close();
      server = await startServer(({ method, headers }) => {
        if (method === 'GET') return { json: { orders: [order(1)] } };
        taken.push(headers['idempotency-key'] as string); // as above
        if (taken.length > 1) return { status: 201 };
        return fault === 'drop' ? 'drop' : { status: Number(fault) };
      });
      const around = { folder, bundle: bundleOf(), connector, origin: server.origin };
      const first = await keptSync(around);
      expect(first).toMatchObject({ items: [{ status: 'Pending', attempts: 1 }] });
      expect(first.inDoubt).toHaveLength(connector === shop ? 0 : 1);
      const { items, inDoubt } = await keptSync(around);
      expect(items).toMatchObject([{ status: 'OK', attempts: 2 }]);
      expect(taken).toHaveLength(2);
      expect(taken[0]).toBe(taken[1]);
      expect(inDoubt).toHaveLength(connector === shop ? 0 : 1);
    }
  });

  it('is not in doubt when the destination said that it had done nothing', async () => {
    await server.close();
    server = await startServer(({ method }) => {
      if (method === 'GET') return { json: { orders: [order(1)] } };
      taken.push('');
      return { status: taken.length === 1 ? 422 : 201 };
    });
    const around = { folder, bundle: bundleOf(), connector: keyless, origin: server.origin };
    await keptSync(around);
    expect(await keptSync(around)).toMatchObject({ items: [{ status: 'OK', attempts: 2 }], inDoubt: [] });
  });
});
