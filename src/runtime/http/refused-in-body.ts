import type { EndpointCall } from '../../contract/http-call.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { isObject } from '../../text/json.ts';

/** Longer answers are data, and would have to be read twice. */
const longest = 65_536;

const looksRefused =
  /"(?:success|successful|ok)"\s*:\s*(?:false|"false")|"errors?"\s*:\s*(?!null|false|""|\[\s*\]|\{\s*\})/u;

/**
 * What a successful answer to a push says against itself, such as `"success": false`; `undefined` where it does not. What such an
 * answer means is known to the API alone, so it is told and not judged.
 */
export function refusedInBody({ status, body }: HttpResponse, { endpoint }: EndpointCall): string | undefined {
  if (endpoint.direction !== 'Send' || status < 200 || status > 299 || body.length > longest) return undefined;
  const text = new TextDecoder().decode(body);
  if (!looksRefused.test(text)) return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined; // whoever reads the answer says what is wrong with it
  }
  if (!isObject(answer)) return undefined;
  for (const key of ['success', 'successful', 'ok'])
    if (answer[key] === false || answer[key] === 'false') return `"${key}": false`;
  for (const key of ['errors', 'error']) if (isSomething(answer[key])) return `"${key}"`;
  return undefined;
}

function isSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** One text for all answers of an endpoint. */
export function refusalWarning(said: string, { endpoint, step }: EndpointCall): string {
  return `Step "${step}": some answers of "${endpoint.name}" have ${said} although their status is that of a success; look whether those records arrived, and let a response script say what counts as refused.`;
}
