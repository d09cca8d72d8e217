import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent, RunResult } from '../../src/contract/events.ts';
import { cliWorkspace, orders, type CliWorkspace } from '../support/cli-workspace.ts';
import { ended, repatch, shell, startRepatch } from '../support/run-cli.ts';

let place: CliWorkspace;
beforeEach(async () => void (place = await cliWorkspace(orders(4))));
afterEach(() => place.close());

const isBug = /bug in repatch|cli\/bug|^\s+at /mu;

describe('a log', () => {
  const events = (): RunEvent[] =>
    readFileSync(place.log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);

  it('is added to, is private, and has one run after the other', async () => {
    await repatch(['run', place.flow, '--log', place.log]);
    await repatch(['run', place.flow, '--log', place.log]);
    expect(events().filter(({ event }) => event === 'run-started')).toHaveLength(2);
    expect(events().at(0)?.event).toBe('run-started');
    expect(events().at(-1)?.event).toBe('run-finished');
    expect(statSync(place.log).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a folder', (folder: string) => folder, 'it is a folder'],
    [
      'in a folder that is not there',
      (folder: string) => join(folder, 'none', 'a.jsonl'),
      'a part of the path does not exist',
    ],
    ['below a file', (folder: string) => join(folder, 'instances.yaml', 'a.jsonl'), 'a part of the path is a file'],
  ])('that is %s stops the run before it sends anything', async (_, path, reason) => {
    const { code, err } = await repatch(['run', place.flow, '--log', path(place.folder)]);
    expect(code).toBe(3);
    expect(err).toContain(`cannot be written: ${reason}.`);
    expect(err).toContain('[cli/cannot-write]');
    expect(place.server.received).toHaveLength(0);
  });

  it.runIf(existsSync('/dev/full'))(
    'that cannot be written any more does not stop the run, but is no success',
    async () => {
      const { code, out, err } = await repatch(['run', place.flow, '--log', '/dev/full']);
      expect(place.pushed()).toHaveLength(4);
      expect(out).toContain('SUCCESS  Test');
      expect(err).toContain('The log "/dev/full" cannot be written: the disk is full.');
      expect(code).toBe(3);
    },
  );
});

describe('a state', () => {
  it.each([
    ['that is no database', () => writeFileSync(join(place.state, 'state.sqlite'), 'hello '.repeat(2000))],
    ['whose file is a folder', () => mkdirSync(join(place.state, 'state.sqlite'))],
    [
      'that is damaged',
      () => {
        const file = join(place.state, 'state.sqlite');
        const database = new DatabaseSync(file);
        database.exec('CREATE TABLE pool (a); PRAGMA user_version = 3');
        database.close();
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(7, 100));
      },
    ],
    [
      'of a later version',
      () => {
        const database = new DatabaseSync(join(place.state, 'state.sqlite'));
        database.exec('CREATE TABLE pool (a); PRAGMA user_version = 99');
        database.close();
      },
    ],
    ['whose locks cannot be made', () => writeFileSync(join(place.state, 'locks'), '')],
  ])('%s is refused by code, and nothing is sent', async (_, damage) => {
    mkdirSync(place.state);
    damage();
    for (const args of [
      ['run', place.flow],
      ['run', place.flow, '--resume', 'x'],
    ]) {
      const { code, err } = await repatch(args);
      expect([code, /\[run\/(?:state-unusable|no-such-run)\]/u.test(err)]).toEqual([
        args.length === 2 ? 3 : code,
        true,
      ]);
      expect(err).not.toMatch(isBug);
    }
    expect(place.server.received).toHaveLength(0);
  });

  it('whose folder is a file is refused by code', async () => {
    const { code, err } = await repatch(['run', place.flow, '--state', place.flow]);
    expect([code, err.includes('[run/state-unusable]')]).toEqual([3, true]);
  });

  it('that no longer takes the result does not lose it', async () => {
    // The result is the last thing that is written down; a full disk refuses it.
    const trigger = "CREATE TRIGGER full BEFORE UPDATE OF result ON run BEGIN SELECT RAISE(FAIL, 'no'); END";
    await repatch(['run', place.flow]);
    const database = new DatabaseSync(join(place.state, 'state.sqlite'));
    database.exec(trigger);
    database.close();
    const { code, out } = await repatch(['run', place.flow, '--json']);
    const result = JSON.parse(out) as RunResult;
    expect(code).toBe(3);
    expect(result).toMatchObject({ status: { code: 3 }, canResume: true, requests: { sent: 4 } });
    expect(result.failures[0]?.code).toBe('run/state-unusable');
  });
});

