import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushResult, RemoteRunList } from '../../src/app/patchworks.ts';
import type { Answer, NoAnswer, Received } from '../support/http-server.ts';
import { startPatchworks, type StandIn } from '../support/patchworks.ts';
import { repatch } from '../support/run-cli.ts';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'flows');
let folder: string;
let server: StandIn;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repatch-account-'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function account(
  other?: (request: Received, count: number) => Answer | NoAnswer | undefined,
  settings?: (server: StandIn) => string,
): Promise<void> {
  server = await startPatchworks(other);
  writeFileSync(join(folder, 'repatch.config.yaml'), settings?.(server) ?? server.settings);
  writeFileSync(join(folder, '.env'), 'PATCHWORKS_KEY=key-1\nPATCHWORKS_PASSWORD="pass word"\n');
}

function flow(name: string, more: object = {}): string {
  const file = join(folder, `${name}.flow.json`);
  const whole = JSON.parse(readFileSync(join(fixtures, 'ok', 'orders.flow.json'), 'utf8')) as { flow: object };
  writeFileSync(file, JSON.stringify({ ...whole, flow: { ...whole.flow, name, ...more } }));
  return file;
}

const json = async <Value>(...args: readonly string[]): Promise<{ code: number | null; value: Value }> => {
  const { code, out } = await repatch([...args, '--json']);
  return { code, value: JSON.parse(out) as Value }; // the type is what the test expects
};

describe('push', () => {
  it('imports flows, disabled and without what is of this toolkit only, and names their ids', async () => {
    await account();
    const files = [flow('Orders', { is_enabled: true, 'x-repatch': { from: '1001' } }), flow('Stock')];
    const { code, out } = await repatch(['push', ...files]);
    expect(out).toContain('imported  Orders');
    expect(out).toContain('flow 4711');
    expect(out).toContain('2 flows imported, disabled');
    expect(code).toBe(0);
    const bodies = server.received.map(({ body }) => JSON.parse(body) as { flow: Record<string, unknown> });
    expect(bodies.map(({ flow }) => [flow['name'], flow['is_enabled'], flow['x-repatch']])).toEqual([
      ['Orders', false, undefined],
      ['Stock', false, undefined],
    ]);
  });

  it('sends nothing with --dry-run, and nothing when one file has an error', async () => {
    await account();
    const dry = await json<PushResult>('push', folder, flow('Orders'), '--dry-run');
    expect([dry.code, dry.value.flows.map(({ state }) => state)]).toEqual([0, ['would be sent']]);
    writeFileSync(join(folder, 'bad.flow.json'), readFileSync(join(fixtures, 'err', 'dangling-first-step.flow.json')));
    const bad = await repatch(['push', folder]);
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining('lint/no-dangling-step')]);
    expect(server.received).toHaveLength(0);
  });

  it('goes on after a refusal and says why', async () => {
    await account(({ body }) =>
      body.includes('"name":"Orders"')
        ? { status: 422, json: { message: 'Invalid.', errors: { 'flow.name': ['Taken.'] } } }
        : undefined,
    );
    const { code, value } = await json<PushResult>('push', flow('Orders'), flow('Stock'));
    expect(code).toBe(1);
    expect(value.flows.map(({ state }) => state)).toEqual(['refused', 'imported']);
    expect(value.flows[0]?.message).toContain('422: Invalid. {"flow.name":["Taken."]}');
  });

  it.each(['drop', 'cut'] as const)('sends a flow once without an answer (%s), and no other after it', async (way) => {
    await account(() => way);
    const { code, value } = await json<PushResult>('push', flow('Orders'), flow('Stock'));
    expect([code, value.flows.map(({ state }) => state)]).toEqual([3, ['in doubt', 'not sent']]);
    expect(value.flows[0]?.code).toBe('patchworks/unreachable');
    expect(value.flows[0]?.message).toContain('It may have arrived');
    expect(server.received).toHaveLength(1);
  });

  it('stops at credentials that are refused, and does not show them', async () => {
    await account();
    writeFileSync(join(folder, '.env'), 'PATCHWORKS_KEY=wrong-key-77\n');
    const { code, out, err } = await repatch(['push', flow('Orders'), flow('Stock')]);
    expect(code).toBe(3);
    expect(out + err).toContain('Unauthenticated: ***');
    expect(out + err).toContain('patchworks/unauthorised');
    expect(out + err).not.toContain('wrong-key-77');
    expect(server.received).toHaveLength(1);
  });

  it('refuses what is larger than 8 MB before it is sent', async () => {
    await account();
    const { code, value } = await json<PushResult>('push', flow('Orders', { description: 'x'.repeat(9_000_000) }));
    const [only] = value.flows;
    expect([code, only?.state, only?.code]).toEqual([1, 'not sent', 'patchworks/too-large']);
    expect(only?.message).toContain('8.6 MB');
    expect(server.received).toHaveLength(0);
  });
});

