import type { Page, PageRequest } from '../../contract/define-pagination.ts';
import { paginationUnits } from '../../pagination/index.ts';
import type { Pagination } from '../../connector/definition.ts';
import { compilePath } from '../../text/path.ts';
import type { RunContext } from '../../contract/context.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { Payload, PayloadFormat } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { sendWithRetries } from './attempt.ts';
import type { EndpointCall, HttpClient, ReceivedPage } from '../../contract/http-call.ts';
import { draftOf } from './draft.ts';
import { encodeBody } from './encode-body.ts';
import { openSession, type Session } from './session.ts';
import type { SoapAnswer, SoapCodec } from './soap.ts';

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
      const { method, url, headers: own } = draftOf(call, session);
      const soap = await soapCodecOf(call, session);
      const encoded = soap?.encode(body) ?? encodeBody(body, call.endpoint);
      const headers: Record<string, string> = {
        ...encoded.headers,
        ...own,
        ...(options.contentType === undefined ? {} : { 'content-type': options.contentType }),
      };
      if (options.idempotencyKey !== undefined && call.endpoint.idempotencyKey !== undefined) {
        headers[call.endpoint.idempotencyKey.header.toLowerCase()] = options.idempotencyKey;
      }
      const response = await sendWithRetries({ method, url, headers, body: encoded.body }, call, session, context);
      counts.sent++;
      return {
        status: response.status,
        payload: response.body.length === 0 ? undefined : payloadOf(response, call, 1, soap?.decode(response)),
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
  const codec = await soapCodecOf(call, session);
  const { first, next } = pagesOf(call.endpoint.pagination ?? { method: 'default' });
  const recordsOf =
    call.endpoint.dataPath === undefined ? (body: unknown) => body : compilePath(call.endpoint.dataPath);
  let recordsSoFar = 0;
  let before: Uint8Array | undefined;
  const fetchPage = async (request: PageRequest, number: number): Promise<Fetched> => {
    const { method, headers } = draft;
    const json = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
    const soap = codec?.encodePage(request.body, draft.fill);
    const content = soap === undefined ? { headers, ...json } : { ...soap, headers: { ...headers, ...soap.headers } };
    const response = await sendWithRetries({ method, url: request.url, ...content }, call, session, context);
    count();
    const answer = codec?.decode(response, request.body);
    const payload = payloadOf(response, call, number, answer);
    const value = answer === undefined ? payload.value : answer.value;
    // XML does not tell an empty list from none.
    const records = recordsOf(value) ?? (answer === undefined ? undefined : []);
    const length = Array.isArray(records) ? records.length : undefined;
    recordsSoFar += length ?? 0;
    const isRepeated = before !== undefined && before.length > 2 && Buffer.compare(before, response.body) === 0;
    before = response.body;
    const page = { request, headers: response.headers, body: value, number, records: length, recordsSoFar };
    return { payload, status: response.status, page, isRepeated };
  };
  const seen = new Set<string>();
  let request: PageRequest | undefined = first({
    url: draft.url,
    ...(draft.body === undefined ? {} : { body: draft.body }),
  });
  seen.add(identityOf(request));
  let coming = fetchPage(request, 1);
  for (let number = 1; ; number++) {
    const { payload, page, status, isRepeated } = await coming;
    // The last page again: the API answers so to whatever lies beyond it.
    if (isRepeated) return;
    request = number === 1 || (page.records ?? 1) > 0 ? next(page) : undefined;
    if (request !== undefined) {
      if (seen.has(identityOf(request)) || number >= pageLimit) throw loops(call, number);
      if (request.url.origin !== draft.url.origin) throw leavesOrigin(call);
      seen.add(identityOf(request));
      coming = fetchPage(request, number + 1);
      // The reader may stop before it asks for this page.
      coming.catch(() => undefined);
    }
    // A page after the first that came back without records only says that the listing has ended.
    if (number === 1 || page.records !== 0) yield { payload, status, page: number };
    if (request === undefined) return;
  }
}

interface Fetched {
  readonly payload: Payload;
  readonly page: Page;
  readonly status: number;
  /** Byte for byte what the page before was. */
  readonly isRepeated: boolean;
}

function identityOf({ url, body }: PageRequest): string {
  return body === undefined ? url.href : `${url.href} ${JSON.stringify(body)}`;
}

/** The pagination unit with its options bound. */
function pagesOf(options: Pagination): {
  first: (request: PageRequest) => PageRequest;
  next: (page: Page) => PageRequest | undefined;
} {
  const unit = paginationUnits.find(({ method }) => method === options.method) ?? paginationUnits[0];
  const first = unit.first as (request: PageRequest, bound: Pagination) => PageRequest; // the unit was found by the method of these options
  const next = unit.next as (page: Page, bound: Pagination) => PageRequest | undefined; // as above
  return { first: (request) => first(request, options), next: (page) => next(page, options) };
}

/** Loaded late: most connectors speak no SOAP. */
async function soapCodecOf(call: EndpointCall, session: Session): Promise<SoapCodec | undefined> {
  const { soap } = call.endpoint;
  if (soap === undefined) return undefined;
  const { createSoapCodec } = await import('./soap.ts');
  return createSoapCodec(call, soap, session);
}

/** `answer`: what a codec has made of the response; a raw one stays as it came. */
function payloadOf(response: HttpResponse, call: EndpointCall, page: number, answer?: SoapAnswer): Payload {
  if (answer !== undefined && call.endpoint.soap?.raw !== true)
    return { format: 'json', meta: {}, page, bytes: response.body.length, value: answer.value };
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
