import { isFault, type PageFault } from '../../../templates/connector/src/runtime/pages/fault.ts';
import type { PageFacts } from '../../../templates/connector/src/runtime/pages/law.ts';
import { readList, type ListSource, type ReadPage } from '../../../templates/connector/src/runtime/pages/read-list.ts';
import { nextInSeries } from '../../../templates/connector/src/runtime/pages/series.ts';
import { httpPaginationOf } from '../../connector/http-pagination.ts';
import type { RunContext } from '../../contract/context.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { PageRequest, PageTools, PaginationUnit } from '../../contract/define-pagination.ts';
import type { EndpointCall, JudgedResponse, ReceivedPage } from '../../contract/http-call.ts';
import { answerText, headerLists } from '../../contract/response-script.ts';
import { unreadBytes, type Payload } from '../../contract/payload.ts';
import { elementsAt } from '../../text/json-lists.ts';
import { paginationUnits } from '../../pagination/index.ts';
import { leftUnread } from '../../pagination/left-unread.ts';
import { withParameters } from '../../pagination/with-parameters.ts';
import { draftOf, type EndpointDraft } from './draft.ts';
import { pageFetcher, type PageAnswer } from './fetch-page.ts';
import { hideCredentials } from './hide-credentials.ts';
import { pageFailure } from './page-failure.ts';
import { compileRecords } from './page-records.ts';
import type { Session } from './session.ts';

/** Requests that are under way ahead of the page that is read, where endpoint and instance do not say. */
const usualAhead = 6;

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
  const source = await sourceOf(call, await sessionOf(call), context);
  for await (const { answer, number, count: records } of readList(source)) {
    count(records ?? 0);
    if (number === 1 || records !== 0) yield { payload: answer.payload, status: answer.response.status, page: number };
  }
}

async function sourceOf(
  call: EndpointCall,
  session: Session,
  context: RunContext,
): Promise<ListSource<PageRequest, PageAnswer, JudgedResponse>> {
  const { endpoint, connector, instance } = call;
  const draft = draftOf(call, session);
  const options = httpPaginationOf(endpoint) ?? { method: 'default' };
  if (endpoint.pagination !== undefined && endpoint.pagination !== options) throw pagesOfRows(call);
  const found = paginationUnits.find(({ method }) => method === options.method) ?? paginationUnits[0];
  const unit = found as PaginationUnit; // found by the method of these options
  if (options.method === 'Script') await session.hooks.require(options.script, call);
  const completed = completeWith(draft, session);
  const addresses: string[] = [];
  return {
    first: unit.first({ url: draft.url, ...(draft.body === undefined ? {} : { body: draft.body }) }, options),
    start: 0,
    isCounted: unit.guess !== undefined,
    mostAhead: endpoint.concurrency ?? instance.concurrency ?? usualAhead,
    // Where requests are counted none is spent on a page that may not be there.
    mayGuess: (endpoint.rateLimit ?? instance.rateLimit ?? connector.rateLimit) === undefined,
    keyOf: ({ url, body, script }) =>
      [url.href, ...(body === undefined && script === undefined ? [] : [JSON.stringify([body, script])])].join(' '),
    ...(await pageFetcher(call, draft, session, context)),
    factsOf: factsReader(call, unit),
    async next(page) {
      const step = await nextOf(page, unit, call, toolsFor(page, draft, call, session));
      if (unit.method === 'default') warnOfRest(page.answer, call, context);
      if (step === 'end' || isFault(step)) return step;
      if (step.warning !== undefined) context.warn(`"${endpoint.name}": ${step.warning}`, call.step);
      const request = completed(step.next);
      if (unit.guess === undefined) hideCredentials(request.url, context);
      if (request.body === undefined && request.script === undefined) addresses.push(request.url.href);
      return { next: request };
    },
    guess(page, steps) {
      if (unit.guess !== undefined) return unit.guess(page, steps, options);
      if (options.method === 'Script') return undefined;
      const address = nextInSeries(addresses, steps - 1);
      return address === undefined ? undefined : { url: new URL(address) };
    },
    sizeOf: ({ response }) => response.body.length,
    failure: (fault, { number, request, answer: { response } }) =>
      pageFailure(fault, { number, url: request.url, response, call, session }),
  };
}