describe('start', () => {
  it.each([
    [['4711'], '/flows/4711/start', '', ''],
    [['a/b', '--version', '9', '--manual'], '/flows/a%2Fb/manual/9', '', ''],
    [['4711', '--payload', 'PAYLOAD'], '/flows/4711/start', '', '{"payload":"{\\"id\\": 12345678901234567890}"}'],
    [['4711', '--payload', 'PAYLOAD', '--raw'], '/flows/4711/start/raw', '', '{"id": 12345678901234567890}'],
    [
      ['4711', '--variable', 'region=uk', '--environment', '5'],
      '/flows/4711/start',
      '?virtual_environment_id=5&flow_variables=%7B%22region%22%3A%22uk%22%7D',
      '',
    ],
  ])('%j asks %s%s', async (args, path, query, body) => {
    await account();
    const file = join(folder, 'payload.json');
    writeFileSync(file, '{"id": 12345678901234567890}');
    const { code, out } = await repatch([
      'start',
      ...args.map((arg) => (arg === 'PAYLOAD' ? file : arg)),
      '--for',
      folder,
    ]);
    expect([code, out]).toEqual([0, expect.stringContaining('run 31337')]);
    const [sent] = server.received;
    expect([sent?.url.pathname, sent?.url.search, sent?.body]).toEqual([`/start/api/v1${path}`, query, body]);
  });

  it('that is refused says why', async () => {
    await account();
    const { code, err } = await repatch(['start', 'draft-only', '--for', folder]);
    expect([code, err]).toEqual([1, expect.stringContaining('The flow has no deployed version.')]);
    expect(err).toContain('patchworks/refused');
  });
});

describe('runs remote', () => {
  it('lists the newest runs over pages, each once', async () => {
    await account();
    const { value } = await json<RemoteRunList>('runs', 'remote', '--for', folder, '--limit', '30');
    expect(value.runs.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => String(900 - index)));
    const failed = await repatch(['runs', 'remote', '--for', folder, '--status', 'Failure', '--flow', '8']);
    expect(failed.out).toBe('2026-02-28T23:57:00.000Z  Failure  Stock  Schedule  897\n');
  });

  it('asks again where the server is in trouble, and ends after three times', async () => {
    await account((_, count) => (count < 3 ? { status: 503, headers: { 'retry-after': '0' }, json: {} } : undefined));
    expect((await repatch(['runs', 'remote', '--for', folder])).code).toBe(0);
    expect(server.received).toHaveLength(3);
    await server.close();
    await account(() => ({ status: 500, headers: { 'retry-after': '0' }, json: { message: 'Down.' } }));
    const { code, err } = await repatch(['runs', 'remote', '--for', folder]);
    expect([code, err, server.received.length]).toEqual([3, expect.stringContaining('500: Down.'), 3]);
  });

  it('ends where the server gives the same page for ever, and refuses an answer that is none', async () => {
    await account(() => ({ json: { data: [{ id: 1, attributes: {} }] } }));
    const { value } = await json<RemoteRunList>('runs', 'remote', '--for', folder);
    expect(value.runs).toEqual([{ id: '1' }]);
    await server.close();
    await account(() => ({ json: { runs: [] } }));
    expect((await repatch(['runs', 'remote', '--for', folder])).err).toContain('patchworks/bad-answer');
  });
});

describe('access', () => {
  const login = ({ origin }: StandIn): string =>
    `patchworks:\n  login: { username: ada, password: secret://PATCHWORKS_PASSWORD, url: ${origin}/login }\n  core: ${origin}/core/api/v1\n`;

  it('is also had by a login, once', async () => {
    await account(undefined, login);
    expect((await repatch(['push', flow('Orders'), flow('Stock')])).code).toBe(0);
    expect(server.received.map(({ url }) => url.pathname)).toEqual([
      '/login',
      '/core/api/v1/flows/import',
      '/core/api/v1/flows/import',
    ]);
  });

  it.each([
    ['', 'says nothing of Patchworks'],
    ['patchworks: {}\n', 'has neither "key" nor "login"'],
    ['patchworks: { key: secret://ELSEWHERE }\n', 'The secret "ELSEWHERE" is not there.'],
  ])('that is not set up (%j) is said', async (settings, message) => {
    await account(undefined, () => settings);
    const { code, err } = await repatch(['runs', 'remote', '--for', folder]);
    expect([code, err]).toEqual([3, expect.stringContaining(message)]);
    expect(err).toContain('patchworks/not-set-up');
    expect(server.received).toHaveLength(0);
  });
});
