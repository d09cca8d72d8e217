import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/http-server.ts';
import { repatch } from '../support/run-cli.ts';
import { fault, passportSignature, startSoapService, type SoapService } from '../support/soap-services.ts';

const parcels = Array.from({ length: 250 }, (_, index) => ({
  Reference: `P-${index + 1}`,
  Pieces: (index % 3) + 1,
  Weight: '1.50',
}));
const records = Array.from({ length: 5 }, (_, index) => ({ internalId: `${index + 1}`, total: '12.30' }));

const environment = {
  WAREHOUSE_CLIENT_ID: 'acme',
  WAREHOUSE_USERNAME: 'ada',
  WAREHOUSE_PASSWORD: 'pa55<word',
  LEDGER_ACCOUNT: 'ACC_1',
  LEDGER_CONSUMER_KEY: 'ck-1234',
  LEDGER_CONSUMER_SECRET: 'cs-1234',
  LEDGER_TOKEN_ID: 'ti-1234',
  LEDGER_TOKEN_SECRET: 'ts-1234',
};
const secrets = ['pa55<word', 'pa55&lt;word', 'session-42', 'ck-1234', 'cs-1234', 'ti-1234', 'ts-1234'];

interface Pull {
  readonly instance: string;
  readonly system: string;
  readonly endpoint: string;
  readonly filter: { readonly field: string; readonly value: string };
  readonly path: string;
}

const warehouse: Pull = {
  instance: 'Warehouse',
  system: 'warehouse',
  endpoint: 'GetData',
  filter: { field: 'getRequest.TemplateName', value: 'Parcels' },
  path: 'GetDataResult.Parcel',
};
const ledger: Pull = {
  instance: 'Ledger',
  system: 'ledger',
  endpoint: 'search',
  filter: { field: 'recordType', value: 'invoice' },
  path: 'searchResult.recordList.record',
};

function flowOf({ instance, system, endpoint, filter, path }: Pull, without: readonly string[]): object {
  const steps = [
    {
      name: 'Pull',
      microservice: 'connector',
      connector: { name: instance, system },
      endpoint: { name: endpoint, direction: 'Receive', http_method: 'POST' },
      filters: [{ ...filter, comparison: 'eq', location: 'body' }],
    },
    { name: 'Single', microservice: 'batch', config: { path, size: 1, do_not_wrap_single: true } },
    {
      name: 'Push',
      microservice: 'connector',
      connector: { name: 'Shop', system: 'shop' },
      endpoint: { name: 'Create', direction: 'Send', http_method: 'POST' },
    },
  ].filter(({ name }) => !without.includes(name));
  return {
    metadata: { company_name: 'Acme', flow_name: instance },
    flow: { name: instance, is_enabled: false, versions: [{ flow_name: instance, steps }] },
    systems: [],
  };
}

