import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { login, type LoginDone } from '../../src/app/login.ts';
import { repatch } from '../support/run-cli.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

/** An authorisation server, and the API behind it. */
interface ThirdParty {
  readonly server: TestServer;
  /** What it was asked for at the token endpoint. */
  readonly grants: Record<string, string>[];
  refreshToken: string | undefined;
}

let folder: string;
let third: ThirdParty;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'repatch-login-'));
  const grants: Record<string, string>[] = [];
  let challenge = '';
  const server = await startServer(({ url, headers, body }) => {
    if (url.pathname === '/authorize') {
      const asked = Object.fromEntries(url.searchParams);
      challenge = asked['code_challenge'] ?? '';
      const back = new URL(asked['redirect_uri'] ?? '');
      back.searchParams.set('code', 'code-of-the-login');
      back.searchParams.set('state', asked['state'] ?? '');
      return { status: 302, headers: { location: back.href } };
    }
    if (url.pathname === '/token') {
      const given = Object.fromEntries(new URLSearchParams(body));
      grants.push(given);
      const isProven =
        given['grant_type'] === 'refresh_token' ||
        createHash('sha256')
          .update(given['code_verifier'] ?? '')
          .digest('base64url') === challenge;
      if (!isProven) return { status: 400, json: { error: 'invalid_grant' } };
      return { json: { access_token: `at-${grants.length}-00000`, refresh_token: third.refreshToken } };
    }
    return headers.authorization?.startsWith('Bearer at-') === true ? { json: [] } : { status: 401 };
  });
  third = { server, grants, refreshToken: 'rt-1-00000' };
  const connector = {
    format: 'repatch-connector',
    formatVersion: 1,
    name: 'shop',
    protocol: 'HTTP',
    authMethods: [
      {
        name: 'Login',
        type: 'oauth2-authorization-code',
        authorizeUrl: '{{baseUrl}}/authorize?prompt=consent',
        url: '{{baseUrl}}/token',
        scopes: ['orders', 'offline_access'],
      },
      { name: 'Key', type: 'token' },
    ],
    endpoints: [{ name: 'List', direction: 'Receive', method: 'GET', url: 'orders' }],
  };
  writeFileSync(join(folder, 'repatch.config.yaml'), 'connectors: ["shop.connector.json"]\n');
  writeFileSync(join(folder, 'shop.connector.json'), JSON.stringify(connector));
  const instance = (name: string, authMethod: string): object => ({
    name,
    connector: 'shop',
    authMethod,
    values: { baseUrl: server.origin, client_id: 'client-7', client_secret: 'secret://CLIENT_SECRET' },
  });
  writeFileSync(
    join(folder, 'instances.yaml'),
    JSON.stringify({
      format: 'repatch-instances',
      formatVersion: 1,
      instances: [instance('Shop UK', 'Login'), instance('Other', 'Key')],
    }),
  );
  writeFileSync(join(folder, '.env'), 'CLIENT_SECRET=shh-client-secret\n');
});

afterEach(async () => {
  await third.server.close();
  rmSync(folder, { recursive: true });
});

/** Logs in as a browser would; `visit` may change what it asks the page for. */
async function logIn(visit: (back: URL) => Promise<unknown> = (back) => fetch(back)): Promise<LoginDone> {
  return login('Shop UK', {
    for: folder,
    timeoutSeconds: 5,
    onAddress(address) {
      void fetch(address, { redirect: 'manual' }).then((answer) =>
        visit(new URL(answer.headers.get('location') ?? '')),
      );
    },
  });
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => (error as { code: string }).code,
  );

it('keeps the refresh token where only the user can read it, with state and PKCE', async () => {
  const done = await logIn();
  expect(done.instance).toBe('Shop UK');
  const [asked] = third.server.received;
  expect(Object.fromEntries(asked!.url.searchParams)).toMatchObject({
    prompt: 'consent',
    response_type: 'code',
    client_id: 'client-7',
    scope: 'orders offline_access',
    code_challenge_method: 'S256',
  });
  expect(asked!.url.searchParams.get('state')?.length).toBe(43);
  expect(third.grants[0]).toMatchObject({
    grant_type: 'authorization_code',
    code: 'code-of-the-login',
    client_secret: 'shh-client-secret',
  });
  const kept = join(folder, '.repatch', 'logins');
  const [file = '', ...others] = readdirSync(kept);
  expect(others).toEqual([]);
  expect(statSync(kept).mode & 0o777).toBe(0o700);
  expect(statSync(join(kept, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(kept, file), 'utf8')).toContain('rt-1-00000');
  expect(JSON.stringify(done)).not.toContain('rt-1');
});

it('is renewed by what uses it, also when the third party replaces the token', async () => {
  await logIn();
  third.refreshToken = 'rt-2-00000';
  const first = await repatch(['doctor', 'Shop UK', '--for', folder]);
  const second = await repatch(['doctor', 'Shop UK', '--for', folder]);
  expect(`${first.out}${second.out}`).not.toMatch(/rt-\d|at-\d/u);
  expect(third.grants.map((grant) => grant['refresh_token'])).toEqual([undefined, 'rt-1-00000', 'rt-2-00000']);
});

it('takes no visit with another state, host or path, and waits on', async () => {
  const statuses: number[] = [];
  await logIn(async (back) => {
    const wrong = new URL(back);
    wrong.searchParams.set('state', 'x'.repeat(43));
    const elsewhere = new URL(back);
    elsewhere.pathname = '/';
    const named = new URL(back);
    named.hostname = 'localhost';
    for (const url of [wrong, elsewhere, named, back]) {
      const answer = await fetch(url).catch(() => undefined);
      statuses.push(answer?.status ?? 0);
      expect((await answer?.text()) ?? '').not.toContain('code-of-the-login');
    }
  });
  expect(statuses).toEqual([400, 404, expect.toSatisfy((status) => status === 404 || status === 0), 200]);
});

it('that is denied, or gives no refresh token, is a failure and keeps nothing', async () => {
  const denied = logIn((back) => {
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    return fetch(back);
  });
  expect(await codeOf(denied)).toBe('run/login-failed');
  third.refreshToken = undefined;
  expect(await codeOf(logIn())).toBe('run/login-failed');
  const forged = logIn((back) => {
    back.searchParams.set('code', 'another');
    return fetch(back);
  });
  third.refreshToken = 'rt-1-00000';
  expect(await codeOf(forged)).toBe('nothing failed'); // the code is for the third party to judge
  expect(third.grants.at(-1)?.['code']).toBe('another');
});

it('that nobody answers ends after its time', async () => {
  const started = login('Shop UK', { for: folder, timeoutSeconds: 0.2, onAddress: () => undefined });
  expect(await codeOf(started)).toBe('run/login-failed');
});

it('is refused for an instance that needs none or is not there', async () => {
  const tries = ['Other', 'Shop'].map((name) => codeOf(login(name, { for: folder, onAddress: () => undefined })));
  expect(await Promise.all(tries)).toEqual(['run/login-not-possible', 'run/unknown-instance']);
});

it('is asked for by what needs it', async () => {
  const { out } = await repatch(['doctor', 'Shop UK', '--for', folder]);
  expect(out).toContain('repatch login "Shop UK"');
});
