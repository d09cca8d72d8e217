import { RetryableError, TerminalError } from '../contract/errors.ts';
import type { HttpPort, HttpRequest, HttpResponse } from '../contract/ports.ts';
import type { Exchange } from '../flow/flow-test.ts';
import { parseJson } from '../text/json-codec.ts';
import { matchJson } from '../text/json-matchers.ts';
import { fitsLine, lineOf, parseRequestLine, type RequestLine, type RequestParts } from './request-line.ts';

/** A request that a run has sent, as a test sees it. */
export interface SeenRequest extends RequestParts {
  /** Its line, which fits no other request. */
  readonly line: string;
  /** Name of the instance. */
  readonly instance: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or text; absent without a body. */
  readonly body?: unknown;
  /** Step that sent it, and the record it carried, where that is known. */
  step?: string;
  record?: string;
}

/** A request that no exchange answers, with the exchange that is most like it. */
export interface UnmatchedRequest {
  readonly request: SeenRequest;
  readonly nearest?: Exchange;
}

/** Stands for the base URL of the instance in what an exchange answers. */
export const baseUrlMark = '{{baseUrl}}';

/** Where an instance of a test is reached. */
export interface Place {
  readonly instance: string;
  readonly baseUrl: string;
  /** The answer to a login; `undefined` for any other request. */
  readonly login: (request: RequestParts, headers: Readonly<Record<string, string>>, body: string) => LoginAnswer;
}

type LoginAnswer = { readonly status: number; readonly body: unknown } | undefined;

export interface Replay extends HttpPort {
  /** In the order in which they left; logins that the test has no exchange for are left out. */
  readonly requests: readonly SeenRequest[];
  readonly unmatched: readonly UnmatchedRequest[];
}

interface Compiled {
  readonly exchange: Exchange;
  readonly line: RequestLine;
  isUsed: boolean;
}

/**
 * Answers requests with the exchanges of a test, and sends none. Of those that fit, each answers once, in order, and the last
 * one all that follow. Errors: TerminalError `test/unmatched-request`; what an exchange says instead of an answer.
 */
export function replayExchanges(exchanges: readonly Exchange[], places: readonly Place[]): Replay {
  const compiled: readonly Compiled[] = exchanges.map((exchange) => ({
    exchange,
    line: parseRequestLine(exchange.request),
    isUsed: false,
  }));
  const requests: SeenRequest[] = [];
  const unmatched: UnmatchedRequest[] = [];
  const refuse = (request: SeenRequest): never => {
    const nearest = nearestTo(request, compiled);
    unmatched.push({ request, ...(nearest === undefined ? {} : { nearest }) });
    throw new TerminalError({
      code: 'test/unmatched-request',
      message: `No exchange of the test answers "${request.line}" at instance "${request.instance}"; it was not sent.`,
    });
  };
  return {
    requests,
    unmatched,
    send(outgoing) {
      const found = seenRequest(outgoing, places);
      const { request, place, text } = found;
      const fitting = compiled.filter((one) => fits(one, request));
      const taken = fitting.find(({ isUsed }) => !isUsed) ?? fitting.at(-1);
      if (taken === undefined) {
        const login = place?.login(request, request.headers, text);
        if (login !== undefined)
          return Promise.resolve({
            status: login.status,
            headers: { 'content-type': 'application/json' },
            body: Buffer.from(JSON.stringify(login.body)),
          });
        requests.push(request);
        return Promise.resolve().then(() => refuse(request));
      }
      requests.push(request);
      taken.isUsed = true;
      return answerOf(taken.exchange, outgoing, place?.baseUrl ?? new URL(outgoing.url).origin);
    },
    close: () => Promise.resolve(),
  };
}

/** What leaves, in the words of a test. */
export function seenRequest(
  { method, url, headers, body }: HttpRequest,
  places: readonly Place[],
): { readonly request: SeenRequest; readonly place: Place | undefined; readonly text: string } {
  const { href, pathname, searchParams } = new URL(url);
  const place = places.find(
    ({ baseUrl }) => href.startsWith(`${baseUrl}/`) || href === baseUrl || href.startsWith(`${baseUrl}?`),
  );
  const base = place === undefined ? '' : new URL(place.baseUrl).pathname.replace(/\/$/u, '');
  const text = body === undefined ? '' : typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  const parts: RequestParts = {
    method,
    path: pathname.slice(base.length) || '/',
    query: [...searchParams],
  };
  return {
    place,
    text,
    request: {
      ...parts,
      line: lineOf(parts),
      instance: place?.instance ?? new URL(url).host,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      ...(text === '' ? {} : { body: parse(text) }),
    },
  };
}

function fits({ exchange, line }: Compiled, request: SeenRequest): boolean {
  if (exchange.instance !== undefined && exchange.instance !== request.instance) return false;
  if (!fitsLine(line, request)) return false;
  return !Object.hasOwn(exchange, 'requestBody') || matchJson(exchange.requestBody, request.body).isEqual;
}

function nearestTo(request: SeenRequest, compiled: readonly Compiled[]): Exchange | undefined {
  const scores = compiled.map(({ exchange, line }) => {
    const other = line.text.slice(line.method.length + 1).split('?')[0] ?? '';
    const segments = new Set(other.split('/').filter((part) => part !== ''));
    const shared = request.path.split('/').filter((part) => segments.has(part)).length;
    const parameters = (line.query ?? []).filter(([name, value]) =>
      request.query.some(([key, text]) => key === name && value.test(text)),
    ).length;
    const isThere = exchange.instance === undefined || exchange.instance === request.instance;
    return (
      Number(line.path.test(request.path)) * 8 +
      shared * 2 +
      parameters +
      Number(line.method === request.method) * 2 +
      Number(isThere)
    );
  });
  return compiled[scores.indexOf(Math.max(...scores))]?.exchange;
}

function answerOf(exchange: Exchange, { method, url, timeoutMs }: HttpRequest, baseUrl: string): Promise<HttpResponse> {
  const { status = 200, headers = {}, body, text, fails } = exchange;
  const { host } = new URL(url);
  if (fails === 'timed-out')
    return Promise.reject(
      new RetryableError({
        code: 'run/timed-out',
        message: `${method} ${host}: no answer within ${timeoutMs / 1000} seconds.`,
      }),
    );
  if (fails === 'connection-failed')
    return Promise.reject(
      new RetryableError({ code: 'run/connection-failed', message: `${method} ${host}: the connection failed.` }),
    );
  const here = (part: string): string => part.replaceAll(baseUrlMark, baseUrl);
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), here(value)]));
  if (text === undefined && body === undefined) return Promise.resolve({ status, headers: own, body: Buffer.alloc(0) });
  const content = here(text ?? JSON.stringify(body));
  const type = text === undefined ? 'application/json' : typeOf(text);
  return Promise.resolve({ status, headers: { 'content-type': type, ...own }, body: Buffer.from(content) });
}

function typeOf(text: string): string {
  const start = text.trimStart();
  if (start.startsWith('<')) return 'application/xml';
  return start.startsWith('{') || start.startsWith('[') ? 'application/json' : 'text/plain';
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
