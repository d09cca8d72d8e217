import type { AuthCase, CaseExchange, PaginationCase } from '../../src/contract/cases.ts';
import type { RunResult } from '../../src/contract/events.ts';
import type { SigningHook } from '../../src/contract/define-auth.ts';
import { answerOf } from './case-answer.ts';
import { testPorts } from './fake-ports.ts';
import { flowOf, run } from './flows.ts';
import { startServer, type Received } from './http-server.ts';

/** Where the third party of an example lives: a name, because signatures cover it. */
const origin = 'https://api.example';

export interface ExchangeOutcome {
  readonly requests: readonly Received[];
  /** What the step hands on. */
  readonly pages: readonly unknown[];
  readonly result: RunResult;
  /** What is kept of a login. */
  readonly login: string | undefined;
  /** Result and log as text. */
  readonly shown: string;
}

/** Pulls one endpoint against a real server that answers as the exchanges say; more requests get 500. */
async function runExchanges(
  connector: object,
  exchanges: readonly CaseExchange[],
  values: Readonly<Record<string, string>> = {},
  given?: string,
): Promise<ExchangeOutcome> {
  const requests: Received[] = [];
  const pages: unknown[] = [];
  const server = await startServer((request) => {
    if (request.url.pathname === '/result') {
      pages.push(request.body === '' ? [] : parsed(request));
      return { status: 204 };
    }
    const exchange = exchanges[requests.push(request) - 1];
    return exchange === undefined ? { status: 500 } : answerOf(exchange.answer ?? {});
  });
  let login = given;
  const base = testPorts(values);
  const ports = {
    ...base,
    random: () => 0.5,
    logins: {
      load: () => Promise.resolve(login),
      save: (_: string, token: string) => Promise.resolve(void (login = token)),
    },
    hooks: new Map<string, SigningHook>([['vendor', signLikeVendor]]),
    http: {
      ...base.http,
      send: (request: Parameters<typeof base.http.send>[0]) =>
        base.http.send({ ...request, url: request.url.replace(origin, server.origin) }),
    },
  };
  const step = {
    name: 'Pull',
    microservice: 'connector',
    config: { retries: 0 },
    endpoint: { name: 'Orders', direction: 'Receive', http_method: 'GET' },
    connector: { name: 'Shop' },
  };
  const result = {
    name: 'Result',
    microservice: 'connector',
    endpoint: { name: 'Result', direction: 'Send', http_method: 'POST' },
  };
  const secrets = Object.fromEntries(Object.keys(values).map((key) => [key, `secret://${key}`]));
  try {
    const outcome = await run(flowOf([step, result], connector), ports, { ...secrets, baseUrl: origin });
    return { requests, pages, login, result: outcome, shown: JSON.stringify([outcome, ports.events]) };
  } finally {
    await server.close();
  }
}

const target = { name: 'Result', direction: 'Send', method: 'POST', url: 'result' };

function parsed({ body }: Received): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

const orders = { name: 'Orders', direction: 'Receive', method: 'GET', url: 'orders' };

const signLikeVendor: SigningHook = ({ method, url }, value) => ({
  'X-Signature': `${method} ${url} ${value('shared') ?? ''}`,
});

export function runAuthCase(
  type: string,
  { method = {}, endpoint = {}, isSoap, exchanges, values, scripts = [], login }: AuthCase,
): Promise<ExchangeOutcome> {
  const called = isSoap === true ? { ...orders, method: 'POST', soap: soapListing } : orders;
  const connector = {
    endpoints: [{ ...called, ...endpoint }, target],
    authMethods: [{ name: 'Method', type, ...method }],
    scripts,
  };
  return runExchanges(connector, exchanges, values, login);
}

/** A listing of a SOAP service that is asked in XML. */
const soapListing = {
  version: '1.1',
  raw: true,
  envelope: '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><List/></e:Body></e:Envelope>',
  operation: { name: 'List', action: 'urn:list', input: { parts: [] }, output: { parts: [] } },
};

export function runPaginationCase(
  method: string,
  { options = {}, endpoint = {}, exchanges, scripts = [] }: PaginationCase,
): Promise<ExchangeOutcome> {
  // One request at a time: examples show those that the method needs, and not what is asked for ahead of them.
  const listing = { ...orders, concurrency: 1, ...endpoint, pagination: { method, ...options } };
  return runExchanges({ endpoints: [listing, target], scripts }, exchanges);
}
