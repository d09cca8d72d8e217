import { isFault } from '../../../templates/connector/src/runtime/pages/fault.ts';
import { readList, type ListSource } from '../../../templates/connector/src/runtime/pages/read-list.ts';
import { nextInSeries } from '../../../templates/connector/src/runtime/pages/series.ts';
import type { RunContext } from '../../contract/context.ts';
import type { PageRequest, PaginationUnit } from '../../contract/define-pagination.ts';
import { located } from '../../contract/errors.ts';
import type { EndpointCall, ReceivedPage } from '../../contract/http-call.ts';
import type { Payload } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { paginationUnits } from '../../pagination/index.ts';
import { withParameters } from '../../pagination/with-parameters.ts';
import { sendWithRetries } from './attempt.ts';
import { draftOf, type EndpointDraft } from './draft.ts';
import { hideCredentials } from './hide-credentials.ts';
import { pageFailure } from './page-failure.ts';
import { compileRecords } from './page-records.ts';
import { readAnswer } from './read-answer.ts';
import type { Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';
import { soapCodecOf } from './soap-codec.ts';

/** Requests that are under way ahead of the page that is read, where endpoint and instance do not say. */
const usualAhead = 6;

interface Answer {
  readonly response: HttpResponse;
  /** Read when its turn comes: a page that waits is a few bytes, and a large tree once it has been read. */
  readonly content: () => PageContent;
}

interface PageContent {
  readonly payload: Payload;
  /** What the pages are read from: the payload, or what is in an envelope. */
  readonly value: unknown;
  readonly isSoap: boolean;
}

/**
 * All pages of a listing, several requests ahead of the reader where the method and the third party allow it. A page after
 * the first that has no records is not handed on.
 */
export async function* listPages(
  call: EndpointCall,
  sessionOf: (call: EndpointCall) => Promise<Session>,
  context: RunContext,
  count: (records: number) => void,
): AsyncGenerator<ReceivedPage> {
  const session = await sessionOf(call);
  const source = await sourceOf(call, session, context);
  for await (const { answer, number, count: records } of readList(source)) {
    count(records ?? 0);
    if (number === 1 || records !== 0)
      yield { payload: answer.content().payload, status: answer.response.status, page: number };
  }
}

async function sourceOf(
  call: EndpointCall,
  session: Session,
  context: RunContext,
): Promise<ListSource<PageRequest, Answer>> {
  const { endpoint, connector, instance } = call;
  const draft = draftOf(call, session);
  const codec = await soapCodecOf(call, session);
  const options = endpoint.pagination ?? { method: 'default' };
  const found = paginationUnits.find(({ method }) => method === options.method) ?? paginationUnits[0];
  const unit = found as PaginationUnit; // found by the method of these options
  const recordsOf = compileRecords(endpoint);
  const completed = completeWith(draft, session);
  const addresses: string[] = [];
  const read = (response: HttpResponse, { url, body }: PageRequest, number: number): PageContent => {
    try {
      const inEnvelope = codec?.decode(response, body);
      const payload = readAnswer(response, call, number, inEnvelope);
      const value = inEnvelope === undefined ? payload.value : inEnvelope.value;
      return { payload, value, isSoap: inEnvelope !== undefined };
    } catch (error) {
      const shown = shownExchange({ method: draft.method, url }, session, response);
      throw located(withExchange(error, shown, session), call.step, { page: number });
    }
  };

  return {
    first: unit.first({ url: draft.url, ...(draft.body === undefined ? {} : { body: draft.body }) }, options),
    start: 0,
    isCounted: unit.guess !== undefined,
    mostAhead: endpoint.concurrency ?? instance.concurrency ?? usualAhead,
    // Where requests are counted none is spent on a page that may not be there.
    mayGuess: (endpoint.rateLimit ?? instance.rateLimit ?? connector.rateLimit) === undefined,
    keyOf: ({ url, body }) => (body === undefined ? url.href : `${url.href} ${JSON.stringify(body)}`),
    async send(request, number, signal) {
      const { url, body } = request;
      const { method, headers } = draft;
      const soap = codec?.encodePage(body, draft.fill);
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const content = soap === undefined ? { headers, ...json } : { ...soap, headers: { ...headers, ...soap.headers } };
      const until = { ...context, signal: AbortSignal.any([context.signal, signal]) };
      try {
        const response = await sendWithRetries({ method, url, ...content }, call, session, until);
        let opened: PageContent | undefined;
        return { response, content: () => (opened ??= read(response, request, number)) };
      } catch (error) {
        throw located(error, call.step, { page: number });
      }
    },
    factsOf(answer, number) {
      if (!isSuccess(answer)) return { number };
      const { response } = answer;
      const { payload, value, isSoap } = answer.content();
      const records = recordsOf({ value, isReadable: isSoap || payload.format === 'json', isSoap, response });
      if (isFault(records)) return records;
      const { count: stated, ...whole } = unit.states?.(value, options) ?? {};
      return { number, records, count: records === undefined ? stated : records.length, ...whole };
    },
    next(page) {
      const { response } = page.answer;
      // An answer that the step asked to have as it is says nothing of pages.
      if (!isSuccess(page.answer)) return 'end';
      const step = unit.next({ ...page, headers: response.headers, body: page.answer.content().value }, options);
      if (step === 'end' || isFault(step)) return step;
      if (step.warning !== undefined) context.warn(`"${endpoint.name}": ${step.warning}`, call.step);
      const request = completed(step.next);
      if (unit.guess === undefined) hideCredentials(request.url, context);
      if (request.body === undefined) addresses.push(request.url.href);
      return { next: request };
    },
    guess(page, steps) {
      if (unit.guess !== undefined) return unit.guess(page, steps, options);
      const address = nextInSeries(addresses, steps - 1);
      return address === undefined ? undefined : { url: new URL(address) };
    },
    sizeOf: ({ response }) => response.body.length,
    failure: (fault, { number, request, answer: { response } }) =>
      pageFailure(fault, { number, url: request.url, response, call, session }),
  };
}

function isSuccess({ response: { status } }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** What the authentication method adds to every address is added to those that answers name, too. */
function completeWith(draft: EndpointDraft, { method }: Session): (request: PageRequest) => PageRequest {
  const own = (method.params ?? []).flatMap(({ in: place, key }) => {
    const value = place === 'url' ? draft.url.searchParams.get(key) : null;
    return value === null ? [] : [[key, value] as const];
  });
  if (own.length === 0) return (request) => request;
  return (request) => {
    const missing = own.filter(([key]) => !request.url.searchParams.has(key));
    return missing.length === 0 ? request : withParameters(request, Object.fromEntries(missing));
  };
}
