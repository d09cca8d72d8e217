import { isCaseText, type CaseAnswer } from '../../src/contract/cases.ts';
import type { Answer } from './http-server.ts';

/** How the test server answers as an example says. */
export function answerOf({ status = 200, headers = {}, body }: CaseAnswer): Answer {
  if (isCaseText(body)) return { status, xml: body.text, headers: { 'content-type': body.contentType, ...headers } };
  return { status, headers, ...(body === undefined ? {} : { json: body }) };
}
