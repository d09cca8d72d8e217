import { parseJson } from '../../text/json-codec.ts';
import { withParameters } from '../../pagination/with-parameters.ts';
import type { PageRequest } from '../../contract/define-pagination.ts';
import type { JsonObject } from '../../text/json.ts';
import { isObject } from '../../text/json.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { Endpoint } from '../../connector/definition.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import { absoluteUrl, type Session } from './session.ts';

/** A request for an endpoint before its pages and its credentials. */
export interface EndpointDraft extends PageRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Fills the tokens of a text. */
  readonly fill: (text: string) => string;
}

/** Address, headers and, for an endpoint that reads with one, the body. Errors: `run/unresolved-token`, `run/bad-url`. */
export function draftOf(call: EndpointCall, session: Session): EndpointDraft {
  const { endpoint, variables } = call;
  const place = `Endpoint "${endpoint.name}"`;
  const defaults = Object.fromEntries(
    (endpoint.variables ?? []).flatMap(({ key, default: value }) => (value === undefined ? [] : [[key, value]])),
  );
  const known = { ...defaults, ...variables };
  const fill = (text: string): string => session.fill(text, known, place);
  const readsWithBody = endpoint.direction === 'Receive' && endpoint.method !== 'GET' && endpoint.method !== 'HEAD';
  const headers: Record<string, string> = {
    accept: endpoint.dataType === undefined || endpoint.dataType === 'json' ? 'application/json' : '*/*',
    ...(readsWithBody ? { 'content-type': 'application/json' } : {}),
  };
  let request: PageRequest = { url: absoluteUrl(fillUrl(endpoint.url, fill, place), session.baseUrl, place) };
  if (readsWithBody) request = { ...request, body: fillBody(endpoint.body ?? {}, fill) };
  const set = (location: string, key: string, values: readonly string[]): void => {
    if (location === 'header') headers[key.toLowerCase()] = headerOf(key, values, place);
    else if (location === 'url') setQuery(request.url, key, values);
    else if (readsWithBody) request = withBodyParameter(request, key, values);
    else throw bodyParameter(call, key);
  };
  const filled = (params: readonly Parameter[] = []): Iterable<Filled> =>
    params
      .filter(({ value, required }) => required !== false || session.knows(value, known))
      .map(({ in: location, key, value }) => ({ location, key, value: fill(value) }));
  // What the step says replaces what the endpoint says, and that what the authentication method says.
  for (const source of [filled(session.method.params), filled(endpoint.params), call.parameters ?? []])
    for (const [location, key, values] of together(source)) set(location, key, values);
  return { ...request, method: endpoint.method, headers, fill };
}

/**
 * Fills a URL. Values in the path and the query are encoded, a slash in the path is kept; what stands in front of the
 * path, such as {{baseUrl}}, is taken as it is. A value cannot climb out of its place in the path.
 */
function fillUrl(text: string, fill: (text: string) => string, place: string): string {
  const pathAt = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/?]*/iu.exec(text)?.[0].length ?? 0;
  const queryAt = text.includes('?') ? text.indexOf('?') : text.length;
  return text.replaceAll(/\{\{\s*[^{}\s]+\s*\}\}/gu, (token, offset: number) => {
    const value = fill(token);
    if (offset < pathAt) return value;
    const encoded = encodeURIComponent(value);
    if (offset > queryAt) return encoded;
    if (value.split('/').some((part) => part === '.' || part === '..')) throw climbs(place, token);
    return encoded.replaceAll('%2F', '/');
  });
}

function climbs(place: string, token: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-url',
    message: `${place} would leave its place: the value of ${token} has "." or ".." as a part of a path.`,
    help: 'Check where the value comes from.',
  });
}

function fillBody(body: JsonObject, fill: (text: string) => string): JsonObject {
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return fill(value);
    if (Array.isArray(value)) return value.map(change);
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]))
      : value;
  };
  return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, change(item)]));
}

/** Numbers, lists and objects are written as JSON; everything else is text. Several values are a list. */
function withBodyParameter(request: PageRequest, key: string, values: readonly string[]): PageRequest {
  const [first, ...more] = values.map(bodyValue);
  return withParameters(request, { [key]: more.length === 0 ? first : [first, ...more] }, 'body');
}

function bodyValue(text: string): unknown {
  if (!/^(?:-?\d|\[|\{|true$|false$|null$)/u.test(text)) return text;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

function bodyParameter(call: EndpointCall, key: string): TerminalError {
  return new TerminalError({
    code: 'run/body-parameter',
    message: `Endpoint "${call.endpoint.name}" has no body of its own that parameter "${key}" could go into.`,
    help: 'Send it in the URL or a header where the API allows it, or map it into the payload.',
    step: call.step,
  });
}

type Parameter = NonNullable<Endpoint['params']>[number];

interface Filled {
  readonly location: string;
  readonly key: string;
  readonly value: string;
}

/** Parameters that are given several times keep all their values, in order. */
function* together(
  parameters: Iterable<Filled>,
): Iterable<readonly [location: string, key: string, values: readonly string[]]> {
  const groups = Map.groupBy(parameters, ({ location, key }) =>
    location === 'header' ? `header ${key.toLowerCase()}` : `${location} ${key}`,
  );
  for (const group of groups.values()) {
    const [{ location, key } = { location: '', key: '' }] = group;
    yield [location, key, group.map(({ value }) => value)];
  }
}

function setQuery({ searchParams }: URL, key: string, [first = '', ...more]: readonly string[]): void {
  searchParams.set(key, first);
  for (const value of more) searchParams.append(key, value);
}

/** Headers that hold one value and no list. */
const single: ReadonlySet<string> = new Set(['authorization', 'content-length', 'content-type', 'host']);

function headerOf(key: string, values: readonly string[], place: string): string {
  const name = key.toLowerCase();
  const different = [...new Set(values)];
  if (!single.has(name)) return values.join(name === 'cookie' ? '; ' : ', ');
  if (different.length === 1) return different.join('');
  throw new TerminalError({
    code: 'run/bad-header',
    message: `${place}: header "${name}" is given ${different.length} different values, and it takes one.`,
    help: 'Take all but one away.',
  });
}
