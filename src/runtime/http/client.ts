import type { RunContext } from '../../contract/context.ts';
import { isRunError } from '../../contract/errors.ts';
import type { EndpointCall, HttpClient, SendOptions } from '../../contract/http-call.ts';
import { sendWithRetries, type Draft } from './attempt.ts';
import { draftOf } from './draft.ts';
import { type BodyText, encodeBody, type Encoded, encodeParts, withKey, wrapPayload } from './encode-body.ts';
import { Doubt } from './in-doubt.ts';
import { listPages } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';
import type { JsonObject } from '../../text/json.ts';
import { openSession, type Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';
import { soapCodecOf } from './soap-codec.ts';
import type { SoapCodec } from './soap.ts';

/** The HTTP client of one run. Sessions with instances live as long as it does. */
export function createHttpClient(context: RunContext): HttpClient {
  const sessions = new Map<string, Promise<Session>>();
  const counts = { received: 0, records: 0, sent: 0 };
  const sessionOf = ({ connector, instance, step }: EndpointCall): Promise<Session> => {
    const key = `${connector.name}\u001F${instance.name}`;
    let session = sessions.get(key);
    if (session === undefined) sessions.set(key, (session = openSession(connector, instance, context, step)));
    return session;
  };
  const countPage = (records: number): void => {
    counts.received++;
    counts.records += records;
  };
  return {
    counts,
    // Requests replace nothing of each other that the API does not replace.
    claim: () => Promise.resolve(),
    receive: (call) => listPages(call, sessionOf, context, countPage),
    async send(call, body, options = {}) {
      const { session, draft, soap } = await prepare(call, body, options, sessionOf);
      const doubt = new Doubt(call, context);
      const response = await sendWithRetries(draft, call, session, context, doubt);
      // A response script decides whatever the status is.
      if (call.judge === undefined) warnOfStatus(response.status, call, context);
      if (call.judge !== undefined || isSuccess(response.status)) counts.sent++;
      if (response.body.length === 0) return { status: response.status, payload: undefined };
      try {
        const answer = await readAnswer(response, call, { page: 1, codecs: context.codecs }, soap?.decode(response));
        return { status: response.status, payload: answer.bytes === 0 ? undefined : answer };
      } catch (error) {
        if (doubt.isLeftBy(error)) await doubt.list(error, false);
        throw withExchange(error, shownExchange(draft, session, response), session);
      }
    },
  };
}

/** Answers that end no run, although they may say that something was not taken. */
function warnOfStatus(status: number, { endpoint, step }: EndpointCall, context: RunContext): void {
  if (status === 207)
    context.warn(
      `"${endpoint.name}" was answered with 207, which says of each part of a request what became of it: some may have been refused. A response script can look.`,
      step,
    );
  if (!isSuccess(status))
    context.warn(
      `"${endpoint.name}" was answered with ${status}, and the step hands on such answers ("allow_unsuccessful_statuses"): what was sent may not have been taken.`,
      step,
    );
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

interface Prepared {
  readonly session: Session;
  readonly draft: Draft;
  readonly soap: SoapCodec | undefined;
}

/** Everything up to the first byte that leaves: what fails here has certainly not arrived. */
async function prepare(
  call: EndpointCall,
  body: string | Uint8Array,
  { format = 'json', charset, idempotencyKey }: SendOptions,
  sessionOf: (call: EndpointCall) => Promise<Session>,
): Promise<Prepared> {
  try {
    const session = await sessionOf(call);
    const { method, url, headers: own, body: around } = draftOf(call, session);
    const soap = await soapCodecOf(call, session);
    const keyAt = idempotencyKey === undefined ? undefined : call.endpoint.idempotencyKey;
    const key = { at: keyAt !== undefined && 'body' in keyAt ? keyAt.body : undefined, value: idempotencyKey ?? '' };
    const encoded = soap?.encode(body) ?? (await encodeFor(call, body, { format, charset }, { around, key }));
    const headers: Record<string, string> = { ...encoded?.headers, ...contentTypeOf(call, encoded, charset), ...own };
    // Whatever a definition says: without its boundary nobody can read a form.
    if (call.endpoint.bodyType === 'multipart') Object.assign(headers, encoded?.headers);
    if (keyAt !== undefined && 'header' in keyAt) headers[keyAt.header.toLowerCase()] = key.value;
    const draft = { method, url, headers, ...(encoded === undefined ? {} : { body: encoded.body }) };
    return { session, draft, soap };
  } catch (error) {
    throw isRunError(error) ? error.with({ wasSent: false }) : error;
  }
}

/** What the endpoint calls what is sent. The boundary of a multipart body is only known when it is written. */
function contentTypeOf(
  { endpoint: { contentType, bodyType } }: EndpointCall,
  encoded: Encoded | undefined,
  charset: string | undefined,
): { readonly 'content-type'?: string } {
  if (encoded === undefined || contentType === undefined || bodyType === 'multipart') return {};
  const isNamed = charset === undefined || contentType.includes('charset');
  return { 'content-type': isNamed ? contentType : `${contentType}; charset=${charset}` };
}

/** What goes into the body beside the payload: the body of the endpoint, where it has one of its own, and a key. */
interface Beside {
  readonly around: JsonObject | undefined;
  readonly key: { readonly at: string | undefined; readonly value: string };
}

/** `undefined`: nothing is sent but the request itself. */
async function encodeFor(
  call: EndpointCall,
  payload: string | Uint8Array,
  text: BodyText,
  { around, key }: Beside,
): Promise<Encoded | undefined> {
  const wrapped = around === undefined ? payload : wrapPayload(payload, text.format, around, call);
  const format = around === undefined ? text.format : 'json';
  const body = key.at === undefined ? wrapped : withKey(wrapped, format, { at: key.at, value: key.value }, call);
  if (around !== undefined) return encodeBody(body, { format }, call);
  const { bodyType } = call.endpoint;
  // Nothing has no type: servers refuse an empty body that is called JSON.
  if (bodyType === 'none' || body.length === 0) return undefined;
  return bodyType === 'multipart' ? encodeParts(body, text.format, call) : encodeBody(body, text, call);
}
