import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../src/flow/model.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { flowOf, run, single } from '../support/flows.ts';
import { fill, filesIn, type FileWorld } from '../support/servers/file-world.ts';
import { startFtpServer } from '../support/servers/ftp-server.ts';
import { hasOpenSsh, startOpenSsh } from '../support/servers/openssh.ts';
import { startSftpServer } from '../support/servers/sftp-server.ts';
import { hasVsftpd, startVsftpd } from '../support/servers/vsftpd.ts';
import { readFileSync, writeFileSync } from 'node:fs';

const servers: readonly (readonly [name: string, start: () => Promise<FileWorld>, isHere: boolean])[] = [
  ['SFTP in this process', startSftpServer, true],
  ['FTP in this process', () => startFtpServer('FTP'), true],
  ['FTPS in this process', () => startFtpServer('FTPS'), true],
  ['OpenSSH', startOpenSsh, hasOpenSsh],
  ['vsftpd', startVsftpd, hasVsftpd],
];

const get = {
  name: 'Get',
  microservice: 'connector',
  endpoint: { name: 'Get files', direction: 'Receive', http_method: 'GET' },
  connector: { name: 'Shop', system: 'shop' },
};
const put = (path: string, more: object = {}): object => ({
  ...get,
  name: 'Put',
  endpoint: { name: 'Put file', direction: 'Send', http_method: 'GET' },
  variables: [{ key: 'path', value: path }],
  ...more,
});

for (const [name, , isHere] of servers)
  if (!isHere) console.warn(`Not installed, so that its tests are skipped: ${name}.`);

