import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectorSchema, type ConnectorDefinition, type Endpoint } from '../../src/connector/definition.ts';
import { SoapEndpoint } from '../../src/formats/soap/soap-endpoint.ts';
import { emitSoapDefinition } from '../../src/scaffold/emit/soap/definition.ts';
import { readWsdl } from '../../src/scaffold/readers/wsdl/read-wsdl.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { parseJson } from '../../src/text/json-codec.ts';
import { startStandIn, type Handler } from '../../templates/soap/test/support/stand-in.ts';
import { readWsdlFile, tablesOf } from '../support/soap-packages.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/scaffold/wsdl');

interface Fixture {
  readonly definition: ConnectorDefinition;
  endpoint(name: string): Endpoint;
  /** Calls an endpoint of a local service through JSON alone. */
  call(endpoint: Endpoint, body: JsonObject): Promise<unknown>;
}

async function fixture(name: string, handler: Handler): Promise<Fixture> {
  const { model } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
  if (model === undefined) throw new Error(`${name} was not read.`);
  // As flows have it: from a file.
  const definition = connectorSchema.parse(JSON.parse(JSON.stringify(emitSoapDefinition(model, 'parcels').definition)));
  const endpoint = (wanted: string): Endpoint => {
    const found = definition.endpoints?.find((one) => one.name === wanted);
    if (found === undefined) throw new Error(`There is no endpoint "${wanted}".`);
    return found;
  };
  return {
    definition,
    endpoint,
    async call({ soap }, body) {
      if (soap === undefined) throw new Error('The endpoint is not one of SOAP.');
      await using standIn = await startStandIn(tablesOf(model), 'ParcelsPort', handler);
      const codec = new SoapEndpoint(definition, soap);
      const request = codec.request(body);
      const response = await fetch(standIn.url, { method: 'POST', headers: request.headers, body: request.body });
      const answer = codec.answer(new Uint8Array(await response.arrayBuffer()), response.status, body);
      expect(answer.issues).toEqual([]);
      return answer.value;
    },
  };
}

