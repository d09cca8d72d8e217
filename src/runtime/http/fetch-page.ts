import type { RunContext } from '../../contract/context.ts';
import type { PageRequest } from '../../contract/define-pagination.ts';
import { located } from '../../contract/errors.ts';
import type { EndpointCall, JudgedResponse } from '../../contract/http-call.ts';
import type { Payload } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { sendWithRetries } from './attempt.ts';
import type { EndpointDraft } from './draft.ts';
import { readAnswer } from './read-answer.ts';
import type { Session } from './session.ts';
import { shownExchange, withExchange } from './shown-exchange.ts';
import { soapCodecOf } from './soap-codec.ts';

export interface PageAnswer {
  readonly payload: Payload;
  /** What the pages are read from: the payload, or what is in an envelope. */
  readonly value: unknown;
  readonly isSoap: boolean;
  readonly response: HttpResponse;
}

export interface PageFetcher {
  /** Asks for a page. */
  send(request: PageRequest, number: number, signal: AbortSignal): Promise<JudgedResponse>;
  /** What was sent for a page. */
  read(response: JudgedResponse, request: PageRequest, number: number): Promise<PageAnswer>;
}

/** Asks for pages of a listing, and reads them. What fails names the page. */
export async function pageFetcher(
  call: EndpointCall,
  draft: EndpointDraft,
  session: Session,
  context: RunContext,
): Promise<PageFetcher> {
  const { method, headers, fill } = draft;
  const codec = await soapCodecOf(call, session);
  return {
    async send({ url, body, script }, number, signal) {
      const soap = codec?.encodePage(body, fill);
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const content = soap === undefined ? { headers, ...json } : { ...soap, headers: { ...headers, ...soap.headers } };
      const until = { ...context, signal: AbortSignal.any([context.signal, signal]) };
      try {
        const asked = { method, url, ...content, ...scripted(content.headers, script) };
        return await sendWithRetries(asked, call, session, until);
      } catch (error) {
        throw located(error, call.step, { page: number });
      }
    },
    async read(response, { url, body }, number) {
      try {
        const inEnvelope = codec?.decode(response, body);
        const payload = await readAnswer(response, call, { page: number, codecs: context.codecs }, inEnvelope);
        return {
          payload,
          isSoap: inEnvelope !== undefined,
          response,
          get value() {
            return inEnvelope === undefined ? payload.value : inEnvelope.value;
          },
        };
      } catch (error) {
        const shown = withExchange(error, shownExchange({ method, url }, session, response), session);
        throw located(shown, call.step, { page: number });
      }
    },
  };
}

/** What a pagination script wants otherwise. */
function scripted(
  headers: Readonly<Record<string, string>>,
  { method, headers: own, text }: NonNullable<PageRequest['script']> = {},
): { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string } {
  return {
    ...(method === undefined ? {} : { method }),
    ...(own === undefined ? {} : { headers: { ...headers, ...own } }),
    ...(text === undefined ? {} : { body: text }),
  };
}
