// Route, branch and try/catch around and inside each other: who is asked for what, and in which order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import { resolveProfile, type Profile } from '../../src/config/profile.ts';
import { createMemorySpill } from '../../src/runtime/stores/memory-spill.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run, single } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { keptRun } from '../support/kept-runs.ts';

const records = [1, 2, 3, 4].map((id) => ({ id, kind: id % 2 === 0 ? 'even' : 'odd' }));
const endpoint = (name: string): object => ({ name, direction: 'Send', method: 'POST', url: `/${name.toLowerCase()}` });
const connector = {
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' },
    ...['A', 'B', 'C', 'D'].map(endpoint),
  ],
};
const send = (name: string): object => ({ ...push(name), name });
const one = (name: string): object => ({ ...single, name });
const leg = (first: string, ...filters: readonly object[]): object => ({
  name: `To ${first}`,
  first_step: first,
  filters,
});
const kind = (value: string): object => ({ field: '*.kind', comparison: 'eq', value });
const say = (name: string, template: string): object => ({
  name,
  microservice: 'notify',
  config: { level: 'info', template },
});
const guard = (first: string, more: object = {}): object => ({
  name: 'Guard',
  microservice: 'try-catch',
  routes: [
    { name: 'Try', first_step: first },
    { name: 'Catch', first_step: 'Caught' },
  ],
  ...more,
});
const caught = say('Caught', 'failed [[payload.id]]');

let server: TestServer;
let refused: readonly string[];
/** Requests and messages, in the order in which others could see them. */
let seen: string[];
beforeEach(async () => {
  refused = [];
  seen = [];
  server = await startServer(({ method, url, body }) => {
    if (method === 'GET') return { json: records };
    const { id } = JSON.parse(body) as { id?: number };
    const what = `${url.pathname.slice(1)}${id ?? `[${(JSON.parse(body) as { id: number }[]).map((each) => each.id).join('')}]`}`;
    seen.push(what);
    return refused.includes(what) ? { status: 422 } : { status: 204 };
  });
});
afterEach(() => server.close());

async function runs(steps: readonly object[], profile: Partial<Profile> = {}): Promise<RunResult> {
  const ports = testPorts();
  const notify = ({ text }: { text: string }): Promise<void> => Promise.resolve(void seen.push(text));
  return run(
    flowOf(steps, connector),
    { ...ports, notify },
    { baseUrl: server.origin },
    {
      profile: resolveProfile({ 'connector.concurrency': '1', ...profile }),
    },
  );
}

describe('route', () => {
  const route = { name: 'Route', microservice: 'route', routes: [leg('One', kind('odd')), leg('Two', kind('even'))] };
  const legs = [one('One'), send('A'), one('Two'), send('B')];

  it('ends a leg before the next one starts, and all of them before the step behind', async () => {
    const result = await runs([pull(), route, { ...send('C') }, ...legs]);
    expect(seen).toEqual(['a1', 'a3', 'b2', 'b4', 'c1', 'c3', 'c2', 'c4']);
    expect(result.status.name).toBe('SUCCESS');
  });

  it('runs the other legs when one fails, and then nothing behind the route', async () => {
    refused = ['a1'];
    const result = await runs([pull(), route, send('C'), ...legs]);
    expect(seen).toEqual(['a1', 'b2', 'b4']);
    expect(result).toMatchObject({ status: { name: 'FAILURE' }, failures: [{ step: 'A', origin: { key: '1' } }] });
  });

  it('lets a try/catch around it catch what fails in its legs, payload by payload', async () => {
    refused = ['a1', 'b4'];
    const result = await runs([guard('Pull'), pull(), route, send('C'), ...legs, caught]);
    expect(seen).toEqual(['a1', 'a3', 'b2', 'b4', 'c3', 'c2', 'failed 1', 'failed 4']);
    expect(result).toMatchObject({ status: { name: 'PARTIAL_SUCCESS' }, failures: [{ step: 'A' }, { step: 'B' }] });
  });

  it('may have a try/catch in a leg, whose catch steps run at the end of the flow', async () => {
    refused = ['a1', 'a3'];
    const inLeg = { ...route, routes: [leg('Guard', kind('odd')), leg('Two', kind('even'))] };
    const result = await runs([pull(), inLeg, send('C'), guard('One'), ...legs, caught]);
    expect(seen).toEqual(['a1', 'a3', 'b2', 'b4', 'c2', 'c4', 'failed 1', 'failed 3']);
    expect(result.status.name).toBe('PARTIAL_SUCCESS');
  });
});

