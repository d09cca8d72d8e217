import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../../src/workspace/state/open-state.ts';
import { flowOf, pull, push } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { Killed, keptRun } from '../support/kept-runs.ts';

const records = Array.from({ length: 9 }, (_, index) => ({
  id: index + 1,
  note: index % 4 === 3 ? 'no date' : '2026-03-01',
}));
const paging = { method: 'Page number parameter', pageParameter: 'page', limit: 3, limitParameter: 'limit' };
const endpoints = (idempotencyKey?: object): object => ({
  endpoints: [
    // The moments are counted in requests: none is made for a page that is not needed.
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders', pagination: paging, concurrency: 1 },
    {
      name: 'Create order',
      direction: 'Send',
      method: 'POST',
      url: '/sink',
      ...(idempotencyKey ? { idempotencyKey } : {}),
    },
    {
      name: 'Confirm',
      direction: 'Send',
      method: 'POST',
      url: '/confirm',
      ...(idempotencyKey ? { idempotencyKey } : {}),
    },
  ],
});
const keyed = endpoints({ header: 'Idempotency-Key' });
const dedupe = (name: string, behaviour: string): object => ({
  name,
  microservice: 'dedupe',
  config: { behaviour, key: 'id' },
  data_pool: { name: 'Orders' },
});
const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
const confirm = { ...push('Confirm'), name: 'Confirm' };
const tryCatch = (steps: readonly { name: string }[], caught: readonly object[] = []): readonly object[] => [
  {
    name: 'Guard',
    microservice: 'try-catch',
    config: { action: 'partial_success' },
    routes: [{ name: 'Try', first_step: steps[0]?.name }, { name: 'Catch' }],
  },
  ...steps,
  ...caught,
];

const flows: Readonly<Record<string, readonly object[]>> = {
  'filter and track, push': [pull(), dedupe('Once', 'filter_and_track'), single, push()],
  'filter, push, track': [pull(), dedupe('New', 'filter'), single, push(), dedupe('Done', 'track')],
  'push, push the answer': [pull(), dedupe('Once', 'filter_and_track'), single, push(), confirm],
  'inside a try leg': tryCatch([
    pull() as { name: string },
    dedupe('New', 'filter') as { name: string },
    single,
    push() as { name: string },
    dedupe('Done', 'track') as { name: string },
  ]),
};

const legsOf = (microservice: string, ...legs: readonly object[]): object => ({
  name: 'Legs',
  microservice,
  routes: legs.map((leg, index) => ({ name: `Leg ${index + 1}`, ...leg })),
});
const odd = { field: '*.id', comparison: 'in', value: '1,3,5,7,9' };
const again = { ...single, name: 'Again' };
const rest = { ...single, name: 'Rest' };
const toRest = { ...push(), name: 'Push the rest' };
/** Every flow takes each record to /sink once; those with "Confirm" also to /confirm. */
const legFlows: Readonly<Record<string, readonly object[]>> = {
  'routed to two legs': [
    pull(),
    dedupe('Once', 'filter_and_track'),
    legsOf(
      'route',
      { first_step: 'Single', filters: [odd] },
      { first_step: 'Rest', filters: [{ ...odd, keep_matching: false }] },
    ),
    single,
    push(),
    rest,
    toRest,
  ],
  'branched into two legs': [
    pull(),
    legsOf('branch', { first_step: 'Single' }, { first_step: 'Again' }),
    single,
    push(),
    dedupe('Once', 'filter_and_track'),
    again,
    confirm,
  ],
  'routed inside a try leg, and pushed on behind the route': [
    ...tryCatch([pull() as { name: string }, legsOf('route', { first_step: 'Single' }) as { name: string }]),
    dedupe('Once', 'filter_and_track'),
    confirm,
    single,
    push(),
  ],
};

let server: TestServer;
let folder: string;
/** What the destination has taken, by idempotency key where there is one. */
let taken: { readonly path: string; readonly id: number; readonly key: string | undefined }[];
let refuse: (id: number) => boolean;

