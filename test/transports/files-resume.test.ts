import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent, RunResult } from '../../src/contract/events.ts';
import { flowOf } from '../support/flows.ts';
import { Killed, keptRun } from '../support/kept-runs.ts';
import { fill, filesIn, makeFolder, removeFolder, type FileWorld } from '../support/servers/file-world.ts';
import { startFtpServer } from '../support/servers/ftp-server.ts';
import { startSftpServer } from '../support/servers/sftp-server.ts';

const connector = { name: 'Shop', system: 'shop' };
const get = {
  name: 'Get',
  microservice: 'connector',
  endpoint: { name: 'Get files', direction: 'Receive', http_method: 'GET' },
  connector,
};
const put = {
  name: 'Put',
  microservice: 'connector',
  endpoint: { name: 'Put file', direction: 'Send', http_method: 'GET' },
  connector,
};

describe.each([
  ['SFTP', startSftpServer],
  ['FTP', () => startFtpServer('FTP')],
])('a run over %s that is ended by force', (_, start) => {
  let world: FileWorld;
  let state: string;
  beforeAll(async () => void (world = await start()));
  afterAll(() => world.close());
  beforeEach(() => void (state = makeFolder()));
  afterEach(() => {
    removeFolder(state);
    world.setFault?.(undefined);
  });

  const flow = (steps: readonly object[] = [get, put]): ReturnType<typeof flowOf> =>
    flowOf(steps, {
      protocol: world.protocol,
      endpoints: [
        {
          name: 'Get files',
          direction: 'Receive',
          method: 'GET',
          file: { command: 'get', root: '/out', path: '.*', afterRead: { moveTo: '/done' } },
        },
        {
          name: 'Put file',
          direction: 'Send',
          method: 'GET',
          file: { command: 'put', path: '/in/{{original_filename}}' },
        },
      ],
    });
  const go = (more: Partial<Parameters<typeof keptRun>[0]> = {}): Promise<RunResult> =>
    keptRun({ folder: state, flow: flow(), origin: '', values: world.values, ...more });
  /** Ends the process when the log says this for the n-th time. */
  const killAt = (text: string, count = 1): ((event: RunEvent) => void) => {
    let left = count;
    return (event) => {
      if (event.event === 'message' && event.text.startsWith(text) && --left === 0) throw new Killed();
    };
  };
  const files = { 'out/a.json': '1', 'out/b.json': '2', 'out/c.json': '3', 'in/': '', 'done/': '' };

  it('goes on without writing anything twice, and moves what it has read at the end', async () => {
    fill(world.folder, files);
    await expect(go({ onEvent: killAt('Wrote', 2) })).rejects.toThrow(Killed);
    expect(Object.keys(filesIn(world.folder))).toEqual([
      'in/a.json',
      'in/b.json',
      'out/a.json',
      'out/b.json',
      'out/c.json',
    ]);
    // Whoever fetches files has been there meanwhile.
    unlinkSync(join(world.folder, 'in/a.json'));
    await expect(go()).rejects.toThrow('did not finish');
    const result = await go({ resume: 'run-1' });
    expect(result.status.name).toBe('SUCCESS');
    // The first was acknowledged; the second was under way, and is there.
    expect(result.inDoubt).toEqual([]);
    expect(filesIn(world.folder)).toEqual({
      'done/a.json': '1',
      'done/b.json': '2',
      'done/c.json': '3',
      'in/b.json': '2',
      'in/c.json': '3',
    });
  });

  it('lists a file as in doubt that was under way and is not there: somebody may have fetched it', async () => {
    fill(world.folder, files);
    await expect(go({ onEvent: killAt('Wrote', 2) })).rejects.toThrow(Killed);
    unlinkSync(join(world.folder, 'in/b.json'));
    const result = await go({ resume: 'run-1' });
    expect(result.inDoubt.map(({ request }) => request?.url)).toEqual(['/in/b.json']);
    expect(Object.keys(filesIn(join(world.folder, 'in')))).toEqual(['a.json', 'b.json', 'c.json']);
  });

  it('reads everything again when nothing had been written', async () => {
    fill(world.folder, files);
    await expect(go({ onEvent: killAt('Read', 2) })).rejects.toThrow(Killed);
    expect(Object.keys(filesIn(world.folder))).toEqual(['out/a.json', 'out/b.json', 'out/c.json']);
    const result = await go();
    expect(result.failures).toEqual([]);
    expect(Object.keys(filesIn(world.folder))).toEqual([
      'done/a.json',
      'done/b.json',
      'done/c.json',
      'in/a.json',
      'in/b.json',
      'in/c.json',
    ]);
  });

  it('moves in front of the next run what could not be moved at its end', async () => {
    fill(world.folder, files);
    let isOver = false;
    const watch = (event: RunEvent): void => {
      if (event.event === 'message' && event.text.startsWith('Wrote "/in/c.json"')) isOver = true;
    };
    world.setFault?.((event, path) => (isOver && event === 'rename' && path.startsWith('/out/') ? 'drop' : undefined));
    const first = await go({ onEvent: watch });
    expect(first.status.name).toBe('SUCCESS');
    expect(first.warnings.join('\n')).toContain('in front of the next run');
    expect(Object.keys(filesIn(join(world.folder, 'out')))).toEqual(['a.json', 'b.json', 'c.json']);
    // While the server still refuses, nothing is read a second time.
    const second = await go();
    expect(second.failures.map(({ code }) => code)).toEqual(['run/connection-failed']);
    world.setFault?.(undefined);
    const third = await go();
    expect(third.failures).toEqual([]);
    expect(third.requests).toMatchObject({ received: 0, sent: 0 });
    expect(Object.keys(filesIn(world.folder))).toEqual([
      'done/a.json',
      'done/b.json',
      'done/c.json',
      'in/a.json',
      'in/b.json',
      'in/c.json',
    ]);
  });

  it('moves them in front of the next run, too, when the process ended in front of it', async () => {
    fill(world.folder, files);
    await expect(
      go({
        onEvent(event) {
          if (event.event === 'message' && event.text.startsWith('Moved')) throw new Killed();
        },
      }),
    ).rejects.toThrow(Killed);
    expect(Object.keys(filesIn(join(world.folder, 'out')))).toEqual(['b.json', 'c.json']);
    const next = await go();
    expect(next.failures).toEqual([]);
    expect(next.requests).toMatchObject({ received: 0, sent: 0 });
    expect(Object.keys(filesIn(world.folder))).toHaveLength(6);
  });
});
