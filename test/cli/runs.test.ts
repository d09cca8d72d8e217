import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunSummary } from '../../src/contract/run-record.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { cliWorkspace, orders, type CliWorkspace } from '../support/cli-workspace.ts';
import { repatch, shell } from '../support/run-cli.ts';

const root = join(import.meta.dirname, '..', '..');
let place: CliWorkspace;
afterEach(() => place.close());

const refuse = (): { status: number; json: unknown } => ({ status: 422, json: { message: 'sku is unknown' } });
const json = async <Value>(args: readonly string[]): Promise<Value> =>
  JSON.parse((await repatch([...args, '--json'])).out) as Value; // the type is what the test expects

function accepts(command: string, value: unknown): unknown {
  const file = join(root, 'schemas', 'results', `${command}.schema.json`);
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  return validate(value) ? [] : validate.errors;
}

describe('250 records that fail', () => {
  it('are printed as docs/runs.md shows', async () => {
    place = await cliWorkspace(orders(250), refuse);
    const { out } = await shell(`cd "${place.folder}" && {} run flows/orders.flow.json`);
    const shown = out
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, '6f1c40d2')
      .replaceAll(place.server.origin, 'https://warehouse.example.com')
      .replace(/\d+\.\d+ s,/u, '4.20 s,');
    const page = join(root, 'docs', 'runs.md');
    const documented = readFileSync(page, 'utf8').replace(
      /(\$ repatch run flows\/orders\.flow\.json\n)[^]*?```/u,
      (_, typed: string) => `${typed}${shown}\`\`\``,
    );
    if (process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined) writeFileSync(page, documented);
    expect(readFileSync(page, 'utf8')).toBe(documented);
  });

  it('are a group on the terminal and 250 names in --json, also later', async () => {
    place = await cliWorkspace(orders(250), refuse);
    const shown = await repatch(['run', place.flow]);
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('250 × POST "Create order" was answered with 422.');
    expect(shown.out).toContain('records  ORD-0001, ORD-0002, ORD-0003, ORD-0004, ORD-0005 and 245 more');
    expect(shown.out.split('\n').length).toBeLessThan(30);
    const [, run = ''] = /^run (\S+)$/mu.exec(shown.out) ?? [];
    expect(shown.out).toContain(`next: repatch run ${place.flow} --retry-failed ${run} `);

    const result = await json<RunResult>(['runs', 'show', run, '--for', place.flow]);
    expect(accepts('run', result)).toEqual([]);
    expect(result.run).toBe(run);
    expect(result.failures.map(({ origin }) => origin?.key)).toEqual(orders(250).map((one) => Object.values(one)[0]));
    expect(
      (await repatch(['runs', 'show', run.slice(0, 8), '--state', place.state])).out.split('\n').slice(0, -3),
    ).toEqual(shown.out.split('\n').slice(0, -4));
  });
});

describe('what failed is sent again', () => {
  it('with the variables of the run, and with nothing but its id', async () => {
    place = await cliWorkspace(orders(3), (_, count) => (count === 2 ? refuse() : { status: 204 }), {
      pushUrl: 'shops/{{shop}}',
      pushStep: { variables: [{ key: 'shop', value: '{{flow.variables.shop}}' }] },
    });
    const first = await repatch(['run', place.flow, '--variable', 'shop=north']);
    const [, run = ''] = /^run (\S+)$/mu.exec(first.out) ?? [];
    expect(first.code).toBe(1);
    const again = await shell(`cd "${place.folder}/flows" && {} run --retry-failed ${run}`);
    expect([again.code, again.err]).toEqual([0, '']);
    expect(place.pushed().map(({ url, body }) => [url.pathname, body])).toEqual([
      ['/shops/north', '{"id":"ORD-0001"}'],
      ['/shops/north', '{"id":"ORD-0002"}'],
      ['/shops/north', '{"id":"ORD-0003"}'],
      ['/shops/north', '{"id":"ORD-0002"}'],
    ]);
  });
});

describe('repatch runs', () => {
  it('lists the newest first, with what is left to do', async () => {
    place = await cliWorkspace(orders(2), (_, count) => (count === 1 ? refuse() : { status: 204 }));
    await repatch(['run', place.flow]);
    const { runs } = await json<{ runs: RunSummary[] }>(['runs', '--for', place.folder]);
    const [first] = runs;
    expect(first).toMatchObject({
      kind: 'flow',
      name: 'Test',
      state: 'ended',
      status: { name: 'PARTIAL_SUCCESS' },
      requests: { received: 1, records: 2, sent: 1 },
      failures: 1,
      inDoubt: 0,
      retryable: 1,
    });
    await repatch(['run', place.flow, '--retry-failed', first?.run ?? '']);
    const list = await json<{ runs: RunSummary[] }>(['runs', '--for', place.folder]);
    expect(accepts('runs', list)).toEqual([]);
    expect(list.runs.map(({ retryable }) => retryable)).toEqual([0, 0]);
    const { code, out } = await repatch(['runs', '--state', place.state], { TZ: 'UTC' });
    expect(code).toBe(0);
    expect(out.replaceAll(/\d\.\d\d s/gu, '0.00 s').split('\n')).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}SUCCESS {10}flow Test {2}0\.00 s, 0 pages, 1 accepted$/u),
      `  ${list.runs[0]?.run}`,
      expect.stringMatching(/PARTIAL_SUCCESS {2}flow Test {2}0\.00 s, 1 page, 1 accepted, 1 failed$/u),
      `  ${list.runs[1]?.run}`,
      '',
    ]);
  });

  it('says so where there are none, and makes nothing', async () => {
    place = await cliWorkspace([]);
    expect(await repatch(['runs', '--for', place.folder])).toMatchObject({ code: 0, err: '' });
    expect((await repatch(['runs', '--state', place.state])).out).toContain('No runs in ');
    expect(existsSync(place.state)).toBe(false);
  });

  it('says how to go on with a run that was killed', async () => {
    place = await cliWorkspace(orders(3));
    place = { ...place }; // the folder stays for the rest of the test
    const { openState } = await import('../../src/workspace/state/open-state.ts');
    const state = openState(place.state);
    const begun = state.begin(
      'killed-1',
      { kind: 'flow', name: 'Test', file: place.flow, digest: 'x', nowMs: 0 },
      Date.UTC(2026, 2, 1),
    );
    begun.close();
    state.close();
    const { out } = await repatch(['runs', 'show', 'killed-1', '--for', place.flow], { TZ: 'UTC' });
    expect(out).toContain('RUNNING?  flow Test  began 2026-03-01 00:00');
    expect(out).toContain(`next: repatch run ${place.flow} --resume killed-1 `);
    expect(accepts('runs-show', await json(['runs', 'show', 'killed-1', '--for', place.flow]))).toEqual([]);
  });

  it.each([
    ['nothing', 'There is no run "zz" in this state.'],
    ['runs', 'There is no run "zz" in this state.'],
  ])('names a run that is not there, in a state with %s', async (what, message) => {
    place = await cliWorkspace(orders(1));
    if (what === 'runs') await repatch(['run', place.flow]);
    const { code, err } = await repatch(['runs', 'show', 'zz', '--for', place.flow]);
    expect([code, err.includes(message), err.includes('[run/no-such-run]')]).toEqual([1, true, true]);
  });
});