beforeEach(async () => {
  taken = [];
  refuse = () => false;
  folder = mkdtempSync(join(tmpdir(), 'repatch-resume-'));
  server = await startServer(({ method, url, body, headers }) => {
    if (method === 'GET') {
      const page = Number(url.searchParams.get('page'));
      return { json: records.slice((page - 1) * 3, page * 3) };
    }
    const { id } = JSON.parse(body) as { id: number };
    if (refuse(id)) return { status: 422, json: { error: 'no' } };
    const key = headers['idempotency-key'] as string | undefined; // one header of this name is sent
    if (key === undefined || !taken.some((one) => one.key === key)) taken.push({ path: url.pathname, id, key });
    return { status: 201, json: { id } };
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function poolKeys(): Promise<readonly string[]> {
  const state = openState(folder);
  return state.stores.pools
    .list('Orders')
    .then((keys) => keys.map(({ key }) => key).toSorted())
    .finally(() => state.close());
}

describe.each(Object.entries({ ...flows, ...legFlows }))('a run that is killed: %s', (_, steps) => {
  const paths = steps.some((step) => (step as { name: string }).name === 'Confirm') ? ['/sink', '/confirm'] : ['/sink'];

  it.each([true, false])('loses and doubles nothing that it does not list (idempotency keys: %s)', async (hasKeys) => {
    const flow = flowOf(steps, hasKeys ? keyed : endpoints());
    for (let at = 1; at < 40; at++) {
      for (const when of ['before', 'after'] as const) {
        taken = [];
        rmSync(folder, { recursive: true, force: true });
        const around = { folder, flow, origin: server.origin };
        const first = await keptRun({ ...around, kill: { at, when } }).catch((error: unknown) => error);
        // All requests were made before the moment came.
        if (!(first instanceof Killed)) return;
        let result = await keptRun(around).catch((error: { code?: string }) => error);
        if ('code' in result && result.code === 'run/unfinished')
          result = await keptRun({ ...around, resume: 'run-1' });
        expect(result, `${when} request ${at}`).toMatchObject({ status: { code: 2 }, isComplete: true });
        const doubted = 'inDoubt' in result ? result.inDoubt.length : 0;
        for (const path of paths) {
          const ids = taken.filter((one) => one.path === path).map(({ id }) => id);
          expect(new Set(ids), `${when} request ${at}`).toEqual(new Set(records.map(({ id }) => id)));
        }
        expect(taken.length - records.length * paths.length, `${when} request ${at}`).toBeLessThanOrEqual(doubted);
        expect(await poolKeys()).toEqual(records.map(({ id }) => String(id)));
      }
    }
    throw new Error('the moment never came');
  });
});

it('refuses a new run while one is unfinished, and starts anew when that was given up', async () => {
  const around = { folder, flow: flowOf(flows['filter, push, track'] ?? [], keyed), origin: server.origin };
  await expect(keptRun({ ...around, kill: { at: 7, when: 'after' } })).rejects.toBeInstanceOf(Killed);
  await expect(keptRun(around)).rejects.toMatchObject({ code: 'run/unfinished' });
  await expect(keptRun({ ...around, resume: 'run-9' })).rejects.toMatchObject({ code: 'run/no-such-run' });
  expect(await keptRun({ ...around, abandon: 'run-1' })).toMatchObject({ status: { code: 2 } });
  await expect(keptRun({ ...around, resume: 'run-1' })).rejects.toMatchObject({ code: 'run/cannot-resume' });
  expect(await keptRun(around)).toMatchObject({ status: { code: 2 }, requests: { sent: 0 } });
});

it('starts anew after a run that was killed before it sent anything', async () => {
  const around = { folder, flow: flowOf(flows['filter, push, track'] ?? [], keyed), origin: server.origin };
  await expect(keptRun({ ...around, kill: { at: 2, when: 'after' } })).rejects.toBeInstanceOf(Killed);
  expect(await keptRun(around)).toMatchObject({ status: { code: 2 }, requests: { sent: 9 } });
});

it('carries on a run that a rejected record has ended, once the record is accepted', async () => {
  const around = { folder, flow: flowOf(flows['filter and track, push'] ?? [], endpoints()), origin: server.origin };
  refuse = (id) => id === 4;
  const first = await keptRun(around);
  expect(first).toMatchObject({ status: { code: 3 }, isComplete: false, canResume: true });
  expect(await poolKeys()).toEqual([]);
  refuse = () => false;
  expect(await keptRun({ ...around, resume: 'run-1' })).toMatchObject({ status: { code: 2 }, inDoubt: [] });
  expect(taken.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await poolKeys()).toHaveLength(9);
});

it('catches again what failed before the run was killed', async () => {
  const flow = flowOf(
    tryCatch([
      pull() as { name: string },
      single,
      {
        name: 'Shape',
        microservice: 'map',
        config: {
          rules: [
            rule('id', 'id'),
            rule('note', 'note', [{ function: 'format date', arguments: { format: 'd.m.Y' } }]),
          ],
        },
      } as { name: string },
      push() as { name: string },
    ]),
    endpoints(),
  );
  const around = { folder, flow, origin: server.origin };
  const whole = await keptRun({ ...around, folder: `${folder}-whole` });
  expect(whole).toMatchObject({ status: { code: 5 }, failures: [{}, {}] });
  rmSync(`${folder}-whole`, { recursive: true, force: true });
  taken = [];
  await keptRun({ ...around, kill: { at: 5, when: 'after' } }).catch(() => undefined);
  const resumed = await keptRun({ ...around, resume: 'run-1' });
  expect(resumed.status).toEqual(whole.status);
  expect(resumed.failures).toHaveLength(whole.failures.length);
});

function rule(from: string, to: string, transforms: readonly object[] = []): object {
  return { sources: [from], target: to, transforms };
}

it('starts anew after a run that was killed when all was done', async () => {
  const append = {
    name: 'Add',
    microservice: 'cache',
    config: { action: 'add', key: 'all', append: true },
    cache: { name: 'Orders', scope: 'flow' },
  };
  const flow = flowOf([pull(), single, push(), append], keyed);
  const around = { folder, flow, origin: server.origin };
  await expect(keptRun({ ...around, killAtEnd: true })).rejects.toBeInstanceOf(Killed);
  expect(await keptRun(around)).toMatchObject({ status: { code: 2 } });
  const state = openState(folder);
  const cached = await state.stores.caches.get('flow:Test', 'Orders', 'all', 0);
  state.close();
  expect(JSON.parse(Buffer.from(cached?.bytes ?? []).toString())).toHaveLength(18);
});

it('sends just the payloads that failed, once', async () => {
  const flow = flowOf(tryCatch([pull() as { name: string }, single, push() as { name: string }]), keyed);
  const around = { folder, flow, origin: server.origin };
  refuse = (id) => id % 3 === 0;
  expect(await keptRun(around)).toMatchObject({ status: { code: 5 }, failures: [{}, {}, {}] });
  taken = [];
  refuse = (id) => id === 6;
  expect(await keptRun({ ...around, retryOf: 'run-1', id: 'again' })).toMatchObject({
    status: { code: 5 },
    requests: { sent: 2 },
  });
  expect(taken.map(({ id }) => id)).toEqual([3, 9]);
  await expect(keptRun({ ...around, retryOf: 'run-1' })).rejects.toMatchObject({ code: 'run/nothing-to-retry' });
  refuse = () => false;
  expect(await keptRun({ ...around, retryOf: 'again' })).toMatchObject({ status: { code: 2 }, requests: { sent: 1 } });
  expect(taken.map(({ id }) => id)).toEqual([3, 9, 6]);
});

it('tells the key of each record that failed', async () => {
  refuse = (id) => id === 5;
  const flow = flowOf(tryCatch([pull() as { name: string }, single, push() as { name: string }]), endpoints());
  const { failures } = await keptRun({ folder, flow, origin: server.origin });
  expect(failures).toMatchObject([{ step: 'Push', status: 422, origin: { page: 2, path: '1', key: '5' } }]);
});
