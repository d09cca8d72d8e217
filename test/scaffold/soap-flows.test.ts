import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectorDefinition } from '../../src/connector/definition.ts';
import type { ExpirySign } from '../../src/connector/soap-schema.ts';
import type { RunResult } from '../../src/contract/events.ts';
import { emitSoapDefinition } from '../../src/scaffold/emit/soap/definition.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer } from '../support/http-server.ts';
import { readWsdlFile } from '../support/soap-packages.ts';
import { fault, startSoapService, type SoapService } from '../support/soap-services.ts';

const wsdl = join(import.meta.dirname, '../../fixtures/scaffold/wsdl/session-login/service.wsdl');
const password = 'pa55<word';
const templates = ['Parcels', 'A & B <all>'];

let service: SoapService;
let sessions = 0;
/** Requests that are left of the session, and that each one begins with. */
let left = 0;
let lifetime = Infinity;
/** What is said to those who come with a session that has ended. */
let refuse: () => object;
/** Templates that were asked for, refused requests included. */
const heard: string[] = [];
/** Pages that have a parcel. */
let lastPage = 1;
const pages: string[] = [];

beforeEach(async () => {
  [sessions, lifetime, lastPage, heard.length, pages.length] = [0, Infinity, 1, 0, 0];
  refuse = () => {
    throw fault('Client.SessionEnded', `Session session-${sessions} has expired.`);
  };
  service = await startSoapService('session-login', 'Warehouse', {
    Authenticate(args: Record<string, string>) {
      if (args['password'] !== password) throw fault('Client', `No user with ${args['password']}`);
      left = lifetime;
      return { AuthenticateResult: { ResponseId: 0, TotalCount: 1, Detail: `acme,session-${++sessions}` } };
    },
    GetData({ getRequest }: { getRequest: Record<string, string> }, _: unknown, headers: unknown) {
      const { SessionId } = (headers as { UserSessionCredentials: Record<string, string> }).UserSessionCredentials; // the request has this header, or the test fails here
      const { TemplateName = '' } = getRequest;
      heard.push(TemplateName);
      pages.push(`${getRequest['PageNo']} of ${getRequest['ItemsPerPage']}`);
      if (left-- <= 0 || SessionId !== `session-${sessions}`) return refuse();
      if (!templates.includes(TemplateName)) throw fault('Client', `No template "${TemplateName}"`);
      const page = Number(getRequest['PageNo']);
      const Parcel = page > lastPage ? [] : [{ Reference: `P-${page}`, Pieces: 1, Weight: '1.50' }];
      return { GetDataResult: { ResponseId: 0, TotalCount: 1, Parcel } };
    },
  });
});
afterEach(() => service[Symbol.asyncDispose]());

/** The scaffolded definition. `expired`: how the service says that a session has ended. */
async function scaffolded(expired?: readonly ExpirySign[]): Promise<ConnectorDefinition> {
  const { model } = await readWsdlFile(wsdl);
  if (model === undefined) throw new Error('The description was not read.');
  const { definition } = emitSoapDefinition(model, 'shop');
  const envelope = definition.authMethods?.[0]?.envelope;
  if (envelope !== undefined && expired !== undefined) envelope.expired = [...expired];
  return definition;
}

/** The operation as one that is pushed to. */
async function writable(raw = false): Promise<ConnectorDefinition> {
  const definition = await scaffolded();
  for (const endpoint of definition.endpoints ?? []) {
    if (endpoint.name !== 'GetData' || endpoint.soap === undefined) continue;
    endpoint.direction = 'Send';
    delete endpoint.pagination;
    endpoint.soap.raw = raw;
  }
  return definition;
}

async function runSteps(
  steps: readonly object[],
  definition: ConnectorDefinition,
  { payload, secret = password }: { readonly payload?: unknown; readonly secret?: string } = {},
): Promise<RunResult> {
  const ports = testPorts({ PASSWORD: secret });
  const values = { endpointUrl: service.url, client_id: 'acme', username: 'ada', password: 'secret://PASSWORD' };
  const instances = new Map([
    ['Shop', { name: 'Shop', connector: 'shop', values }],
    // For endpoints of the definition that are no SOAP operations.
    ['Plain', { name: 'Plain', connector: 'shop', authMethod: 'none', values }],
  ]);
  const more = payload === undefined ? { instances } : { instances, payload };
  const result = await run(flowOf(steps, definition), ports, values, more);
  for (const hidden of [secret, 'session-']) expect(JSON.stringify([result, ports.events])).not.toContain(hidden);
  return result;
}

const filters = [{ field: 'getRequest.TemplateName', value: 'Parcels', comparison: 'eq', location: 'body' }];
const read = { ...pull('GetData'), filters };