describe('branch', () => {
  const branch = { name: 'Branch', microservice: 'branch', routes: [leg('One'), leg('Two')] };

  it('sends all of a leg before the next one reads anything, also through a third party of its own', async () => {
    const second = { ...pull(), name: 'Two' };
    await runs([pull(), branch, one('One'), send('A'), second, send('B')]);
    expect(seen).toEqual(['a1', 'a2', 'a3', 'a4', 'b[1234]']);
    expect(server.received.map(({ method }) => method).join(' ')).toBe('GET POST POST POST POST GET POST');
  });

  it('starts no leg behind one that failed', async () => {
    refused = ['a3'];
    const result = await runs([pull(), branch, one('One'), send('A'), one('Two'), send('B')]);
    expect(seen).toEqual(['a1', 'a2', 'a3']);
    expect(result.status.name).toBe('FAILURE');
  });

  it.each([
    ['continue', ['a1', 'a2', 'b1', 'b2', 'failed 1']],
    ['stop', ['a1', 'a2', 'failed 1']],
  ] as const)(
    'whose failures a try/catch catches, goes on or not as the profile says: %s',
    async (answer, expected) => {
      refused = ['a1'];
      const two = {
        ...one('Cut'),
        microservice: 'filter',
        config: {},
        filters: [{ field: '*.id', comparison: 'lt', value: '3' }],
      };
      const result = await runs(
        [guard('Pull'), pull(), two, branch, one('One'), send('A'), one('Two'), send('B'), caught],
        { 'branch.afterCaught': answer },
      );
      expect(seen).toEqual(expected);
      expect(result.status.name).toBe('PARTIAL_SUCCESS');
      expect(result.warnings.some((text) => text.includes('did not start the legs behind'))).toBe(answer === 'stop');
    },
  );

  it('nests routes and branches', async () => {
    const route = {
      name: 'Route',
      microservice: 'route',
      config: { method: 'first' },
      routes: [leg('B', kind('odd')), leg('C')],
    };
    const branches = { ...branch, routes: [leg('A'), leg('Route')] };
    await runs([pull(), branches, send('A'), route, send('B'), send('C')]);
    expect(seen).toEqual(['a[1234]', 'b[13]', 'c[24]']);
  });
});

it.each([
  [
    'two legs begin with one step',
    [{ name: 'Branch', microservice: 'branch', routes: [leg('A'), leg('A')] }, send('A')],
  ],
  ['two steps have one name', [send('A'), send('A')]],
])('refuses a flow in which %s, before anything happens', async (_, steps) => {
  const { failures } = await runs([pull(), ...steps]);
  expect([failures.map(({ code }) => code), server.received]).toEqual([['run/shared-step'], []]);
});

it('holds what waits for legs in files, and takes them away', async () => {
  const page = { kind: 'odd', text: 'x'.repeat(1_000_000) };
  const spill = createMemorySpill();
  const names = new Set<string>();
  const left = new Set<string>();
  const counting = {
    open: spill.open,
    create(name: string) {
      const file = spill.create(name);
      names.add(name);
      left.add(name);
      return {
        get size() {
          return file.size;
        },
        append: (bytes: Uint8Array) => file.append(bytes),
        read: (offset: number, length: number) => file.read(offset, length),
        close: () => file.close(),
        remove: () => (left.delete(name), file.remove()),
      };
    },
  };
  const many = Array.from({ length: 40 }, (_, id) => ({ id, ...page }));
  const steps = [
    single,
    { name: 'Branch', microservice: 'branch', routes: [leg('Route'), leg('B')] },
    { name: 'Route', microservice: 'route', routes: [leg('Say', { ...kind('odd'), field: 'kind' }), leg('Tell')] },
    say('Say', '[[payload.id]]'),
    say('Tell', '[[payload.id]]'),
    say('B', '[[payload.id]]'),
  ];
  const ports = { ...testPorts(), spill: counting };
  const result = await run(flowOf(steps, connector), ports, { baseUrl: server.origin }, { payload: many });
  expect(result.notifications.map(({ count }) => count)).toEqual(many.map(() => 3));
  expect(names.size).toBeGreaterThan(2);
  // The checkpoint stays until the run has been written down.
  expect([...left]).toEqual(['checkpoint']);
});

describe('what failed inside a leg', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'repatch-legs-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is sent again from there, and nothing else is', async () => {
    refused = ['b2'];
    const branch = { name: 'Branch', microservice: 'branch', routes: [leg('One'), leg('Two'), leg('D')] };
    const steps = [
      guard('Pull'),
      pull(),
      branch,
      send('C'),
      one('One'),
      send('A'),
      one('Two'),
      send('B'),
      send('D'),
      caught,
    ];
    const around = { folder, flow: flowOf(steps, connector), origin: server.origin };
    const profile = { 'connector.concurrency': '1', 'flow.emptyBucket': 'continue' } as const;
    expect(await keptRun({ ...around, profile })).toMatchObject({ status: { code: 5 }, failures: [{ step: 'B' }] });
    seen = [];
    refused = [];
    expect(await keptRun({ ...around, profile, retryOf: 'run-1', id: 'again' })).toMatchObject({ status: { code: 2 } });
    expect(seen).toEqual(['b2', 'c2']);
  });

  it('before the checkpoint is still caught when the run goes on behind the try/catch', async () => {
    refused = ['c[3]'];
    const check = { name: 'Check', microservice: 'batch', config: { path: 'lines', size: 1 } };
    const payload = {
      name: 'Payload',
      microservice: 'manual-input',
      config: { payload: '[{"id":1,"lines":[{"id":1}]},{"id":2,"lines":"none"},{"id":3,"lines":[{"id":3}]}]' },
    };
    const steps = [guard('Payload'), { ...send('C') }, payload, single, check, caught];
    const around = { folder, flow: flowOf(steps, connector), origin: server.origin };
    const profile = { 'connector.concurrency': '1' } as const;
    // The push behind the try/catch is refused, and ends the run.
    expect(await keptRun({ ...around, profile })).toMatchObject({ status: { code: 3 }, notifications: [] });
    refused = [];
    const resumed = await keptRun({ ...around, profile, resume: 'run-1' });
    expect(resumed).toMatchObject({ status: { code: 5 }, failures: [{ step: 'Check' }] });
    expect(resumed.notifications.map(({ text }) => text)).toEqual(['failed 2']);
  });
});
