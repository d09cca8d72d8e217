import type { FaultKind, PageFault } from '../../../templates/connector/src/runtime/pages/fault.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import type { DiagnosticCode } from '../../diagnostics/table.ts';
import type { Session } from './session.ts';
import { shownExchange } from './shown-exchange.ts';

interface FailedPage {
  readonly number: number;
  readonly url: URL;
  readonly response: HttpResponse;
  readonly call: EndpointCall;
  readonly session: Session;
}

/** The failure of a pull whose list cannot be read with certainty. It names the page and its address, without secrets. */
export function pageFailure(
  { fault, words }: PageFault,
  { number, url, response, call, session }: FailedPage,
): TerminalError {
  const { endpoint, step } = call;
  return new TerminalError({
    ...faults[fault],
    message: `Page ${number} of "${endpoint.name}" ${session.redact(words)}.`,
    step,
    origin: { page: number },
    ...shownExchange({ method: endpoint.method, url }, session, response),
  });
}

const faults: Readonly<Record<FaultKind, { readonly code: DiagnosticCode; readonly help: string }>> = {
  loop: {
    code: 'run/pagination-loop',
    help: 'Compare the pagination settings of the endpoint with the documentation of the API: another member may name the next page, or say that there is none.',
  },
  elsewhere: {
    code: 'run/page-elsewhere',
    help: 'Credentials are never sent to a host that the instance does not name; correct "nextPath" of the endpoint or "baseUrl" of the instance.',
  },
  'bad-next': {
    code: 'run/bad-next-page',
    help: 'Correct "nextPath", "tokenPath" or "hasMorePath" of the endpoint, or ask the third party.',
  },
  'no-list': {
    code: 'run/no-list',
    help: 'Correct "dataPath" of the endpoint. Where the API leaves the list out if it is empty, set "allowEmpty": true in its pagination.',
  },
  'no-end': {
    code: 'run/no-end-of-list',
    help: 'Set "dataPath" of the endpoint to the list of records, or "pagesPath" or "totalPath" of its pagination to what the answer states.',
  },
  incomplete: {
    code: 'run/list-incomplete',
    help: 'The API may give fewer records than it counts, or skip some: compare "totalPath" with its documentation; without it, an empty page ends the list.',
  },
  changed: {
    code: 'run/list-changed',
    help: 'Run again when less is written there, or sort the list by something that does not change. If the list did not change, "totalPath" or "pagesPath" is not the number that it should be.',
  },
  repeated: {
    code: 'run/page-repeated',
    help: 'The API may not know the page parameter, or give its last page for all that lie beyond: set "totalPath" or "pagesPath", or "shortPageEnds" where the API guarantees that.',
  },
};
