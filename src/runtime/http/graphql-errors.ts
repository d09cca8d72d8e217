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
  if (!isGraphql(endpoint)) return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined; // whoever reads the answer says what is wrong with it
  }
  const errors = isObject(answer) ? answer['errors'] : undefined;
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const found: readonly unknown[] = errors;
  return {
    messages: found.map((error) => (isObject(error) ? String(error['message'] ?? 'no message') : String(error))),
    isThrottled: found.some((error) => isObject(error) && /throttled|rate.?limit/iu.test(codeOf(error))),
  };
}

function codeOf({ extensions, message }: Readonly<Record<string, unknown>>): string {
  const code = isObject(extensions) ? extensions['code'] : undefined;
  return typeof code === 'string' ? code : typeof message === 'string' ? message : '';
}

function isGraphql({ pagination, body, url }: Endpoint): boolean {
  return (
    pagination?.method === 'GraphQL Cursor' ||
    typeof body?.['query'] === 'string' ||
    /graphql(?:\.json)?(?:[/?#]|$)/iu.test(url)
  );
}