describe.each(servers)('%s', (_, start, isHere) => {
  let world: FileWorld;
  beforeAll(async () => {
    if (isHere) world = await start();
  });
  afterAll(() => world?.close());
  afterEach(() => world?.setFault?.(undefined));

  /** The flow and its connector; `read` and `send` are settings of the two endpoints. */
  function flow(steps: readonly object[], read: object = {}, send: object = {}): FlowFile {
    const variables = [
      { key: 'password', secret: true },
      { key: 'private_key', secret: true },
    ];
    const endpoint = { method: 'GET' };
    return flowOf(steps, {
      protocol: world.protocol,
      authMethods: [{ name: 'User', type: 'basic', variables }],
      endpoints: [
        {
          ...endpoint,
          name: 'Get files',
          direction: 'Receive',
          file: { command: 'get', root: at('out'), path: String.raw`.*\.json`, ...read },
        },
        {
          ...endpoint,
          name: 'Put file',
          direction: 'Send',
          file: { command: 'put', root: at('in'), path: '{{path}}', ...send },
        },
      ],
    });
  }

  const at = (path: string): string => `${world.root.replace(/\/$/u, '')}/${path}`;
  const go = (file: FlowFile, ports: TestPorts = testPorts(), values = world.values): Promise<RunResult> =>
    run(file, ports, values);

  it.runIf(isHere)('reads the files that fit a pattern, sorted by name, and writes each', async () => {
    fill(world.folder, {
      'out/b.json': '{"id":2}',
      'out/a.json': '{"id":1}',
      'out/a.json.part': '{',
      'out/c.csv': 'id',
      'in/': '',
    });
    const ports = testPorts();
    const result = await go(flow([get, put('[[meta.original_filename]]')]), ports);
    expect(result.failures).toEqual([]);
    expect(result.status.name).toBe('SUCCESS');
    expect(filesIn(join(world.folder, 'in'))).toEqual({ 'a.json': '{"id":1}', 'b.json': '{"id":2}' });
    expect(ports.events.flatMap((event) => (event.event === 'message' ? [event.text] : []))).toContain(
      `Read "${at('out/a.json')}", 8 bytes.`,
    );
    const said = JSON.stringify([result, ports.events]);
    for (const secret of [world.values['password'], world.values['private_key']])
      if (secret !== undefined && secret !== 'ada@example.com')
        expect(said).not.toContain(secret.split('\n')[1] ?? secret);
  });

  it.runIf(isHere)('reads below folders where the pattern has a slash, and one file by its path', async () => {
    fill(world.folder, { 'out/2026/01/a.json': '1', 'out/b.json': '2', 'in/': '' });
    const below = { path: String.raw`2026/\d\d/.*\.json` };
    expect((await go(flow([get, put('[[meta.original_filename]]')], below))).failures).toEqual([]);
    expect(filesIn(join(world.folder, 'in'))).toEqual({ 'a.json': '1' });
    const one = { path: at('out/b.json'), root: undefined };
    expect((await go(flow([get, put('x.json')], one))).failures).toEqual([]);
    expect(filesIn(join(world.folder, 'in'))).toEqual({ 'a.json': '1', 'x.json': '2' });
  });

  it.runIf(isHere)('hands nothing on where no file fits', async () => {
    fill(world.folder, { 'out/': '', 'in/': '' });
    const result = await go(flow([get, put('x.json')]));
    expect(result.status.name).toBe('SUCCESS');
    expect(result.steps.map(({ payloadsOut }) => payloadsOut)).toEqual([0, 0]);
    expect(filesIn(join(world.folder, 'in'))).toEqual({});
  });

  it.runIf(isHere)(
    'moves or deletes what it has read once the run has ended well, and keeps what was moved before',
    async () => {
      fill(world.folder, { 'out/a.json': '1', 'done/a.json': '0', 'in/': '' });
      const step = put('[[meta.original_filename]]');
      expect(
        (await go(flow([get, step], { afterRead: { moveTo: at('done') } }))).warnings.filter(
          (text) => !text.includes('plain text'),
        ),
      ).toEqual([]);
      expect(filesIn(world.folder)).toEqual({ 'done/a.1.json': '1', 'done/a.json': '0', 'in/a.json': '1' });
      fill(world.folder, { 'out/a.json': '1', 'in/': '' });
      await go(flow([get, step], { afterRead: 'delete' }));
      expect(filesIn(world.folder)).toEqual({ 'in/a.json': '1' });
    },
  );

  it.runIf(isHere)('leaves everything as it is when the run fails', async () => {
    fill(world.folder, { 'out/a.json': '1' });
    const result = await go(flow([get, put('missing/folder/x.json')], { afterRead: 'delete' }));
    expect(result.failures.map(({ code }) => code)).toEqual(['run/file-refused']);
    expect(filesIn(world.folder)).toEqual({ 'out/a.json': '1' });
  });

  it.runIf(isHere)('leaves a file that was changed after it was read', async () => {
    fill(world.folder, { 'out/a.json': '1', 'in/': '' });
    const ports = testPorts();
    const log = ports.log;
    // While the run is at work a new file of the same name arrives.
    const watching: TestPorts = {
      ...ports,
      log(event) {
        log(event);
        if (event.event === 'message' && event.text.startsWith('Wrote'))
          writeFileSync(join(world.folder, 'out/a.json'), '{"new":true}');
      },
    };
    const result = await go(flow([get, put('x.json')], { afterRead: 'delete' }), watching);
    expect(result.warnings.join('\n')).toContain('has changed since it was read');
    expect(filesIn(world.folder)).toEqual({ 'in/x.json': '1', 'out/a.json': '{"new":true}' });
  });

  it.runIf(isHere)('replaces a file, or refuses to', async () => {
    fill(world.folder, { 'out/a.json': '"new"', 'in/x.json': '"old"' });
    const refused = await go(flow([get, put('x.json')], {}, { existing: 'refuse' }));
    expect(refused.failures.map(({ code }) => code)).toEqual(['run/file-refused']);
    expect(readFileSync(join(world.folder, 'in/x.json'), 'utf8')).toBe('"old"');
    expect((await go(flow([get, put('x.json')]))).failures).toEqual([]);
    expect(filesIn(join(world.folder, 'in'))).toEqual({ 'x.json': '"new"' });
  });

  it.runIf(isHere)('never writes two payloads of one run to one file', async () => {
    fill(world.folder, { 'out/a.json': '[{"id":1},{"id":2}]', 'in/': '' });
    const result = await go(flow([get, single, put('order.json')]));
    expect(result.status.name).toBe('FAILURE');
    expect(result.failures.map(({ code }) => code)).toEqual(['run/file-written-twice']);
    expect((await go(flow([get, single, put('order-[[payload.id]].json')]))).failures).toEqual([]);
    expect(Object.keys(filesIn(join(world.folder, 'in')))).toEqual(['order-1.json', 'order-2.json', 'order.json']);
  });

  it.runIf(isHere)('renames and deletes the file that a payload came from', async () => {
    fill(world.folder, { 'out/a.json': '1', 'in/': '' });
    const rename = {
      command: 'rename',
      root: at(''),
      path: 'out/{{original_filename}}',
      target: 'in/{{original_filename}}',
    };
    expect((await go(flow([get, put('')], {}, rename))).failures).toEqual([]);
    expect(filesIn(world.folder)).toEqual({ 'in/a.json': '1' });
    fill(world.folder, { 'out/a.json': '1' });
    await go(flow([get, put('')], {}, { command: 'delete', root: at('out'), path: '{{original_filename}}' }));
    expect(filesIn(world.folder)).toEqual({});
  });

  it.runIf(isHere)('ends with the login that is refused, once', async () => {
    const ports = testPorts();
    const result = await go(flow([get]), ports, world.wrongValues);
    expect(result.failures.map(({ code }) => code)).toEqual(['run/unauthorised']);
    expect(ports.sleeps).toEqual([]);
    expect(JSON.stringify(result)).not.toContain('wr0ng-word');
  });

  it.runIf(isHere)('says when nobody listens, after its repetitions', async () => {
    const ports = testPorts();
    const result = await go(flow([get]), ports, { ...world.values, port: '1' });
    expect(result.failures.map(({ code }) => code)).toEqual(['run/connection-failed']);
    expect(ports.sleeps).toEqual([1000, 2000]);
  });

  it.runIf(isHere)('does not leave its place on the server', async () => {
    fill(world.folder, { 'out/a.json': '1', 'in/': '', 'x.json': 'mine' });
    const result = await go(flow([get, put('../x.json')]));
    expect(result.failures.map(({ code }) => code)).toEqual(['run/bad-url']);
    expect(filesIn(world.folder)).toEqual({ 'out/a.json': '1', 'x.json': 'mine' });
  });

  it.runIf(isHere)('carries 100,000 rows there and back', async () => {
    const rows = Array.from({ length: 100_000 }, (_row, id) => `{"id":${id},"total":"${id}.50"}`);
    const text = `[${rows.join(',')}]`;
    fill(world.folder, { 'out/all.json': text, 'in/': '' });
    expect((await go(flow([get, put('all.json')]))).failures).toEqual([]);
    expect(readFileSync(join(world.folder, 'in/all.json'), 'utf8') === text).toBe(true);
  });
});

