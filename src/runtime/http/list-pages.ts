import type { Pagination } from '../../connector/definition.ts';
import type { RunContext } from '../../contract/context.ts';
import type { Page, PageRequest } from '../../contract/define-pagination.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { EndpointCall, ReceivedPage } from '../../contract/http-call.ts';
import type { Payload } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { paginationUnits } from '../../pagination/index.ts';
import { compilePath } from '../../text/path.ts';
import { sendWithRetries } from './attempt.ts';
import { draftOf } from './draft.ts';
import { readAnswer } from './read-answer.ts';
import type { Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';
import { soapCodecOf } from './soap-codec.ts';

const pageLimit = 10_000;

/** All pages of a listing, one request ahead of the reader. */
export async function* listPages(
  call: EndpointCall,
  sessionOf: (call: EndpointCall) => Promise<Session>,
  context: RunContext,
  count: (records: number) => void,
): AsyncGenerator<ReceivedPage> {
  const session = await sessionOf(call);
  const draft = draftOf(call, session);
  const codec = await soapCodecOf(call, session);
  const { first, next } = pagesOf(call.endpoint.pagination ?? { method: 'default' });
  const recordsOf =
    call.endpoint.dataPath === undefined ? (body: unknown) => body : compilePath(call.endpoint.dataPath);
  let recordsSoFar = 0;
  let before: Uint8Array | undefined;
  const reading = <Result>({ url }: PageRequest, response: HttpResponse, work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw withExchange(error, shownExchange({ method: draft.method, url }, session, response), session);
    }
  };
  const fetchPage = async (request: PageRequest, number: number): Promise<Fetched> => {
    const { method, headers } = draft;
    const json = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
    const soap = codec?.encodePage(request.body, draft.fill);
    const content = soap === undefined ? { headers, ...json } : { ...soap, headers: { ...headers, ...soap.headers } };
    const response = await sendWithRetries({ method, url: request.url, ...content }, call, session, context);
    const { answer, payload } = reading(request, response, () => {
      const decoded = codec?.decode(response, request.body);
      return { answer: decoded, payload: readAnswer(response, call, number, decoded) };
    });
    const value = answer === undefined ? payload.value : answer.value;
    // XML does not tell an empty list from none.
    const records = recordsOf(value) ?? (answer === undefined ? undefined : []);
    const length = Array.isArray(records) ? records.length : undefined;
    count(length ?? 0);
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
