import { passwordDigest } from 'soap';
import { beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { SoapCaller, type OperationTypes, type SoapClientOptions } from '../../templates/soap/src/soap/caller.ts';
import { SoapFaultError, SoapHttpError } from '../../templates/soap/src/soap/errors.ts';
import { SoapDataError, type Issue } from '../../templates/soap/src/soap/issues.ts';
import { addressingHeaders, securityHeader } from '../../templates/soap/src/soap/security.ts';
import type { ServiceTables } from '../../templates/soap/src/soap/operations.ts';
import type { TransportRequest, TransportResponse } from '../../templates/soap/src/soap/transport.ts';
import type { Clock } from '../../templates/connector/src/runtime/wait.ts';
import { readWsdlFile, tablesOf } from '../support/soap-packages.ts';

type AnyOperations = Readonly<Record<string, OperationTypes>>;

const fixtures = join(import.meta.dirname, '../../fixtures/scaffold/wsdl');

async function tablesOfFixture(name: string): Promise<ServiceTables> {
  const { model } = await readWsdlFile(join(fixtures, name, 'service.wsdl'));
  if (model === undefined) throw new Error(`${name} was not read.`);
  return tablesOf(model);
}

/** A caller that gets a fixed answer, and what it sent. */
function callerWith(
  tables: ServiceTables,
  answer: { readonly status?: number; readonly contentType?: string; readonly body: string },
  options: SoapClientOptions = {},
): { readonly caller: SoapCaller<AnyOperations>; readonly sent: TransportRequest[] } {
  const sent: TransportRequest[] = [];
  const caller = new SoapCaller<AnyOperations>(() => Promise.resolve(tables), 'ParcelsPort', {
    ...options,
    transport: (request) => {
      sent.push(request);
      const { status = 200, contentType = 'text/xml', body } = answer;
      return Promise.resolve({ status, contentType, body: Buffer.from(body) });
    },
  });
  return { caller, sent };
}

function envelope(body: string, header = ''): string {
  return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="urn:parcels" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`;
}

describe('answers', () => {
  let subtypes: ServiceTables;
  let encoded: ServiceTables;
  let headers: ServiceTables;
  beforeAll(async () => {
    [subtypes, encoded, headers] = (await Promise.all(
      ['subtypes', 'rpc-encoded', 'headers-and-faults'].map(tablesOfFixture),
    )) as [ServiceTables, ServiceTables, ServiceTables]; // three names, three tables
  });
  const request = { address: [{ locker: 7 }], fee: { $value: '1.50', currency: 'EUR' } };
  const event = (type: string, content: string): string =>
    `<t:event xsi:type="t:${type}"><t:at>2026-02-28T10:00:00Z</t:at>${content}</t:event>`;
  const last = '<t:last><t:at>2026-02-28T10:00:00Z</t:at><t:depot>Leeds</t:depot></t:last>';

  it('say their subtype, and the request writes elements in the order of the schema', async () => {
    const body = envelope(`<t:TrackResponse>${event('Delivery', '<t:depot>York</t:depot>')}${last}</t:TrackResponse>`);
    const { caller, sent } = callerWith(subtypes, { body }, { validation: 'strict' });
    const reply = await caller.call('Track', { fee: request.fee, address: request.address });
    expect(reply.body).toEqual({
      event: [{ $type: 'Delivery', at: '2026-02-28T10:00:00Z', depot: 'York' }],
      last: { at: '2026-02-28T10:00:00Z', depot: 'Leeds' },
    });
    expect(sent[0]?.body).toContain('<n1:locker>7</n1:locker><n1:fee currency="EUR">1.50</n1:fee>');
    expect(sent[0]?.headers['soapaction']).toBe('"urn:parcels#Track"');
  });

  it('of an unrelated type, or with unknown elements, are warned of and refused when strict', async () => {
    const body = envelope(`<t:TrackResponse>${event('Money', '<t:surprise/>')}${last}</t:TrackResponse>`);
    const warnings: Issue[] = [];
    const { caller } = callerWith(subtypes, { body }, { onWarning: (_, issues) => warnings.push(...issues) });
    await caller.call('Track', request);
    expect(warnings.map(({ path, problem }) => `${problem} ${path}`)).toEqual([
      'type event[0]',
      'type event[0]',
      'unexpected event[0]',
    ]);
    await expect(caller.call('Track', request, { validation: 'strict' })).rejects.toBeInstanceOf(SoapDataError);
    await caller.call('Track', request, { validation: 'off' });
    expect(warnings).toHaveLength(3);
  });

  it('are never asked for with data that the schema cannot carry', async () => {
    const { caller, sent } = callerWith(subtypes, { body: '' }, { validation: 'strict' });
    const call = (input: unknown): Promise<unknown> => caller.call('Track', input);
    await expect(call({ fee: request.fee })).rejects.toThrow('address: The element is required.');
    await expect(call({ ...request, colour: 'red' })).rejects.toThrow('colour: The type has no such property.');
    await expect(call({ ...request, fee: { $value: 'much', currency: 'EUR' } })).rejects.toThrow(
      'fee.$value: "much" is not of type xs:decimal.',
    );
    await expect(call({ ...request, address: [{ street: 'a\u0000b' }] })).rejects.toThrow('U+0000');
    await expect(call({ ...request, address: [{ street: 'a', locker: 1 }] })).rejects.toThrow(
      'Only one of "street", "locker"',
    );
    expect(sent).toEqual([]);
  });

  it('of SOAP encoding follow references, and refuse one that holds itself', async () => {
    const multi = envelope(
      '<t:QuoteResponse><price>1.5</price><routes href="#r"/></t:QuoteResponse><multiRef id="r"><item href="#i"/><item href="#i"/></multiRef><multiRef id="i"><item>Leeds</item></multiRef>',
    );
    const { caller } = callerWith(encoded, { body: multi }, { validation: 'strict' });
    const input = { to: 'York', items: [{ sku: 'a', pieces: 1 }] };
    expect((await caller.call('Quote', input)).body).toEqual({ price: '1.5', routes: [['Leeds'], ['Leeds']] });
    const circle = multi.replace('<item>Leeds</item>', '<item href="#r"/>');
    await expect(callerWith(encoded, { body: circle }).caller.call('Quote', input)).rejects.toBeInstanceOf(
      SoapDataError,
    );
  });

  it('bring headers and declared faults', async () => {
    const quota = '<t:quota><t:left>4</t:left></t:quota>';
    const { caller, sent } = callerWith(headers, { body: envelope('<t:BookResponse>12</t:BookResponse>', quota) });
    const reply = await caller.call('Book', 'AB-1234', { headers: { session: 'token' } });
    expect(reply).toEqual({ body: 12, headers: { quota: { left: 4 } } });
    expect(sent[0]?.body).toContain('<soap:Header><n1:session>token</n1:session></soap:Header>');
    const fault = envelope(
      '<e:Fault><faultcode>e:Server</faultcode><faultstring>No depot</faultstring><detail><t:noDepot><t:postcode>LS1</t:postcode></t:noDepot></detail></e:Fault>',
    );
    const error: unknown = await callerWith(headers, { status: 500, body: fault })
      .caller.call('Book', 'AB-1234')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SoapFaultError);
    expect(error).toMatchObject({
      code: '{http://schemas.xmlsoap.org/soap/envelope/}Server',
      reason: 'No depot',
      fault: 'noDepot',
      value: { postcode: 'LS1' },
      status: 500,
    });
  });

  it('that are no SOAP are errors with their status', async () => {
    const { caller } = callerWith(headers, { status: 502, contentType: 'text/html', body: '<html>Bad gateway' });
    await expect(caller.call('Book', 'AB-1234')).rejects.toMatchObject({ name: 'SoapHttpError', status: 502 });
    const empty = callerWith(headers, { body: '' }).caller;
    await expect(empty.call('Book', 'AB-1234')).rejects.toBeInstanceOf(SoapHttpError);
    const other = callerWith(headers, { body: '<order/>' }).caller;
    await expect(other.call('Book', 'AB-1234')).rejects.toThrow('not a SOAP envelope');
  });

  it('are asked for with WS-Security, WS-Addressing and basic authentication', async () => {
    const { caller, sent } = callerWith(
      headers,
      { body: envelope('<t:BookResponse>12</t:BookResponse>') },
      {
        addressing: true,
        security: { username: 'ada', password: 'secret', lifetime: 60 },
        basicAuth: { username: 'ada', password: 'secret' },
      },
    );
    await caller.call('Book', 'AB-1234');
    const { body = '', headers: http = {} } = sent[0] ?? {};
    expect(http['authorization']).toBe('Basic YWRhOnNlY3JldA==');
    expect(body).toContain(
      '<wsa:Action>urn:parcels#Book</wsa:Action><wsa:To>https://parcels.example.com/soap</wsa:To>',
    );
    expect(body).toMatch(/<wsse:Security soap:mustUnderstand="1"><wsu:Timestamp>.*<wsu:Expires>.*<wsse:Username>ada</u);
  });
});

describe('requests', () => {
  let tables: ServiceTables;
  beforeAll(async () => {
    tables = await tablesOfFixture('headers-and-faults');
  });
  const good = {
    status: 200,
    contentType: 'text/xml',
    body: Buffer.from(envelope('<t:BookResponse>12</t:BookResponse>')),
  };
  const busy = (status: number, retryAfter?: string): TransportResponse => ({
    status,
    contentType: 'text/html',
    headers: new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    body: Buffer.from('busy'),
  });
  const refused = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  });
  const broken = Object.assign(new TypeError('fetch failed'), { cause: new Error('other side closed') });

  /** Calls with the given answers in turn: the waits, and what was sent. */
  async function callWith(
    answers: readonly (TransportResponse | Error)[],
    options: SoapClientOptions = {},
  ): Promise<{ readonly result: unknown; readonly waits: readonly number[]; readonly bodies: readonly string[] }> {
    const waits: number[] = [];
    const bodies: string[] = [];
    const clock: Clock = {
      now: () => 0,
      wait: (ms) => Promise.resolve(void waits.push(ms)),
      random: () => 1,
    };
    const caller = new SoapCaller<AnyOperations>(() => Promise.resolve(tables), 'ParcelsPort', {
      clock,
      security: { username: 'ada', password: 'secret', passwordType: 'digest' },
      transport({ body }) {
        const answer = answers[bodies.push(body) - 1];
        if (answer === undefined) throw new Error('One request too many.');
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      ...options,
    });
    const result: unknown = await caller.call('Book', 'AB-1234').then(
      ({ body }) => body,
      (error: unknown) => error,
    );
    return { result, waits, bodies };
  }

  it('are repeated when the service did not carry them out, each with a nonce of its own', async () => {
    const { result, waits, bodies } = await callWith([refused, busy(429), busy(503, '7'), good]);
    expect(result).toBe(12);
    expect(waits).toEqual([500, 1000, 7000]);
    expect(new Set(bodies).size).toBe(4);
  });

  it('are not repeated when the service may have carried them out, unless that is safe', async () => {
    expect((await callWith([busy(502)])).result).toMatchObject({ name: 'SoapHttpError', status: 502 });
    expect((await callWith([broken])).result).toMatchObject({ name: 'SoapConnectionError', cause: broken });
    const isSafe = (operation: string): boolean => operation === 'Book';
    expect((await callWith([busy(502), broken, good], { isSafe })).result).toBe(12);
    expect((await callWith([busy(429)], { retry: false })).result).toMatchObject({ status: 429 });
  });

  it('wait for their turn under a rate limit', async () => {
    const { waits } = await callWith([busy(429, '0'), good], { rateLimit: { count: 1, unit: 'second' } });
    expect(waits).toEqual([0, 1000]);
  });
});

describe('headers of the WS standards', () => {
  const moment = { now: new Date('2026-02-28T10:00:00Z'), nonce: Buffer.from('0123456789abcdef') };

  it('carry the digest that the npm package soap computes', () => {
    const header = securityHeader({ username: 'ada', password: 'secret', passwordType: 'digest' }, moment, 'urn:e');
    const text = JSON.stringify(header);
    const nonce = moment.nonce.toString('base64');
    expect(text).toContain(passwordDigest(nonce, '2026-02-28T10:00:00.000Z', 'secret'));
    expect(text).not.toContain('secret');
  });

  it('name the action and where to answer', () => {
    const [action, to, id, replyTo] = addressingHeaders('urn:a', 'urn:to', 'urn:uuid:1');
    expect([action, to, id].map((node) => node?.children)).toEqual([['urn:a'], ['urn:to'], ['urn:uuid:1']]);
    expect(JSON.stringify(replyTo)).toContain('http://www.w3.org/2005/08/addressing/anonymous');
  });
});
