import { parseJson } from '../../text/json-codec.ts';
import { withParameters } from '../../pagination/with-parameters.ts';
import type { PageRequest } from '../../contract/define-pagination.ts';
import type { JsonObject } from '../../text/json.ts';
import { isObject } from '../../text/json.ts';
import { TerminalError } from '../../contract/errors.ts';
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
  const set = (location: string, key: string, value: string): void => {
    if (location === 'header') headers[key.toLowerCase()] = value;
    else if (location === 'url') request.url.searchParams.set(key, value);
    else if (readsWithBody) request = withBodyParameter(request, key, value);
    else throw bodyParameter(call, key);
  };
  for (const { in: location, key, value, required } of [...(session.method.params ?? []), ...(endpoint.params ?? [])]) {
    if (required !== false || session.knows(value, known)) set(location, key, fill(value));
  }
  for (const [, [first, ...more]] of Map.groupBy(call.parameters ?? [], ({ location, key }) => `${location} ${key}`)) {
    if (first === undefined) continue;
    const { location, key } = first;
    if (more.length > 0 && location === 'body') {
      set(location, key, JSON.stringify([first, ...more].map(({ value }) => value)));
      continue;
    }
    // The first replaces what the endpoint says, the others stand beside it.
    set(location, key, first.value);
    for (const { value } of more) {
      if (location === 'url') request.url.searchParams.append(key, value);
      else headers[key.toLowerCase()] += `, ${value}`;
    }
  }
  for (const [name, value] of Object.entries(headers)) requireHeaderValue(name, value, call);
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

/** Numbers, lists and objects are written as JSON; everything else is text. */
function withBodyParameter(request: PageRequest, key: string, value: string): PageRequest {
  const { body } = withParameters(request, { [key]: value }, 'body');
  if (!/^(?:-?\d|\[|\{|true$|false$|null$)/u.test(value))
    return { ...request, ...(body === undefined ? {} : { body }) };
  try {
    const parsed = parseJson(value) as number; // any JSON value may be set; a number stands for them all
    return withParameters(request, { [key]: parsed }, 'body');
  } catch {
    return { ...request, ...(body === undefined ? {} : { body }) };
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

function requireHeaderValue(name: string, value: string, { endpoint, step }: EndpointCall): void {
  if (/^[\t\u0020-\u007E\u0080-\u00FF]*$/u.test(value)) return;
  throw new TerminalError({
    code: 'run/bad-header',
    message: `Header "${name}" of endpoint "${endpoint.name}" would have a line break or a character that no header can carry.`,
    help: 'Send it in the body or in the query, or encode it as the API expects.',
    step,
  });
}
