import type { Page } from '../../pagination/define-pagination.ts';
import { paginationUnits } from '../../pagination/index.ts';
import type { Pagination } from '../../connector/definition.ts';
import { compilePath } from '../../text/path.ts';
import type { RunContext } from '../context.ts';
import { TerminalError } from '../errors.ts';
import type { Payload, PayloadFormat } from '../payload.ts';
import type { HttpResponse } from '../ports.ts';
import { sendWithRetries, type Draft } from './attempt.ts';
import type { EndpointCall, HttpClient, ReceivedPage } from './call.ts';
import { absoluteUrl, openSession, type Session } from './session.ts';

const pageLimit = 10_000;

/** The HTTP client of one run. Sessions with instances live as long as it does. */
export function createHttpClient(context: RunContext): HttpClient {
  const sessions = new Map<string, Promise<Session>>();
  const counts = { received: 0, sent: 0 };
  const sessionOf = ({ connector, instance }: EndpointCall): Promise<Session> => {
    const key = `${connector.name}\u001F${instance.name}`;
    let session = sessions.get(key);
    if (session === undefined) sessions.set(key, (session = openSession(connector, instance, context)));
    return session;
  };
  return {
    counts,
    receive: (call) => receive(call, sessionOf, context, () => counts.received++),
    async send(call, body, options = {}) {
      const session = await sessionOf(call);
      const draft = draftOf(call, session);
      const headers: Record<string, string> = {
        ...draft.headers,
        'content-type': options.contentType ?? draft.headers['content-type'] ?? 'application/json',
      };
      if (options.idempotencyKey !== undefined && call.endpoint.idempotencyKey !== undefined) {
        headers[call.endpoint.idempotencyKey.header.toLowerCase()] = options.idempotencyKey;
      }
      const response = await sendWithRetries({ ...draft, headers, body }, call, session, context);
      counts.sent++;
      return {
        status: response.status,
        payload: response.body.length === 0 ? undefined : payloadOf(response, call, 1),
      };
    },
  };
}

async function* receive(
  call: EndpointCall,
  sessionOf: (call: EndpointCall) => Promise<Session>,
  context: RunContext,
  count: () => void,
): AsyncGenerator<ReceivedPage> {
  const session = await sessionOf(call);
  const draft = draftOf(call, session);
  const { first, next } = pagesOf(call.endpoint.pagination ?? { method: 'default' });
  const recordsOf =
    call.endpoint.dataPath === undefined ? (body: unknown) => body : compilePath(call.endpoint.dataPath);
  const fetchPage = async (url: URL, number: number): Promise<{ payload: Payload; page: Page; status: number }> => {
    const response = await sendWithRetries({ ...draft, url }, call, session, context);
    count();
    const payload = payloadOf(response, call, number);
    const records = recordsOf(payload.value);
    return {
      payload,
      status: response.status,
      page: {
        url,
        headers: response.headers,
        body: payload.value,
        number,
        records: Array.isArray(records) ? records.length : undefined,
      },
    };
  };
  const seen = new Set<string>();
  let url: URL | undefined = first(draft.url);
  seen.add(url.href);
  let coming = fetchPage(url, 1);
  for (let number = 1; ; number++) {
    const { payload, page, status } = await coming;
    url = number === 1 || (page.records ?? 1) > 0 ? next(page) : undefined;
    if (url !== undefined) {
      if (seen.has(url.href) || number >= pageLimit) throw loops(call, number);
      if (url.origin !== draft.url.origin) throw leavesOrigin(call);
      seen.add(url.href);
      coming = fetchPage(url, number + 1);
      // The reader may stop before it asks for this page.
      coming.catch(() => undefined);
    }
    // A page after the first that came back without records only says that the listing has ended.
    if (number === 1 || page.records !== 0) yield { payload, status, page: number };
    if (url === undefined) return;
  }
}