describe('a session that has ended', () => {
  const minusOne = { path: 'GetDataResult.ResponseId', value: '-1' };
  const refuseInAnswer = (): object => ({ GetDataResult: { ResponseId: -1, TotalCount: 0 } });
  const readTwice = [read, { ...read, name: 'Again' }];
  beforeEach(() => (lifetime = 1));

  it.each<[string, ExpirySign, (() => object) | undefined]>([
    ['code', { faultCode: 'Client.SessionEnded' }, undefined],
    ['reason, in any case', { faultReason: 'HAS EXPIRED' }, undefined],
    ['value of an answer', minusOne, refuseInAnswer],
  ])('is renewed, and the request repeated: %s', async (_, sign, answer = refuse) => {
    refuse = answer;
    const result = await runSteps(readTwice, await scaffolded([{ faultCode: 'Another' }, sign]));
    expect(result.failures).toEqual([]);
    expect([sessions, heard.length]).toEqual([2, 3]);
  });

  it('is a fault like any other when the method does not say how it is told', async () => {
    const result = await runSteps(readTwice, await scaffolded([{ faultCode: 'Another' }]));
    expect(result.failures).toMatchObject([{ code: 'run/soap-fault', step: 'Again' }]);
    expect([sessions, heard.length]).toEqual([1, 2]);
  });

  it('ends the run when the new session is refused too; the answer is nobody’s record', async () => {
    [lifetime, refuse] = [0, refuseInAnswer];
    const result = await runSteps([read], await scaffolded([minusOne]));
    expect(result.failures).toMatchObject([
      {
        code: 'run/unauthorised',
        step: 'Pull',
        message: expect.stringContaining('has "-1" at "GetDataResult.R') as unknown,
      },
    ]);
    expect(result.steps).toMatchObject([{ name: 'Pull', payloadsOut: 0 }]);
    expect([sessions, heard.length]).toEqual([2, 2]);
  });
});

describe('failures of steps that call SOAP services', () => {
  it('name the step whose login is refused', async () => {
    const result = await runSteps([read], await scaffolded(), { secret: 'wr0ng-password' });
    expect(result.failures).toMatchObject([
      { code: 'run/unauthorised', step: 'Pull', message: 'The login of "session" was refused: No user with ***' },
    ]);
  });

  it('take their own payload along and leave the others to the try leg', async () => {
    const caught: unknown[] = [];
    const rest = await startServer(({ body }) => {
      caught.push(JSON.parse(body));
      return { json: {} };
    });
    const definition = await writable();
    definition.endpoints?.push({ name: 'Report', direction: 'Send', method: 'POST', url: `${rest.origin}/failed` });
    const bodies = ['Parcels', 'Boxes', 'A & B <all>'].map((TemplateName) => ({
      getRequest: { TemplateName, PageNo: 1, ItemsPerPage: 10 },
    }));
    const routes = [
      { name: 'Try', first_step: 'Push' },
      { name: 'Catch', first_step: 'Tell' },
    ];
    const steps = [
      { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } },
      { name: 'Each', microservice: 'try-catch', routes },
      push('GetData'),
      { ...push('Report'), name: 'Tell', connector: { name: 'Plain', system: 'shop' } },
    ];
    try {
      const result = await runSteps(steps, definition, { payload: bodies });
      expect(heard).toEqual(['Parcels', 'Boxes', 'A & B <all>']);
      expect(caught).toEqual([bodies[1]]);
      expect(result).toMatchObject({
        status: { code: 5 },
        failures: [
          { code: 'run/soap-fault', step: 'Push', message: expect.stringContaining('No template "Boxes"') as unknown },
        ],
      });
    } finally {
      await rest.close();
    }
  });
});

it('a list that tells no total ends with the first page without records', async () => {
  lastPage = 2;
  const definition = await scaffolded();
  for (const endpoint of definition.endpoints ?? []) {
    endpoint.concurrency = 1;
    if (endpoint.pagination?.method === 'PeopleVox') delete endpoint.pagination.totalPath;
  }
  const result = await runSteps([read], definition);
  expect(result.failures).toEqual([]);
  expect(pages).toEqual(['1 of 100', '2 of 100', '3 of 100']);
  expect(result.steps).toMatchObject([{ name: 'Pull', payloadsOut: 2 }]);
});

describe('XML from a flow', () => {
  const envelope = (template: string, page = '1'): string =>
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><GetData xmlns="urn:warehouse"><getRequest><TemplateName>${template}</TemplateName><PageNo>${page}</PageNo><ItemsPerPage>{{getRequest.ItemsPerPage}}</ItemsPerPage></getRequest></GetData></e:Body></e:Envelope>`;

  async function pullOf(text: string): Promise<RunResult> {
    const definition = await scaffolded();
    for (const { soap } of definition.endpoints ?? [])
      if (soap?.operation.name === 'GetData') Object.assign(soap, { raw: true, envelope: text });
    return runSteps([{ ...pull('GetData'), variables: [{ key: 'template', value: 'A & B <all>' }] }], definition);
  }

  it('is filled with variables and pages, escaped', async () => {
    const result = await pullOf(envelope('{{template}}', '{{getRequest.PageNo}}'));
    expect(result.failures).toEqual([]);
    expect([heard, pages]).toEqual([['A & B <all>'], ['1 of 100']]);
  });

  it('must have a place for the page', async () => {
    const { failures } = await pullOf(envelope('{{template}}'));
    expect(failures).toMatchObject([
      { code: 'run/soap-request', step: 'Pull', message: expect.stringContaining('"getRequest.PageNo"') as unknown },
    ]);
    expect(heard).toEqual([]);
  });

  it('is pushed as it is, with the session in its header', async () => {
    const text = envelope('Parcels').replace('{{getRequest.ItemsPerPage}}', '10');
    const rest = await startServer(() => ({ xml: text }));
    const definition = await writable(true);
    definition.endpoints?.push({
      name: 'Read',
      direction: 'Receive',
      method: 'GET',
      url: `${rest.origin}/order.xml`,
      dataType: 'xml',
    });
    try {
      const source = { ...pull('Read'), connector: { name: 'Plain', system: 'shop' } };
      const result = await runSteps([source, push('GetData')], definition);
      expect(result.failures).toEqual([]);
      expect(heard).toEqual(['Parcels']);
    } finally {
      await rest.close();
    }
  });
});