describe('limits of the machine', () => {
  // Files that may not grow stand for a disk that is full; the signal that comes with it is ignored.
  it.each([1, 40, 100])('a file that cannot grow beyond %i kB ends in a coded failure', async (kB) => {
    const args = `run "${place.flow}" --json`;
    const { code, out, err } = await shell(`trap '' XFSZ; ulimit -f ${kB}; {} ${args}`);
    expect(code).toBe(3);
    expect(out + err).toMatch(/run\/(?:disk-full|state-unusable)/u);
    expect(out + err).not.toMatch(isBug);
  });

  it.each([24, 28, 32, 40])('no more than %i open files end in a result or a coded failure', async (files) => {
    const { code, out, err } = await shell(`ulimit -n ${files}; {} run "${place.flow}"`);
    expect([0, 1, 3]).toContain(code);
    expect(out + err).not.toMatch(isBug);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be written', async () => {
    chmodSync(place.folder, 0o500);
    const { code, err } = await repatch(['run', place.flow]);
    chmodSync(place.folder, 0o700);
    expect([code, err.includes('[run/state-unusable]')]).toEqual([3, true]);
  });

  it('a settings file that is a folder', async () => {
    mkdirSync(join(place.folder, '.env'));
    writeFileSync(
      join(place.folder, 'instances.yaml'),
      JSON.stringify({
        format: 'repatch-instances',
        formatVersion: 1,
        instances: [{ name: 'Shop', connector: 'shop', values: { baseUrl: 'env://SHOP' } }],
      }),
    );
    const { code, out, err } = await repatch(['run', place.flow]);
    expect(code).toBe(3);
    expect(out).toContain('cannot be read: it is a folder.');
    expect(out + err).not.toMatch(isBug);
  });

  it.each([
    ['a payload that is a folder', (): string[] => ['--payload', place.folder], 'it is a folder'],
    ['a payload that is not there', (): string[] => ['--payload', join(place.folder, 'none.json')], 'There is no file'],
  ])('%s', async (_, args, reason) => {
    const { code, err } = await repatch(['run', place.flow, ...args()]);
    expect([code, err.includes(reason)]).toEqual([3, true]);
  });
});

describe('a run that is told to stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s ends in order and can be carried on', async (signal) => {
    await place.close();
    let stop = (): void => undefined;
    place = await cliWorkspace(orders(6), (_, count) => {
      if (count === 3) stop();
      return { status: 204 };
    });
    const child = startRepatch(['run', place.flow, '--log', place.log]);
    stop = () => void child.kill(signal);
    const { code, out, err } = await ended(child);
    // The third may have been the last request, or the next one has begun.
    expect(code).toBe(130);
    expect(out).toContain('STOPPED  Test');
    expect(out).toContain(`next: repatch run ${place.flow} --resume `);
    expect(err).toContain('Stopping;');
    expect(readFileSync(place.log, 'utf8')).toContain('"event":"run-finished","status":4');
    expect(place.pushed().length).toBeLessThan(6);
    const [, run = ''] = /^run (\S+)$/mu.exec(out) ?? [];
    expect((await repatch(['run', place.flow, '--resume', run])).code).toBe(0);
    expect(new Set(place.pushed().map(({ body }) => body)).size).toBe(6);
  });
});
