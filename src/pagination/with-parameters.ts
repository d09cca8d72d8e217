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
    if (place === 'url') url.search = withParameter(url.search.slice(1), key, String(value as string)); // numbers of any class
    else body = withMember(body ?? {}, keysOf(key), value);
  }
  return { url, ...(body === undefined ? {} : { body }) };
}

/** `{ [name]: value }` when the name is known. */
export function optional(name: string | undefined, value: number | undefined): Record<string, number | undefined> {
  return name === undefined ? {} : { [name]: value };
}

/** The query with one parameter set, where it first stood or at the end. The others stay as they were written. */
function withParameter(query: string, key: string, value: string): string {
  const parameter = `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
  const parts = query === '' ? [] : query.split('&');
  const first = parts.findIndex((part) => keyOf(part) === key);
  if (first < 0) return [...parts, parameter].join('&');
  return parts
    .map((part, index) => (index === first ? parameter : part))
    .filter((part, index) => index === first || keyOf(part) !== key)
    .join('&');
}

function keyOf(part: string): string {
  return new URLSearchParams(part).keys().next().value ?? '';
}

function keysOf(path: string): readonly string[] {
  return parsePath(path).flatMap((segment) => (segment.kind === 'key' ? [segment.key] : []));
}

function withMember(body: JsonObject, [key, ...rest]: readonly string[], value: unknown): JsonObject {
  if (key === undefined) return body;
  const inner = Object.hasOwn(body, key) ? body[key] : undefined;
  return { ...body, [key]: rest.length === 0 ? value : withMember(isObject(inner) ? inner : {}, rest, value) };
}