/** What a page itself says of its list. */
function factsReader(
  { endpoint }: EndpointCall,
  unit: PaginationUnit,
): (answer: PageAnswer, number: number) => PageFacts | PageFault {
  const recordsOf = compileRecords(endpoint);
  const options = httpPaginationOf(endpoint) ?? { method: 'default' };
  return (answer, number) => {
    if (!isSuccess(answer)) return { number };
    const { payload, isSoap, response } = answer;
    const isReadable = isSoap || looksInside(answer, endpoint);
    const value = isReadable ? answer.value : undefined;
    const records = recordsOf({ value, isReadable, isSoap, isXml: !isSoap && payload.format === 'xml', response });
    if (isFault(records)) return records;
    if (!isReadable && payload.format === 'json') return { number, count: countUnread(payload, endpoint.dataPath) };
    const { count: stated, ...whole } = unit.states?.(value, options) ?? {};
    return { number, records, count: records === undefined ? stated : records.length, ...whole };
  };
}

function nextOf(
  page: ReadPage<PageRequest, PageAnswer>,
  unit: PaginationUnit,
  { endpoint }: EndpointCall,
  tools: PageTools,
): ReturnType<PaginationUnit['next']> {
  const { response, payload, isSoap } = page.answer;
  // An answer that the step asked to have as it is says nothing of pages.
  if (!isSuccess(page.answer)) return 'end';
  const isUnread = !isSoap && payload.format !== 'txt' && !looksInside(page.answer, endpoint);
  const body = isUnread ? undefined : page.answer.value;
  return unit.next(
    { ...page, headers: response.headers, body },
    httpPaginationOf(endpoint) ?? { method: 'default' },
    tools,
  );
}

/** What a pagination script is given: what was sent, without its credentials, and what came back. */
function toolsFor(
  { request, answer: { response } }: ReadPage<PageRequest, PageAnswer>,
  { method, headers }: EndpointDraft,
  call: EndpointCall,
  session: Session,
): PageTools {
  const { script, url, body } = request;
  return {
    baseUrl: session.baseUrl,
    async script(wanted) {
      const text = answerText(response, call.step);
      const sent = {
        url: url.href,
        method: script?.method ?? method,
        headers: { ...headers, ...script?.headers },
        body: script?.text ?? (body === undefined ? null : JSON.stringify(body)),
      };
      const got = { headers: headerLists(response.headers), status_code: response.status, body: text };
      return session.hooks.page(wanted, JSON.stringify({ request: sent, response: got, payload: text }), call);
    },
  };
}

/** Whoever wants one page only may have it, and whoever forgot the pagination of an endpoint should hear of it. */
function warnOfRest(
  { response: { headers } }: PageAnswer,
  { endpoint, step }: EndpointCall,
  context: RunContext,
): void {
  const rest = leftUnread(headers);
  if (rest === undefined) return;
  const text = `The answer of "${endpoint.name}" ${rest}, and the endpoint has no "pagination": nothing more was read.`;
  context.warn(text, step);
}

/** Documents that nobody has read yet are read for their pages only where the definition says something of pages. */
function looksInside({ payload }: PageAnswer, { dataPath, pagination }: EndpointCall['endpoint']): boolean {
  if (payload.format === 'txt') return false;
  if (payload.document === undefined || (pagination?.method ?? 'default') !== 'default') return true;
  return payload.codec !== undefined && dataPath !== undefined;
}

/** The records of a long list, counted without reading them. */
function countUnread(payload: Payload, dataPath = ''): number {
  const bytes = unreadBytes(payload);
  let count = 0;
  for (const _ of (bytes === undefined ? undefined : elementsAt(bytes, dataPath)) ?? []) count++;
  return count;
}

function isSuccess({ response: { status } }: PageAnswer): boolean {
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

function pagesOfRows({ endpoint, connector, step }: EndpointCall): TerminalError {
  return new TerminalError({
    code: 'run/bad-endpoint',
    message: `Endpoint "${endpoint.name}" pages by "Database limit offset", and "${connector.name}" is reached by HTTP.`,
    help: 'Use "Limit offset", or another method of HTTP.',
    step,
  });
}
