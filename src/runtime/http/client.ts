import type { RunContext } from '../../contract/context.ts';
import type { EndpointCall, HttpClient } from '../../contract/http-call.ts';
import { sendWithRetries } from './attempt.ts';
import { draftOf } from './draft.ts';
import { encodeBody } from './encode-body.ts';
import { listPages } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';
import { openSession, type Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';
import { soapCodecOf } from './soap-codec.ts';

/** The HTTP client of one run. Sessions with instances live as long as it does. */
export function createHttpClient(context: RunContext): HttpClient {
  const sessions = new Map<string, Promise<Session>>();
  const counts = { received: 0, records: 0, sent: 0 };
  const sessionOf = ({ connector, instance }: EndpointCall): Promise<Session> => {
    const key = `${connector.name}\u001F${instance.name}`;
    let session = sessions.get(key);
    if (session === undefined) sessions.set(key, (session = openSession(connector, instance, context)));
    return session;
  };
  const countPage = (records: number): void => {
    counts.received++;
    counts.records += records;
  };
  return {
    counts,
    receive: (call) => listPages(call, sessionOf, context, countPage),
    async send(call, body, options = {}) {
      const session = await sessionOf(call);
      const { method, url, headers: own } = draftOf(call, session);
      const soap = await soapCodecOf(call, session);
      const encoded = soap?.encode(body) ?? encodeBody(body, options.format ?? 'json', call);
      const headers: Record<string, string> = {
        ...encoded.headers,
        ...own,
      };
      if (options.idempotencyKey !== undefined && call.endpoint.idempotencyKey !== undefined) {
        headers[call.endpoint.idempotencyKey.header.toLowerCase()] = options.idempotencyKey;
      }
      const response = await sendWithRetries({ method, url, headers, body: encoded.body }, call, session, context);
      counts.sent++;
      try {
        const payload = response.body.length === 0 ? undefined : readAnswer(response, call, 1, soap?.decode(response));
        return { status: response.status, payload };
      } catch (error) {
        throw withExchange(error, shownExchange({ method, url }, session, response), session);
      }
    },
  };
}