describe('flows that pull from SOAP services and push to REST, by the command line alone', () => {
  let folder = '';
  let rest: TestServer;
  const services: SoapService[] = [];
  const sent: unknown[] = [];
  const logins: unknown[] = [];
  const nonces: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repatch-soap-flow-'));
    rest = await startServer(({ body }) => {
      sent.push(body.startsWith('<') ? body : JSON.parse(body));
      return { status: 201, json: { ok: true } };
    });
    services.push(
      await startSoapService('session-login', 'Warehouse', {
        Authenticate(args: Record<string, string>) {
          logins.push(args);
          if (args['password'] !== 'pa55<word') throw fault('Client', `No user ada with ${args['password']}`);
          return { AuthenticateResult: { ResponseId: 0, TotalCount: 1, Detail: 'acme,session-42' } };
        },
        GetData({ getRequest }: { getRequest: Record<string, string> }, _: unknown, headers: unknown) {
          const { SessionId, ClientId } = (headers as { UserSessionCredentials: Record<string, string> })
            .UserSessionCredentials; // the request has this header, or the test fails here
          if (SessionId !== 'session-42' || ClientId !== 'acme') throw fault('Client', 'No session');
          if (getRequest['TemplateName'] !== 'Parcels')
            throw fault('Client', `No template in session ${SessionId}: ${getRequest['TemplateName']}`);
          const size = Number(getRequest['ItemsPerPage']);
          const start = (Number(getRequest['PageNo']) - 1) * size;
          const Parcel = parcels.slice(start, start + size);
          return { GetDataResult: { ResponseId: 0, TotalCount: parcels.length, Parcel } };
        },
      }),
    );
    const answer = (headers: unknown, page: number): object => {
      const { tokenPassport } = headers as { tokenPassport: Record<string, unknown> }; // as above
      const { attributes, $value } = tokenPassport['signature'] as { attributes: unknown; $value: string }; // as above
      const expected = passportSignature(tokenPassport, ['cs-1234', 'ts-1234']);
      if ($value !== expected) throw fault('Client', 'Invalid signature');
      expect(attributes).toMatchObject({ algorithm: 'HMAC-SHA256' });
      nonces.push(tokenPassport['nonce']);
      const record = records.slice((page - 1) * 2, page * 2);
      return {
        searchResult: { totalRecords: 5, totalPages: 3, pageIndex: page, searchId: 'S1', recordList: { record } },
      };
    };
    services.push(
      await startSoapService('token-passport', 'Ledger', {
        search: ({ recordType }: { recordType: string }, _: unknown, headers: unknown) => {
          if (recordType !== 'invoice') throw fault('Client', 'Unknown record type');
          return answer(headers, 1);
        },
        searchMoreWithId: (args: { searchId: string; pageIndex: string }, _: unknown, headers: unknown) => {
          expect(args.searchId).toBe('S1');
          return answer(headers, Number(args.pageIndex));
        },
      }),
    );
    const shop = {
      format: 'repatch-connector',
      formatVersion: 1,
      name: 'shop',
      protocol: 'HTTP',
      authMethods: [{ name: 'none', type: 'none' }],
      endpoints: [{ name: 'Create', direction: 'Send', method: 'POST', url: 'parcels' }],
    };
    let instances = `format: repatch-instances\nformatVersion: 1\ninstances:\n  - { name: Shop, connector: shop, values: { baseUrl: "${rest.origin}" } }\n`;
    for (const [index, fixture] of ['session-login', 'token-passport'].entries()) {
      const out = join(folder, 'connectors', fixture);
      const { code, err } = await repatch([
        'scaffold',
        `fixtures/scaffold/wsdl/${fixture}/service.wsdl`,
        '--out',
        out,
        '--no-input',
      ]);
      expect(code, err).toBe(0);
      const text = await readFile(join(out, 'instances.yaml'), 'utf8');
      const list = text.slice(text.indexOf('  - '));
      instances += list.replace(/endpointUrl: .*/u, `endpointUrl: ${services[index]?.url ?? ''}`);
    }
    await writeFile(join(folder, 'connectors', 'shop.connector.json'), JSON.stringify(shop));
    await writeFile(join(folder, 'instances.yaml'), instances);
  });

  afterAll(async () => {
    for (const service of services) await service[Symbol.asyncDispose]();
    await rest.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (
    pull: Pull,
    env: Readonly<Record<string, string>> = environment,
    without: readonly string[] = [],
  ): Promise<{ code: number | null; out: string }> => {
    sent.length = 0;
    const file = join(folder, 'all.flow.json');
    await writeFile(file, JSON.stringify(flowOf(pull, without)));
    const checked = await repatch(['validate', file, join(folder, 'connectors'), join(folder, 'instances.yaml')]);
    expect([checked.code, checked.out]).toEqual([0, expect.any(String)]);
    const { code, out, err } = await repatch(['run', file, '--json'], env);
    for (const secret of secrets) expect(out + err).not.toContain(secret);
    return { code, out };
  };

  it('PeopleVox: one login, then all pages with the session in the header', async () => {
    const { code, out } = await run(warehouse);
    expect([code, out]).toEqual([0, expect.any(String)]);
    expect(JSON.parse(out)).toMatchObject({ status: { code: 2 }, requests: { received: 3, sent: parcels.length } });
    expect(sent).toEqual(parcels);
    expect(logins).toHaveLength(1);
  });

  it('NetSuite: a search and its further pages, each signed anew', async () => {
    services[1]?.failNext(1);
    const { code, out } = await run(ledger);
    expect([code, out]).toEqual([0, expect.any(String)]);
    expect(JSON.parse(out)).toMatchObject({ status: { code: 2 }, requests: { received: 3, sent: records.length } });
    expect(sent).toEqual(records);
    expect(new Set(nonces).size).toBe(3);
  });

  it('keeps answers as XML when the endpoint is raw, and still follows the pages', async () => {
    const file = join(folder, 'connectors', 'session-login', 'warehouse.connector.json');
    const text = await readFile(file, 'utf8');
    const definition = JSON.parse(text) as { endpoints: { name: string; soap: { raw?: boolean } }[] }; // just generated
    for (const endpoint of definition.endpoints) endpoint.soap.raw = true;
    await writeFile(file, JSON.stringify(definition));
    try {
      const { code, out } = await run(warehouse, environment, ['Single']);
      expect([code, out]).toEqual([0, expect.any(String)]);
      expect(sent.map((page) => String(page).match(/<(?:\w+:)?Reference>/gu)?.length)).toEqual([100, 100, 50]);
    } finally {
      await writeFile(file, text);
    }
  });

  it('tells a fault with its code and reason, without the session that it quotes', async () => {
    const { code, out } = await run({ ...warehouse, filter: { ...warehouse.filter, value: 'Boxes' } });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      failures: [
        {
          code: 'run/soap-fault',
          step: 'Pull',
          message:
            'Operation "GetData" of "warehouse", endpoint "GetData", was answered with fault Client: No template in session ***: Boxes',
        },
      ],
    });
    expect(sent).toEqual([]);
  });

  it('tells a refused login, without the password that it quotes', async () => {
    const { code, out } = await run(warehouse, { ...environment, WAREHOUSE_PASSWORD: 'wr0ng-password' });
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      failures: [{ code: 'run/unauthorised', message: 'The login of "session" was refused: No user ada with ***' }],
    });
    expect(out).not.toContain('wr0ng-password');
  });

  it('tells what an operation does not take, before anything is sent', async () => {
    const { code, out } = await run({ ...ledger, filter: { field: 'colour', value: 'red' } });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ failures: [{ code: 'run/soap-request', step: 'Pull' }] });
  });
});
