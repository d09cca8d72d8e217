import { EncodingError, utf8Of } from '../text/decode-text.ts';
import { isObject } from '../text/json.ts';
import type { RunContext } from './context.ts';
import { TerminalError } from './errors.ts';
import type { JudgedResponse, Judgement } from './http-call.ts';
import type { Meta } from './payload.ts';
import type { HttpResponse } from './ports.ts';
import { callScript, metaOf, takeVariables, wrongResult, type ReadyScript } from './script-call.ts';

/** The profile of codes: continue, retry the step, end the flow (queued again or not), log in again. */
const codes: ReadonlySet<unknown> = new Set([0, 1, 2, 3, 4]);

/**
 * Lets a response script judge an answer. It gets the text of the answer as its payload, and may change it; what it writes
 * to the metadata goes with the payload. Errors: those of `callScript`.
 */
export async function judgeResponse(
  script: ReadyScript,
  response: HttpResponse,
  meta: Meta,
  variables: Readonly<Record<string, string>>,
  context: RunContext,
  step: string,
): Promise<Judgement> {
  const text = answerText(response, step);
  const { rest, payload } = await callScript(
    script,
    text,
    {
      variables,
      meta,
      flow: { variables: Object.fromEntries(context.variables) },
      response: { headers: headerLists(response.headers), body: text, status: response.status },
    },
    context,
    step,
  );
  if (rest !== undefined) takeVariables(rest, context, script.name);
  const own = rest === undefined ? meta : metaOf(rest, meta, script.name, step);
  const judged: JudgedResponse = {
    ...(payload === undefined || payload === text ? response : withAnswerText(response, payload ?? '')),
    ...(own === meta ? {} : { meta: own }),
  };
  const code = rest?.['response_code'];
  const message = rest?.['message'];
  if (code !== undefined && code !== null && !codes.has(code))
    throw wrongResult(script.name, `response_code ${JSON.stringify(code)} is none of 0, 1, 2, 3, 4`);
  if (message !== undefined && message !== null)
    context.log({
      event: 'message',
      level: 'info',
      text: context.redaction.hide(`${script.name}: ${String(message)}`),
      step,
    });
  return {
    response: judged,
    script: script.name,
    code: (code ?? undefined) as Judgement['code'], // one of the codes, checked above
    message: typeof message === 'string' ? message : undefined,
  };
}

export function answerText({ body, headers, status }: HttpResponse, step: string): string {
  try {
    const bytes = utf8Of(body, headers['content-type']);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw new TerminalError({
      code: 'run/bad-answer',
      message: `The answer cannot be read by a script: ${cause.message}.`,
      help: 'Ask the third party for UTF-8, or take the script out.',
      step,
      status,
      cause,
    });
  }
}

/** Names in lower case, each with the list of its values. */
export function headerLists(headers: HttpResponse['headers']): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

/** The answer with another text, and a content type that says what it is. */
export function withAnswerText(response: HttpResponse, text: string): HttpResponse {
  const type = isJson(text) ? 'application/json' : text.trimStart().startsWith('<') ? 'application/xml' : 'text/plain';
  return { ...response, body: Buffer.from(text), headers: { ...response.headers, 'content-type': type } };
}

function isJson(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return isObject(value) || Array.isArray(value);
  } catch {
    return false;
  }
}