/** The pagination unit with its options bound. */
function pagesOf(options: Pagination): { first: (url: URL) => URL; next: (page: Page) => URL | undefined } {
  const unit = paginationUnits.find(({ method }) => method === options.method) ?? paginationUnits[0];
  const first = unit.first as (url: URL, bound: Pagination) => URL; // the unit was found by the method of these options
  const next = unit.next as (page: Page, bound: Pagination) => URL | undefined; // as above
  return { first: (url) => first(url, options), next: (page) => next(page, options) };
}

function draftOf(call: EndpointCall, session: Session): Draft {
  const { endpoint, variables } = call;
  const place = `Endpoint "${endpoint.name}"`;
  const defaults = Object.fromEntries(
    (endpoint.variables ?? []).flatMap(({ key, default: value }) => (value === undefined ? [] : [[key, value]])),
  );
  const known = { ...defaults, ...variables };
  const url = absoluteUrl(session.fill(endpoint.url, known, place), session.baseUrl, place);
  const headers: Record<string, string> = {
    accept: endpoint.dataType === undefined || endpoint.dataType === 'json' ? 'application/json' : '*/*',
  };
  const set = (location: string, key: string, value: string): void => {
    if (location === 'url') url.searchParams.set(key, value);
    else if (location === 'header') headers[key.toLowerCase()] = value;
    else throw bodyParameter(call, key);
  };
  for (const { in: location, key, value } of [...(session.method.params ?? []), ...(endpoint.params ?? [])]) {
    set(location, key, session.fill(value, known, place));
  }
  for (const { location, key, value } of call.parameters ?? []) set(location, key, value);
  return { method: endpoint.method, url, headers };
}

function payloadOf(response: HttpResponse, call: EndpointCall, page: number): Payload {
  const format = formatOf(response, call);
  const rest = { format, meta: {}, page, bytes: response.body.length } as const;
  const text = Buffer.from(response.body.buffer, response.body.byteOffset, response.body.byteLength).toString('utf8');
  if (format !== 'json') return { ...rest, value: text };
  if (text.trim() === '') return { ...rest, value: undefined };
  try {
    return { ...rest, value: JSON.parse(text) as unknown };
  } catch (cause) {
    throw new TerminalError({
      code: 'run/bad-answer',
      message: `The answer of "${call.endpoint.name}" is declared JSON, but cannot be read as JSON.`,
      help: 'Correct "dataType" of the endpoint, or ask the third party.',
      step: call.step,
      status: response.status,
      cause,
    });
  }
}

function formatOf({ headers }: HttpResponse, { endpoint }: EndpointCall): PayloadFormat {
  if (endpoint.dataType !== undefined) return endpoint.dataType;
  const type = headers['content-type'] ?? 'application/json';
  if (type.includes('json')) return 'json';
  if (type.includes('xml')) return 'xml';
  return type.includes('csv') ? 'csv' : 'txt';
}

function loops(call: EndpointCall, page: number): TerminalError {
  return new TerminalError({
    code: 'run/pagination-loop',
    message: `Page ${page} of "${call.endpoint.name}" leads to a page that was already read.`,
    help: 'Check the pagination settings of the endpoint against the documentation of the API.',
    step: call.step,
  });
}

function leavesOrigin(call: EndpointCall): TerminalError {
  return new TerminalError({
    code: 'run/page-elsewhere',
    message: `The next page of "${call.endpoint.name}" is on another host.`,
    help: 'Credentials are never sent to a host that the instance does not name; correct "nextPath" or "baseUrl".',
    step: call.step,
  });
}

function bodyParameter(call: EndpointCall, key: string): TerminalError {
  return new TerminalError({
    code: 'run/body-parameter',
    message: `Endpoint "${call.endpoint.name}" sends parameter "${key}" in the body, which cannot be done yet.`,
    help: 'Send it in the URL or a header where the API allows it, or map it into the payload.',
    step: call.step,
  });
}
