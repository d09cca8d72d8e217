import { withQueryParameter } from '../../templates/connector/src/runtime/pages/query.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { parsePath } from '../text/path.ts';
import type { PageRequest } from '../contract/define-pagination.ts';

/** A copy of the request with some parameters set, in its query or by path in its body; `undefined` leaves one as it is. */
export function withParameters(
  request: PageRequest,
  parameters: Readonly<Record<string, unknown>>,
  place: 'url' | 'body' = 'url',
): PageRequest {
  const url = new URL(request.url);
  let { body } = request;
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    if (place === 'url') url.search = withQueryParameter(url.search, key, String(value as string)); // numbers of any class
    else body = withMember(body ?? {}, keysOf(key), value);
  }
  return { url, ...(body === undefined ? {} : { body }) };
}

/** `{ [name]: value }` when the name is known. */
export function optional(name: string | undefined, value: number | undefined): Record<string, number | undefined> {
  return name === undefined ? {} : { [name]: value };
}

export function keysOf(path: string): readonly string[] {
  return parsePath(path).flatMap((segment) => (segment.kind === 'key' ? [segment.key] : []));
}

export function withMember(body: JsonObject, [key, ...rest]: readonly string[], value: unknown): JsonObject {
  if (key === undefined) return body;
  const inner = Object.hasOwn(body, key) ? body[key] : undefined;
  return { ...body, [key]: rest.length === 0 ? value : withMember(isObject(inner) ? inner : {}, rest, value) };
}
