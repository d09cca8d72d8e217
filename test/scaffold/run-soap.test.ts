import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitInstances } from '../../src/scaffold/emit/instances.ts';
import { emitSoapDefinition } from '../../src/scaffold/emit/soap/definition.ts';
import { startStandIn, type Handler, type StandIn } from '../../templates/soap/test/support/stand-in.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { repatch } from '../support/run-cli.ts';
import { readWsdlFile, tablesOf } from '../support/soap-packages.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/scaffold/wsdl');
const records = [1, 2, 3, 4, 5];

/** Lists as PeopleVox gives them, and searches as NetSuite does: two records a page. */
const handlers: Readonly<Record<string, Handler>> = {
  'paged-lists': ({ input }) => {
    const { PageNo, ItemsPerPage } = (input as { getRequest: { PageNo: number; ItemsPerPage: number } }).getRequest; // decoded by the schema
    const start = (PageNo - 1) * ItemsPerPage;
    const shown = records.slice(start, start + ItemsPerPage).map(String);
    return { body: { GetDataResult: { TotalCount: BigInt(records.length), Parcel: shown } } };
  },
  searches: ({ method, input }) => {
    const page = method === 'search' ? 1 : (input as { pageIndex: number }).pageIndex; // decoded by the schema
    const shown = records.slice((page - 1) * 2, page * 2);
    const parcel = shown.map((record) => ({ id: String(record), barcode: BigInt(record) }));
    return { body: { searchResult: { totalPages: 3, pageIndex: page, searchId: 'S1', parcel } } };
  },
};

describe('flows that pull from SOAP services and push to REST', () => {
  let folder = '';
  let rest: TestServer;
  const services: StandIn[] = [];
  const sent: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repatch-soap-flow-'));
    await mkdir(join(folder, 'connectors'));
    rest = await startServer(({ body }) => {
      sent.push(JSON.parse(body));
      return { status: 201, json: { ok: true } };
    });
    const instances: object[] = [{ name: 'Shop', connector: 'shop', values: {} }];
    for (const [name, handler] of Object.entries(handlers)) {
      const { model } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
      if (model === undefined) throw new Error(`${name} was not read.`);
      const service = await startStandIn(tablesOf(model), 'ParcelsPort', handler);
      services.push(service);
      const definition = emitSoapDefinition(model, name);
      for (const endpoint of definition.endpoints ?? []) {
        endpoint.body = name === 'searches' ? { depot: 'Leeds' } : { getRequest: { TemplateName: 'Parcels' } };
        if (endpoint.pagination?.method === 'PeopleVox') endpoint.pagination.limit = 2;
      }
      await writeFile(join(folder, 'connectors', `${name}.connector.json`), JSON.stringify(definition));
      for (const instance of emitInstances(definition).instances)
        instances.push({ ...instance, name, values: { ...instance.values, endpointUrl: service.url } });
    }
    const shop = {
      format: 'repatch-connector',
      formatVersion: 1,
      name: 'shop',
      protocol: 'HTTP',
      authMethods: [{ name: 'none', type: 'none' }],
      endpoints: [{ name: 'Create', direction: 'Send', method: 'POST', url: `${rest.origin}/parcels` }],
    };
    await writeFile(join(folder, 'connectors', 'shop.connector.json'), JSON.stringify(shop));
    const file = { format: 'repatch-instances', formatVersion: 1, instances };
    await writeFile(join(folder, 'instances.yaml'), JSON.stringify(file));
  });

  afterAll(async () => {
    for (const service of services) await service[Symbol.asyncDispose]();
    await rest.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['paged-lists', 'GetData', 'GetDataResult.Parcel', records.map(String)],
    ['searches', 'search', 'searchResult.parcel', records.map((record) => ({ id: String(record), barcode: record }))],
  ])('%s: all pages are pulled and every record is pushed', async (name, endpoint, path, expected) => {
    sent.length = 0;
    const flow = {
      metadata: { company_name: 'Acme', flow_name: name },
      flow: {
        name,
        is_enabled: false,
        versions: [
          {
            flow_name: name,
            steps: [
              {
                name: 'Pull',
                microservice: 'connector',
                connector: { name, system: name },
                endpoint: {
                  name: endpoint,
                  direction: 'Receive',
                  http_method: 'POST',
                },
              },
              { name: 'Single', microservice: 'batch', config: { path, size: 1, do_not_wrap_single: true } },
              {
                name: 'Push',
                microservice: 'connector',
                connector: { name: 'Shop', system: 'shop' },
                endpoint: { name: 'Create', direction: 'Send', http_method: 'POST' },
              },
            ],
          },
        ],
      },
      systems: [],
    };
    const file = join(folder, 'all.flow.json');
    await writeFile(file, JSON.stringify(flow));
    const { code, out, err } = await repatch(['run', file, '--json'], {});
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ status: { code: 2 }, requests: { received: 3, sent: records.length } });
    expect(sent).toEqual(expected);
  });
});
