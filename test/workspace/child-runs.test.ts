// What `repatch run` does besides the flow it is given: flows that it starts, stubs, the answer of a callback.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runFile, type RunOptions, type RunReport } from '../../src/app/run.ts';
import { flowOf, push, single } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let folder: string;
let server: TestServer;
let refused: readonly string[];
let seen: string[];
beforeEach(async () => {
  refused = [];
  seen = [];
  folder = mkdtempSync(join(tmpdir(), 'repatch-children-'));
  server = await startServer(({ url, body }) => {
    const what = `${url.pathname.slice(1)} ${body}`;
    seen.push(what);
    return { status: refused.includes(what) ? 422 : 204 };
  });
  mkdirSync(join(folder, 'flows'));
  const instance = { name: 'Shop', connector: 'shop', values: { baseUrl: server.origin } };
  write('instances.yaml', { format: 'repatch-instances', formatVersion: 1, instances: [instance] });
  write('repatch.config.yaml', {});
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, value: object): void {
  writeFileSync(join(folder, name), JSON.stringify(value));
}

const endpoint = (name: string): object => ({ name, direction: 'Send', method: 'POST', url: name.toLowerCase() });

function writeFlow(name: string, steps: readonly object[], variables: readonly object[] = []): void {
  const file = flowOf(steps, { endpoints: ['Parent', 'Child', 'Grandchild'].map(endpoint) });
  const [version] = file.flow.versions;
  const versions = [{ ...version, variables }];
  write(join('flows', `${name}.flow.json`), { ...file, flow: { ...file.flow, name, is_enabled: true, versions } });
}

function runs(name: string, more: Partial<RunOptions> = {}): Promise<RunReport> {
  return runFile({ file: join(folder, 'flows', `${name}.flow.json`), signal: new AbortController().signal, ...more });
}

const call = (flow: string, config: object = {}): object => ({
  name: `Start ${flow}`,
  microservice: 'run-flow',
  config: { flow, ...config },
});
const payload = (text: string): object => ({
  name: 'Payload',
  microservice: 'manual-input',
  config: { payload: text },
});
const meta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };
const send = (name: string): object => ({ ...push(name, { retries: 0 }), name });

describe('flows that a flow starts', () => {
  beforeEach(() => {
    const shown = '{"id":[[payload.id]],"shop":"[[meta.shop]]","from":"{{flow.variables.from}}"}';
    writeFlow('child', [payload(shown), send('Child')], [{ name: 'from', value: 'nobody' }]);
  });
  const two = payload('[{"id":1},{"id":2}]');

  it('run one after the other when it has ended, each with its payload, metadata and variables', async () => {
    const started = call('child', { variables: [{ name: 'from', value: 'order [[payload.id]]' }] });
    writeFlow('parent', [two, single, meta, started, send('Parent')]);
    const { exit, result } = await runs('parent');
    expect(seen).toEqual([
      'parent {"id":1}',
      'parent {"id":2}',
      'child {"id":1,"shop":"uk","from":"order 1"}',
      'child {"id":2,"shop":"uk","from":"order 2"}',
    ]);
    expect([exit, result?.status.name]).toEqual([0, 'SUCCESS']);
    expect(result?.children).toMatchObject([
      { flow: 'child', status: 'SUCCESS' },
      { flow: 'child', status: 'SUCCESS' },
    ]);
  });

  it('fail on their own: the flow that started them keeps its status, and the command says what failed', async () => {
    refused = ['child {"id":1,"shop":"uk","from":"nobody"}'];
    writeFlow('parent', [two, single, meta, call('child')]);
    const { exit, result } = await runs('parent');
    expect(seen).toHaveLength(2);
    expect([exit, result?.status.name]).toEqual([1, 'SUCCESS']);
    expect(result?.children?.map(({ status }) => status)).toEqual(['FAILURE', 'SUCCESS']);
    expect(result?.warnings.join()).toContain('Flow "child", which this run has started, ended with FAILURE');
  });

  it('do not start when it fails, and start once when it is carried on', async () => {
    writeFlow('parent', [two, single, meta, call('child'), send('Parent')]);
    refused = ['parent {"id":2}'];
    const first = await runs('parent');
    expect(first).toMatchObject({ exit: 1, result: { status: { name: 'FAILURE' }, canResume: true } });
    expect(seen).toEqual(['parent {"id":1}', 'parent {"id":2}']);
    refused = [];
    const { result } = await runs('parent', { resume: first.result?.run ?? '' });
    expect(result?.children).toHaveLength(2);
    expect(seen.filter((one) => one.startsWith('child'))).toHaveLength(2);
  });

  it('may start others', async () => {
    writeFlow('child', [call('grandchild')]);
    writeFlow('grandchild', [send('Grandchild')]);
    writeFlow('parent', [two, single, call('child')]);
    const { result } = await runs('parent');
    expect(seen).toEqual(['grandchild {"id":1}', 'grandchild {"id":2}']);
    expect(result?.children?.map(({ flow }) => flow)).toEqual(['child', 'grandchild', 'child', 'grandchild']);
  });

  it('are refused before anything happens when they lead back', async () => {
    writeFlow('child', [call('parent')]);
    writeFlow('parent', [two, single, send('Parent'), call('child')]);
    const { exit, result } = await runs('parent');
    expect([exit, result?.failures.map(({ code }) => code), seen]).toEqual([1, ['run/flow-loop'], []]);
  });
});

describe('a step of an unknown shape', () => {
  beforeEach(() => writeFlow('parent', [payload('{"id":1}'), { name: 'Wait', microservice: 'delay' }, send('Parent')]));

  it('is refused without a stub', async () => {
    const { result } = await runs('parent');
    expect([result?.failures.map(({ code }) => code), seen]).toEqual([['run/unknown-shape'], []]);
  });

  it('hands on what its stub says', async () => {
    const { exit, result } = await runs('parent', { stubs: { Wait: { format: 'json', text: '{"stub": 19.90}' } } });
    expect([exit, seen]).toEqual([0, ['parent {"stub": 19.90}']]);
    expect(result?.warnings).toEqual(['A stub stands in for step "Wait": the platform may hand on something else.']);
  });

  it.each(['Weit', 'Parent'])('is the only one that takes a stub: %s', async (name) => {
    const { result } = await runs('parent', { stubs: { [name]: { format: 'txt', text: '' } } });
    expect([result?.failures.map(({ code }) => code), seen]).toEqual([['run/no-such-stub'], []]);
  });
});

it('writes the answer of a callback to a file', async () => {
  writeFlow('parent', [
    payload('[{"id":1},{"id":2}]'),
    single,
    { name: 'Answer', microservice: 'callback' },
    send('Parent'),
  ]);
  const callback = join(folder, 'answer.json');
  const { exit } = await runs('parent', { callback });
  expect(exit).toBe(0);
  expect(readFileSync(callback, 'utf8')).toBe('[{"id":1},{"id":2}]');
  expect(seen).toHaveLength(2);
  expect((await runs('parent')).result?.failures.map(({ code }) => code)).toEqual(['run/no-caller']);
});
