import type { Endpoint } from '../../connector/definition.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { isObject } from '../../text/json.ts';

export interface GraphqlErrors {
  readonly messages: readonly string[];
  /** The service was asked too often: the same again may pass. */
  readonly isThrottled: boolean;
}

/** What a GraphQL service says under "errors" of an answer with status 200; `undefined` when all went well. */
export function graphqlErrors({ body }: HttpResponse, endpoint: Endpoint): GraphqlErrors | undefined {
  const isKnown = isGraphql(endpoint);
  if (!isKnown && !looksLikeGraphql(body)) return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined; // whoever reads the answer says what is wrong with it
  }
  if (!isObject(answer) || (!isKnown && !Object.keys(answer).every((key) => responseKeys.has(key)))) return undefined;
  const { errors } = answer;
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const found: readonly unknown[] = errors;
  if (!isKnown && !found.every((error) => isObject(error) && typeof error['message'] === 'string')) return undefined;
  return {
    messages: found.map((error) => (isObject(error) ? String(error['message'] ?? 'no message') : String(error))),
    isThrottled: found.some((error) => isObject(error) && /throttled|rate.?limit/iu.test(codeOf(error))),
  };
}

function codeOf({ extensions, message }: Readonly<Record<string, unknown>>): string {
  const code = isObject(extensions) ? extensions['code'] : undefined;
  return typeof code === 'string' ? code : typeof message === 'string' ? message : '';
}

/** An endpoint that only passes a query on does not show that it is one; an answer has no other members than these. */
const responseKeys: ReadonlySet<string> = new Set(['data', 'errors', 'extensions']);

/** Looked at before anything is parsed: a list of records is not one. */
function looksLikeGraphql(body: Uint8Array): boolean {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const start = text.toString('latin1', 0, 100);
  return /^\s*\{\s*"(?:errors|extensions|data"\s*:\s*[{n])/u.test(start) && text.includes('"errors"');
}

function isGraphql({ pagination, body, url }: Endpoint): boolean {
  return (
    pagination?.method === 'GraphQL Cursor' ||
    typeof body?.['query'] === 'string' ||
    /graphql(?:\.json)?(?:[/?#]|$)/iu.test(url ?? '')
  );
}
