import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { DoctorResult } from '../../src/app/doctor.ts';
import { startServer, type Answer, type Received, type TestServer } from '../support/http-server.ts';
import { repatch } from '../support/run-cli.ts';

let folder: string;
let server: TestServer;
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const shop = {
  format: 'repatch-connector',
  formatVersion: 1,
  name: 'shop',
  protocol: 'HTTP',
  authMethods: [
    {
      name: 'Key',
      type: 'token',
      tokenHeader: 'X-Key',
      tokenPrefix: '',
      variables: [{ key: 'token', required: true, secret: true }],
    },
  ],
  endpoints: [
    { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders' },
    { name: 'One order', direction: 'Receive', method: 'GET', url: 'orders/{{id}}' },
    {
      name: 'List orders',
      direction: 'Receive',
      method: 'GET',
      url: 'orders',
      dataPath: 'data',
      pagination: { method: 'Link Header', header: 'Link' },
    },
  ],
};

async function workspace(
  answer: (request: Received) => Answer | 'drop',
  instance: object = {},
  definition: object = shop,
): Promise<void> {
  server = await startServer(answer);
  folder = mkdtempSync(join(tmpdir(), 'repatch-doctor-'));
  mkdirSync(join(folder, 'connectors'));
  writeFileSync(join(folder, 'connectors', 'shop.connector.json'), JSON.stringify(definition));
  const values = { baseUrl: `${server.origin}/api/`, token: 'secret://SHOP_KEY' };
  const instances = [{ name: 'Shop', connector: 'shop', values, ...instance }];
  writeFileSync(
    join(folder, 'instances.yaml'),
    JSON.stringify({ format: 'repatch-instances', formatVersion: 1, instances }),
  );
  writeFileSync(join(folder, 'repatch.config.yaml'), 'instances: instances.yaml\n');
  writeFileSync(join(folder, '.env'), 'SHOP_KEY=k-123-secret\n');
}

async function doctor(...args: readonly string[]): Promise<{ code: number | null; result: DoctorResult }> {
  const { code, out } = await repatch(['doctor', ...args, '--for', folder, '--json']);
  expect(out).not.toContain('k-123-secret');
  return { code, result: JSON.parse(out) as DoctorResult }; // printed by the command
}

const statesOf = ({ instances }: DoctorResult): unknown =>
  instances.flatMap(({ checks }) =>
    checks.map(({ what, state, code }) => [what, state, ...(code === undefined ? [] : [code])]),
  );

const page = { headers: { link: '<?page=2>; rel="next"' }, json: { data: [{ id: 1 }, { id: 2 }] } };

describe('repatch doctor', () => {
  it('logs in and asks for one page, once, of the first endpoint that needs nothing', async () => {
    await workspace(() => page);
    const { code, out } = await repatch(['doctor', '--for', folder]);
    expect(code).toBe(0);
    expect(out).toContain('"List orders" answered 200, 2 records');
    expect(out).toContain('1 instance: nothing wrong');
    expect(server.received.map(({ method, url, headers }) => [method, url.pathname, headers['x-key']])).toEqual([
      ['GET', '/api/orders', 'k-123-secret'],
    ]);
  });

  it('names everything that has no value, and asks for nothing then', async () => {
    await workspace(() => page, { values: { baseUrl: 'env://SHOP_URL', other: 'secret://OTHER' } });
    const { code, result } = await doctor();
    expect([code, statesOf(result)]).toEqual([
      3,
      [
        ['definition', 'fine'],
        ['values', 'failed', 'run/missing-credential'],
        ['request', 'not tried'],
      ],
    ]);
    expect(result.instances[0]?.checks[1]?.message).toBe(
      'Without a value: SHOP_URL (for "baseUrl"), OTHER (for "other"). Not given: "token".',
    );
    expect(server.received).toHaveLength(0);
  });

  it.each<[Answer | 'drop', number, string]>([
    [{ status: 401, json: { message: 'no k-123-secret here' } }, 3, 'run/unauthorised'],
    ['drop', 3, 'run/connection-failed'],
    [{ status: 500, json: {} }, 1, 'run/server-error'],
    [{ headers: { 'content-type': 'application/json' }, xml: '<html>' }, 1, 'run/bad-answer'],
  ])('says what is wrong with an answer: %j', async (answer, exit, wrong) => {
    await workspace(() => answer);
    const { code, result } = await doctor();
    expect([code, result.instances[0]?.checks[2]]).toMatchObject([exit, { state: 'failed', code: wrong }]);
  });

  it('says which definition is missing', async () => {
    await workspace(() => page, { connector: 'shopp' });
    const { code, result } = await doctor();
    expect([code, statesOf(result)]).toEqual([1, [['definition', 'failed', 'run/unknown-definition']]]);
    expect(result.instances[0]?.checks[0]?.help).toBe('Did you mean "shop"?');
  });

  it('sends nothing offline, to files, and where no endpoint is harmless', async () => {
    await workspace(() => page);
    expect(statesOf((await doctor('--offline')).result)).toContainEqual(['request', 'not tried']);
    expect(statesOf((await doctor('--endpoint', 'Create order')).result)).toContainEqual(['request', 'not tried']);
    expect(statesOf((await doctor('--endpoint', 'List order')).result)).toContainEqual([
      'request',
      'failed',
      'run/unknown-endpoint',
    ]);
    expect((await repatch(['doctor', 'Shopp', '--for', folder])).err).toContain('Did you mean "Shop"?');
    expect(server.received).toHaveLength(0);
  });
});
