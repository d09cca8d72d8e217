import { parseJson } from '../../text/json-codec.ts';
import { withParameters } from '../../pagination/with-parameters.ts';
import type { PageRequest } from '../../contract/define-pagination.ts';
import type { JsonObject } from '../../text/json.ts';
import { isObject } from '../../text/json.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { Parameter } from '../../connector/definition.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import { cookiesOf, type Filled, groupParameters, headerText, pathText, queryPairs, setQuery } from './parameters.ts';
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
  const readsWithBody = endpoint.direction === 'Receive' && !bodiless.has(endpoint.method);
  const headers: Record<string, string> = {
    accept: endpoint.dataType === undefined || endpoint.dataType === 'json' ? 'application/json' : '*/*',
    ...(readsWithBody ? { 'content-type': endpoint.contentType ?? 'application/json' } : {}),
  };
  const filled = (params: readonly Parameter[] = []): readonly Filled[] =>
    params
      .filter(({ value, required }) => required !== false || session.knows(value, known))
      .map((written) => ({ location: written.in, key: written.key, value: fill(written.value), written }));
  // What the step says replaces what the endpoint says, and that what the authentication method says.
  const sources = [filled(session.method.params), filled(endpoint.params), call.parameters ?? []];
  const groups = [...groupParameters(sources)];
  const inPath = new Map(groups.filter(({ location }) => location === 'path').map((group) => [group.key, group]));
  const tokenOf = (token: string): string => {
    const styled = inPath.get(token.replaceAll(/[{}\s]/gu, ''));
    if (styled !== undefined) return pathText(styled);
    const encoded = encodeURIComponent(fill(token));
    return endpoint.encodeSlashes === true ? encoded : encoded.replaceAll('%2F', '/');
  };
  let request: PageRequest = {
    url: absoluteUrl(fillUrl(endpoint.url ?? '', fill, tokenOf, place), session.baseUrl, place),
  };
  const types = new Map((endpoint.variables ?? []).map(({ key, type }) => [key, type]));
  if (readsWithBody || (endpoint.direction === 'Send' && endpoint.payloadPath !== undefined))
    request = { ...request, body: fillBody(endpoint.body ?? {}, fill, types) };
  for (const group of groups) {
    const { location, key, values, written } = group;
    if (location === 'header') headers[key.toLowerCase()] = headerText(group, place);
    else if (location === 'url') setQuery(request.url, key, queryPairs(group));
    else if (location === 'cookie')
      headers['cookie'] = [headers['cookie'], ...cookiesOf(group)].filter(Boolean).join('; ');
    else if (location === 'path') continue;
    else if (request.body !== undefined)
      request = withBodyParameter(request, key, values, typeOf(written?.value, types));
    else throw bodyParameter(call, key);
  }
  return { ...request, method: endpoint.method, headers, fill };
}

/** Methods whose requests have no body, whatever they read. */
const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

type Types = ReadonlyMap<string, 'text' | 'json' | undefined>;

/** Of a value that is one token and nothing else. */
function typeOf(text: string | undefined, types: Types): 'text' | 'json' | undefined {
  const [, key] = /^\{\{\s*([^{}\s]+)\s*\}\}$/u.exec(text ?? '') ?? [];
  return key === undefined ? undefined : types.get(key);
}

/**
 * Fills a URL. Values in the path and the query are encoded, a slash in the path is kept; what stands in front of the
 * path, such as {{baseUrl}}, is taken as it is. A value cannot climb out of its place in the path.
 */
function fillUrl(
  text: string,
  fill: (text: string) => string,
  encodedOf: (token: string) => string,
  place: string,
): string {
  const pathAt = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/?]*/iu.exec(text)?.[0].length ?? 0;
  const queryAt = text.includes('?') ? text.indexOf('?') : text.length;
  return text.replaceAll(/\{\{\s*[^{}\s]+\s*\}\}/gu, (token, offset: number) => {
    const value = fill(token);
    if (offset < pathAt) return value;
    if (offset > queryAt) return encodeURIComponent(value);
    if (value.split('/').some((part) => part === '.' || part === '..')) throw climbs(place, token);
    return encodedOf(token);
  });
}

function climbs(place: string, token: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-url',
    message: `${place} would leave its place: the value of ${token} has "." or ".." as a part of a path.`,
    help: 'Check where the value comes from.',
  });
}

function fillBody(body: JsonObject, fill: (text: string) => string, types: Types): JsonObject {
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return typeOf(value, types) === 'json' ? anyJson(fill(value)) : fill(value);
    if (Array.isArray(value)) return value.map(change);
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]))
      : value;
  };
  return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, change(item)]));
}

/** Several values are a list. `type`: what a value is, where the definition says so; else it is told by its looks. */
function withBodyParameter(
  request: PageRequest,
  key: string,
  values: readonly string[],
  type: 'text' | 'json' | undefined,
): PageRequest {
  const read = type === 'text' ? (text: string): unknown => text : type === 'json' ? anyJson : bodyValue;
  const [first, ...more] = values.map(read);
  return withParameters(request, { [key]: more.length === 0 ? first : [first, ...more] }, 'body');
}

/** Numbers, lists and objects are written as JSON; everything else is text. */
function bodyValue(text: string): unknown {
  return /^(?:-?\d|\[|\{|true$|false$|null$)/u.test(text) ? anyJson(text) : text;
}

function anyJson(text: string): unknown {
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
