import { TerminalError } from '../contract/errors.ts';
import type { HttpPort, HttpResponse } from '../contract/ports.ts';
import type { Exchange } from '../flow/flow-test.ts';
import { baseUrlMark, seenRequest, type Place, type SeenRequest } from './exchanges.ts';

export interface Recording extends HttpPort {
  readonly requests: readonly SeenRequest[];
  readonly unmatched: readonly [];
  /** In the order in which they were answered; logins are left out. */
  readonly exchanges: readonly Exchange[];
}

/** Headers of an answer that say how it came and not what it is. */
const passing = /^(?:connection|content-length|date|keep-alive|transfer-encoding|content-type)$/u;

/** Sends requests to the places given and to no others, and writes down what comes back. */
export function recordExchanges(http: HttpPort, places: readonly Place[]): Recording {
  const requests: SeenRequest[] = [];
  const exchanges: Exchange[] = [];
  return {
    requests,
    unmatched: [],
    exchanges,
    async send(outgoing) {
      const { request, place, text } = seenRequest(outgoing, places);
      if (place === undefined)
        throw new TerminalError({
          code: 'verify/left-simulation',
          message: 'A request was about to leave for an address that is not simulated; it was not sent.',
          help: 'Give the endpoint a URL that is relative to "baseUrl" of the instance.',
        });
      const response = await http.send(outgoing);
      if (place.login(request, request.headers, text) !== undefined) return response;
      requests.push(request);
      exchanges.push(exchangeOf(request, response, place.baseUrl));
      return response;
    },
    close: () => http.close(),
  };
}

function exchangeOf(
  { line, instance }: SeenRequest,
  { status, headers, body }: HttpResponse,
  baseUrl: string,
): Exchange {
  // Answers lead to further pages: where the test runs, the third party has another address.
  const anywhere = (text: string): string => text.replaceAll(baseUrl, baseUrlMark);
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    passing.test(name) ? [] : [[name, anywhere(value)] as const],
  );
  return {
    request: line,
    instance,
    ...(status === 200 ? {} : { status }),
    ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }),
    ...contentOf(anywhere(Buffer.from(body).toString('utf8'))),
  };
}

/** JSON as values where they are written back as they came, else as the text. */
function contentOf(text: string): Pick<Exchange, 'body' | 'text'> {
  if (text === '') return {};
  try {
    const body = JSON.parse(text) as unknown;
    return JSON.stringify(body) === text ? { body } : { text };
  } catch {
    return { text };
  }
}
