import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import { cliWorkspace, orders, type CliWorkspace } from '../support/cli-workspace.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { repatch } from '../support/run-cli.ts';

let place: CliWorkspace;
let sandbox: TestServer;
beforeEach(async () => {
  sandbox = await startServer(({ method }) => (method === 'GET' ? { json: orders(2) } : { status: 204 }));
  place = await cliWorkspace(orders(4));
  const instance = (name: string, origin: string): object => ({ name, connector: 'shop', values: { baseUrl: origin } });
  write('instances.yaml', {
    format: 'repatch-instances',
    formatVersion: 1,
    instances: [instance('Shop', place.server.origin), instance('Sandbox', sandbox.origin)],
  });
  environment({ replacements: { instances: { Shop: 'Sandbox' } } });
});
afterEach(async () => {
  await place.close();
  await sandbox.close();
});

function write(file: string, value: object): void {
  writeFileSync(join(place.folder, file), JSON.stringify(value));
}

function environment(members: object): void {
  mkdirSync(join(place.folder, 'environments'), { recursive: true });
  write('environments/tests.yaml', {
    format: 'repatch-environment',
    formatVersion: 1,
    name: 'staging',
    type: 'test',
    ...members,
  });
}

describe('run --environment', () => {
  it('runs against what the environment puts in place, and says so', async () => {
    const { code, out } = await repatch(['run', place.flow, '--environment', 'staging']);
    expect(code).toBe(0);
    expect(out).toContain(', version 1 in environment staging');
    expect([place.server.received.length, sandbox.received.length]).toEqual([0, 3]);
  });

  it.each([
    ['stagin', 'Did you mean "staging"?'],
    ['production', 'Environments: staging.'],
  ])('%s is not there: nothing is sent', async (name, help) => {
    const { code, err } = await repatch(['run', place.flow, '--environment', name]);
    expect(code).toBe(2);
    expect(err).toContain(help);
    expect(err).toContain('[cli/unknown-environment]');
    expect([place.server.received.length, sandbox.received.length]).toEqual([0, 0]);
  });

  it('with a fault is said with its place: nothing is sent', async () => {
    environment({ replacement: { instances: { Shop: 'Sandbox' } } });
    const { code, err } = await repatch(['run', place.flow, '--environment', 'staging']);
    expect(code).toBe(1);
    expect(err).toContain('Did you mean "replacements"?');
    expect(place.server.received).toHaveLength(0);
  });

  it('is part of what is typed next', async () => {
    await sandbox.close();
    const { code, out } = await repatch(['run', place.flow, '--environment', 'staging', '--version', 'draft']);
    expect(code).toBe(3);
    expect(out).toContain('--environment staging --version draft');
    sandbox = await startServer(() => ({ status: 204 }));
  });

  it('stays with a run whose failures are sent again', async () => {
    let refuses = true;
    await sandbox.close();
    sandbox = await startServer(({ method }) =>
      method === 'GET' ? { json: orders(2) } : { status: refuses ? 422 : 204 },
    );
    write('instances.yaml', {
      format: 'repatch-instances',
      formatVersion: 1,
      instances: [
        { name: 'Shop', connector: 'shop', values: { baseUrl: place.server.origin } },
        { name: 'Sandbox', connector: 'shop', values: { baseUrl: sandbox.origin } },
      ],
    });
    const first = await repatch(['run', place.flow, '--environment', 'staging', '--json']);
    const { run } = JSON.parse(first.out) as RunResult;
    refuses = false;
    const again = await repatch(['run', place.flow, '--retry-failed', run, '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ status: { name: 'SUCCESS' }, start: { environment: 'staging' } });
    expect(place.server.received).toHaveLength(0);
  });
});

describe('run with what a start may say', () => {
  it.each([
    [['--version', '7'], 1, 'has no version 7'],
    [['--version', 'newest'], 2, '"newest" is no version'],
    [['--trigger', 'webhook'], 1, 'no version of it is deployed'],
    [['--var', 'nobody=1'], 1, 'has no variable "nobody"'],
    [['--queued-at', 'yesterday'], 2, 'Write it like --queued-at 2026-03-01T10:00:00Z.'],
  ])('%j', async (flags, expected, words) => {
    const { code, out, err } = await repatch(['run', place.flow, ...flags]);
    expect(code).toBe(expected);
    expect(out + err).toContain(words);
    expect(place.server.received).toHaveLength(0);
  });
});

describe('validate', () => {
  it('finds an environment in a folder, and instances that are not there', async () => {
    environment({
      replacements: { instances: { Shop: 'Sandbx' } },
      flows: { Test: { replacements: { instances: { Shop: 'Sandbox' } } } },
    });
    const { code, out } = await repatch(['validate', place.folder, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      errors: 1,
      diagnostics: [{ code: 'lint/unknown-instance', message: 'There is no instance "Sandbx".' }],
    });
  });
});