describe('definitions of SOAP connectors', () => {
  it('carry JSON to the service and back without loss', async () => {
    const parcel = {
      reference: 'AB-1234', service: 'economy', weight: '1.250', value: '12.50', barcode: '9007199254740993', serial: 7,
      pieces: 2, ratio: 'INF', insured: true, sentAt: '2026-02-28T10:00:00Z', due: '2026-02-28', label: 'AAEC',
      checksum: 'AAEC', kind: '{urn:k}a', tags: ['a', 'b'], depot: '7', note: null, events: ['x', null], priority: 1,
    }; // prettier-ignore
    const heard: unknown[] = [];
    const { endpoint, call } = await fixture('values', ({ input }) => {
      heard.push(input);
      return { body: input };
    });
    const body = { parcel: { ...parcel, checksum: '000102' } };
    expect(await call(endpoint('Send'), body)).toEqual({ parcel });
    expect(heard).toMatchObject([
      { parcel: { barcode: 9_007_199_254_740_993n, serial: 7n, ratio: Infinity, label: Uint8Array.from([0, 1, 2]) } },
    ]);
  });

  it.each([
    ['value', '1.250', '1.250'],
    ['value', '0.12345678901234567890', '0.12345678901234567890'],
    ['value', '12345678901234567890', '12345678901234567890'],
    ['value', '1e2', '100'],
    ['value', '1.5e-7', '0.00000015'],
    ['value', '-2.50E1', '-25.0'],
    ['barcode', '9007199254740993', '9007199254740993'],
    ['barcode', '9.007199254740993e15', '9007199254740993'],
    ['pieces', '2', '2'],
    ['pieces', '2.0', '2'],
    ['ratio', '1e400', '1e400'],
    ['ratio', '-0', '-0'],
    ['reference', '1.50', '1.50'],
  ])('write %s %s of a JSON text as %s', async (member, text, written) => {
    const { definition, endpoint } = await fixture('values', ({ input }) => ({ body: input }));
    const { soap } = endpoint('Send');
    if (soap === undefined) throw new Error('The endpoint is not one of SOAP.');
    const parcel = JSON.stringify({
      reference: 'AB-1234', service: 'economy', weight: '1.250', value: '12.50', barcode: '1', serial: 7,
      pieces: 2, ratio: 'INF', insured: true, sentAt: '2026-02-28T10:00:00Z', due: '2026-02-28', label: 'AAEC',
      checksum: '000102', kind: '{urn:k}a', tags: ['a', 'b'], depot: '7', note: null, events: ['x', null], priority: 1,
    }); // prettier-ignore
    const given = parcel.replace(new RegExp(`("${member}":)[^,]+`, 'u'), `$1${text}`);
    const body = parseJson(`{"parcel":${given}}`) as JsonObject; // an object in braces
    // A reference has a form of its own, which only strict clients insist on.
    const send = (): string => new SoapEndpoint(definition, soap).request(body).body;
    if (member === 'reference') expect(send).toThrow('"1.50" does not match');
    else expect(send()).toMatch(new RegExp(`<n1:${member}>${written.replaceAll('.', '\\.')}</n1:${member}>`, 'u'));
  });

  it('refuse numbers that a type cannot have', async () => {
    const { definition, endpoint } = await fixture('values', ({ input }) => ({ body: input }));
    const { soap } = endpoint('Send');
    if (soap === undefined) throw new Error('The endpoint is not one of SOAP.');
    for (const [member, text] of [
      ['pieces', '2.5'],
      ['pieces', '12345678901234567890'],
      ['barcode', '18446744073709551616'],
      ['weight', '1e400'],
    ] as const) {
      const body = parseJson(`{"parcel":{"${member}":${text}}}`) as JsonObject; // an object in braces
      expect(() => new SoapEndpoint(definition, soap).request(body), text).toThrow();
    }
  });

  it('read answers in the character set of their content type', async () => {
    const { definition, endpoint } = await fixture('headers-and-faults', () => ({ body: 1 }));
    const { soap } = endpoint('Book');
    if (soap === undefined) throw new Error('The endpoint is not one of SOAP.');
    const text =
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>e:Server</faultcode><faultstring>Zürich</faultstring></e:Fault></e:Body></e:Envelope>';
    const read = (type?: string): unknown =>
      new SoapEndpoint(definition, soap).answer(Buffer.from(text, 'latin1'), 500, {}, type);
    expect(() => read('text/xml; charset=ISO-8859-1')).toThrow('Zürich');
    expect(() => read('text/xml')).toThrow('not valid utf-8');
  });

  it('carry headers and report faults', async () => {
    const { endpoint, call } = await fixture('headers-and-faults', ({ headers }) =>
      JSON.stringify(headers) === '{"session":"token"}'
        ? { body: 12, headers: { quota: { left: 4 } } }
        : { fault: { reason: 'No session', name: 'tooHeavy', value: '30.5' } },
    );
    const book = endpoint('Book');
    expect(await call(book, { $value: 'AB-1234', $headers: { session: 'token' } })).toEqual({
      $value: 12,
      $headers: { quota: { left: 4 } },
    });
    await expect(call(book, { $value: 'AB-1234' })).rejects.toMatchObject({
      reason: 'No session',
      fault: 'tooHeavy',
      value: '30.5',
    });
  });

  it.each([
    ['paged-lists', 'GetData', 'GetDataResult.Parcel', 'high', ['TotalCount']],
    ['token-passport', 'search', 'searchResult.recordList.record', 'high', ['totalRecords', 'totalPages']],
    ['subtypes', 'Track', 'event', 'medium', []],
  ])('say where the records of a list are, and why: %s', async (name, operation, path, confidence, beside) => {
    const { model } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
    if (model === undefined) throw new Error(`${name} was not read.`);
    const { definition, detected } = emitSoapDefinition(model, 'parcels');
    expect(definition.endpoints?.find((one) => one.name === operation)).toMatchObject({ dataPath: path });
    const evidence = [
      `"${path}" is the only list of the answer.`,
      ...beside.map((one) => `Beside it stands "${one}".`),
    ];
    expect(detected[operation]).toMatchObject({ dataPath: { value: path, confidence, evidence } });
  });

  /** The only endpoint of the paged list, after renaming. */
  async function renamed(names: Readonly<Record<string, string>>): Promise<Endpoint | undefined> {
    let text = await readFile(join(fixtures, 'paged-lists/service.wsdl'), 'utf8');
    for (const [from, to] of Object.entries(names)) text = text.replaceAll(from, to);
    const { model } = await readWsdl('service.wsdl', () => Promise.resolve(Buffer.from(text)));
    return model === undefined ? undefined : emitSoapDefinition(model, 'parcels').definition.endpoints?.[0];
  }

  it('take no list inside of a record for a list of records', async () => {
    const depot = await renamed({ GetDataResult: 'Depot', TotalCount: 'Street', PageNo: 'Floor' });
    expect(depot).toMatchObject({ name: 'GetData', direction: 'Receive' });
    expect(depot).not.toHaveProperty('dataPath');
    // A wrapper of the same content is one.
    const result = await renamed({ TotalCount: 'Street', PageNo: 'Floor' });
    expect(result).toMatchObject({ dataPath: 'GetDataResult.Parcel' });
    expect(result).not.toHaveProperty('pagination');
  });

  it('know a reading operation whose verb stands behind an area or "do"', async () => {
    const name = { 'operation name="GetData"': 'operation name="Stock.doGetData"', PageNo: 'Floor' };
    expect(await renamed(name)).toMatchObject({ name: 'Stock.doGetData', direction: 'Receive' });
    const other = { 'operation name="GetData"': 'operation name="Stock.forget"', PageNo: 'Floor' };
    expect(await renamed(other)).toMatchObject({ name: 'Stock.forget', direction: 'Send' });
  });
});