const breakable = servers.slice(0, 3);

describe.each(breakable)('%s, when the connection breaks', (_, start) => {
  let world: FileWorld;
  beforeAll(async () => void (world = await start()));
  afterAll(() => world.close());
  afterEach(() => world.setFault?.(undefined));

  const text = JSON.stringify(Array.from({ length: 3000 }, (_row, id) => ({ id })));
  function flow(): FlowFile {
    const endpoint = { method: 'GET' };
    return flowOf([get, put('x.json')], {
      protocol: world.protocol,
      endpoints: [
        { ...endpoint, name: 'Get files', direction: 'Receive', file: { command: 'get', root: '/out', path: '.*' } },
        { ...endpoint, name: 'Put file', direction: 'Send', file: { command: 'put', path: '/in/{{path}}' } },
      ],
    });
  }

  it.each(['read', 'write', 'rename', 'renamed', 'facts'] as const)('once at "%s", it does it again', async (event) => {
    fill(world.folder, { 'out/a.json': text, 'in/': '' });
    let breaks = 1;
    world.setFault?.((at) => (at === event && breaks-- > 0 ? 'drop' : undefined));
    const result = await run(flow(), testPorts(), world.values);
    expect(result.failures).toEqual([]);
    expect(breaks).toBeLessThan(1);
    expect(filesIn(world.folder)).toEqual({ 'in/x.json': text, 'out/a.json': text });
    expect(result.inDoubt).toEqual([]);
  });

  it.each(['read', 'write'] as const)('again and again at "%s", it fails and leaves no half file', async (event) => {
    fill(world.folder, { 'out/a.json': text, 'in/': '' });
    world.setFault?.((at) => (at === event ? 'drop' : undefined));
    const result = await run(flow(), testPorts(), world.values);
    expect(result.status.name).toBe('FAILURE');
    expect(result.failures.map(({ code }) => code)).toEqual(['run/connection-failed']);
    expect(Object.keys(filesIn(join(world.folder, 'in'))).filter((name) => !name.endsWith('.repatch-part'))).toEqual(
      [],
    );
  });

  it('reads a file again that changes while it is read, and fails when it goes on changing', async () => {
    fill(world.folder, { 'out/a.json': text, 'in/': '' });
    const path = join(world.folder, 'out/a.json');
    let changes = 1;
    world.setFault?.((at) => {
      if (at === 'read' && changes-- > 0) writeFileSync(path, '[{"id":"new"}]');
      return undefined;
    });
    expect((await run(flow(), testPorts(), world.values)).failures).toEqual([]);
    expect(readFileSync(join(world.folder, 'in/x.json'), 'utf8')).toBe('[{"id":"new"}]');

    let size = 0;
    // Whatever is asked of the server: between two requests the file is longer.
    world.setFault?.(() => {
      writeFileSync(path, ' '.repeat(++size));
      return undefined;
    });
    const result = await run(flow(), testPorts(), world.values);
    expect(result.failures.map(({ code }) => code)).toEqual(['run/file-changing']);
  });

  it('leaves files alone that are still being written', async () => {
    fill(world.folder, { 'out/a.json': '1', 'out/b.json': '2', 'in/': '' });
    const file = flow();
    const endpoint = file.systems[0]?.system.endpoints?.[0]?.file;
    if (endpoint === undefined) throw new Error('There is an endpoint');
    endpoint.stableSeconds = 5;
    const ports = testPorts();
    const growing: TestPorts = {
      ...ports,
      clock: {
        ...ports.clock,
        sleep(ms) {
          writeFileSync(join(world.folder, 'out/b.json'), '222');
          return ports.clock.sleep(ms);
        },
      },
    };
    expect((await run(file, growing, world.values)).failures).toEqual([]);
    expect(ports.sleeps).toEqual([5000]);
    expect(filesIn(join(world.folder, 'in'))).toEqual({ 'x.json': '1' });
  });
});

describe('the server that answers', () => {
  it('has to show the key that the instance names', async () => {
    const world = await startSftpServer();
    try {
      const file = flowOf([get], {
        protocol: 'SFTP',
        endpoints: [
          { name: 'Get files', direction: 'Receive', method: 'GET', file: { command: 'get', root: '/', path: '.*' } },
        ],
      });
      const { host_key: key, ...values } = world.values;
      for (const given of [values, { ...values, host_key: 'SHA256:AAAA' }]) {
        const result = await run(file, testPorts(), given);
        expect(result.failures.map(({ code }) => code)).toEqual(['run/unknown-host-key']);
        expect(result.failures[0]?.message).toContain(key);
      }
      expect((await run(file, testPorts(), { ...values, host_key: `SHA256:AAAA ${key}` })).failures).toEqual([]);
    } finally {
      await world.close();
    }
  });

  it('has to show a certificate of an authority that is trusted', async () => {
    const world = await startFtpServer('FTPS');
    try {
      const file = flowOf([get], {
        protocol: 'FTPS',
        endpoints: [
          { name: 'Get files', direction: 'Receive', method: 'GET', file: { command: 'get', root: '/', path: '.*' } },
        ],
      });
      const { ca: _, ...values } = world.values;
      const result = await run(file, testPorts(), values);
      expect(result.failures.map(({ code }) => code)).toEqual(['run/connection-failed']);
      expect(result.failures[0]?.message).toMatch(/self.signed/u);
    } finally {
      await world.close();
    }
  });
});

describe('an endpoint that does not fit', () => {
  const codesOf = async (connector: object, step: object = get): Promise<readonly string[]> =>
    (await run(flowOf([step], connector), testPorts(), { host: '127.0.0.1', port: '1' })).failures.map(
      ({ code }) => code,
    );
  const endpoint = { name: 'Get files', direction: 'Receive', method: 'GET' };

  it('is refused by name', async () => {
    expect(await codesOf({ protocol: 'S3', endpoints: [endpoint] })).toEqual(['run/unsupported-protocol']);
    expect(await codesOf({ protocol: 'FTP', endpoints: [endpoint] })).toEqual(['run/bad-endpoint']);
    const file = { command: 'put', path: '/x' };
    expect(await codesOf({ protocol: 'FTP', endpoints: [{ ...endpoint, file }] })).toEqual(['run/bad-endpoint']);
    const bad = { command: 'get', root: '/', path: '(' };
    expect(await codesOf({ protocol: 'FTP', endpoints: [{ ...endpoint, file: bad }] })).toEqual(['run/bad-pattern']);
  });
});
