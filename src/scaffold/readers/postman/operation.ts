import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { isObject } from '../../../text/json.ts';
import { joinPointer } from '../../../text/pointer.ts';
import type { Operation, OperationParameter, Server } from '../../api-model.ts';
import { looksSecret } from '../redact.ts';
import { authOfHeader, readAuth, type ReadAuth } from './auth.ts';
import { readBody } from './body.ts';
import { descriptionOf, textOf, type Collection, type CollectionRequest } from './collection.ts';
import { placeholderOf } from './loose-json.ts';
import { headerList, readResponses } from './responses.ts';
import { readUrl, secretFinding } from './url.ts';

const methods = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

/** Headers that a client or a browser writes by itself. */
const automatic =
  /^(?:accept|accept-encoding|cache-control|connection|content-length|content-type|cookie|dnt|host|origin|postman-token|pragma|referer|sec-.*|upgrade-insecure-requests|user-agent)$/iu;

/** A request before the servers and schemes of the whole collection are known. */
export interface DraftOperation extends Omit<Operation, 'security' | 'servers' | 'origin'> {
  readonly server: Server;
  /** `'none'`: no credentials. `'collection'`: those of the collection. */
  readonly auth: ReadAuth | 'none' | 'collection';
  readonly pointer: string;
}

/** Reads one request, or says why it cannot be one. */
export function readOperation(
  one: CollectionRequest,
  { variables }: Collection,
  report: (finding: Finding) => void,
): DraftOperation | string {
  const { request, pointer } = one;
  const at = joinPointer(pointer, 'request');
  const method = (textOf(request['method']) ?? 'GET').toUpperCase();
  if (!methods.has(method)) return `Method "${method}" is none that HTTP clients send.`;
  const url = readUrl(request['url'], { variables, report, pointer: joinPointer(at, 'url') });
  if (url === undefined) return 'It has no URL.';
  const headers = headerList(request);
  const find = (name: string): string | undefined =>
    headers.find((header) => header.name.toLowerCase() === name && header.entry['disabled'] !== true)?.value;
  const [contentType] = (find('content-type') ?? '').split(';').map((part) => part.trim());
  const context = {
    report,
    pointer: joinPointer(at, 'body'),
    contentType: contentType === '' ? undefined : contentType,
  };
  const saved = one.responses.map(({ originalRequest }) =>
    isObject(originalRequest) ? originalRequest['body'] : undefined,
  );
  const body = readBody(request['body'], saved, context);
  const description = descriptionOf(request['description']);
  return {
    declaredId: one.name.trim() === '' ? `${method} ${url.path}` : one.name.trim(),
    method: method as Operation['method'], // one of the set, checked above
    path: url.path,
    tags: one.folders,
    ...(one.name.trim() === '' ? {} : { summary: one.name.trim() }),
    ...(description === undefined ? {} : { description }),
    parameters: [...url.parameters, ...headerParameters(headers, joinPointer(at, 'header'), report)],
    ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body }),
    responses: readResponses(one.responses, { pointer, method, accept: find('accept'), report }),
    extensions: {},
    server: url.server,
    auth: authOf(one, headers, at, variables, report),
    pointer,
  };
}

function headerParameters(
  headers: ReturnType<typeof headerList>,
  pointer: string,
  report: (finding: Finding) => void,
): readonly OperationParameter[] {
  const byName = new Map<string, OperationParameter>();
  for (const [index, { name, value, entry }] of headers.entries()) {
    const isSecret = looksSecret(name, value);
    if (isSecret) report(secretFinding(name, joinPointer(pointer, index)));
    if (automatic.test(name) || authOfHeader(name, value) !== undefined) continue;
    const description = descriptionOf(entry['description']);
    const isOpen = value.includes('{{');
    const isLiteral = value !== '' && !isOpen && !isSecret && placeholderOf(value) === undefined;
    byName.set(name.toLowerCase(), {
      name,
      in: 'header',
      required: (isOpen && entry['disabled'] !== true) || /^\(Required\)/iu.test(description ?? ''),
      ...(description === undefined ? {} : { description }),
      schema: placeholderOf(value)?.schema ?? {
        type: 'string',
        ...(isLiteral && entry['disabled'] !== true ? { default: value } : {}),
      },
      style: 'simple',
      explode: false,
      ...(isLiteral ? { example: value } : {}),
    });
  }
  return [...byName.values()];
}

/** `auth` of the request or a folder; else what its headers carry; else that of the collection. */
function authOf(
  { auth, pointer }: CollectionRequest,
  headers: ReturnType<typeof headerList>,
  at: string,
  variables: ReadonlyMap<string, string>,
  report: (finding: Finding) => void,
): DraftOperation['auth'] {
  const declared = auth === undefined ? undefined : readAuth(auth, fillWith(variables));
  if (auth !== undefined && declared === undefined) {
    report({
      code: 'scaffold/malformed-collection',
      message: 'The authentication of this request cannot be read; it was left out.',
      help: 'Choose the type of authentication in Postman again.',
      pointer: joinPointer(at, 'auth'),
    });
  }
  if (typeof declared === 'object' && declared.scheme.type === 'other')
    report(hookFinding(declared.scheme.scheme, pointer));
  if (typeof declared === 'object') return declared;
  // Collections that switch authentication off often send the token as a plain header.
  const carried = headers
    .filter(({ entry }) => entry['disabled'] !== true)
    .map(({ name, value }) => authOfHeader(name, value))
    .find((one) => one !== undefined);
  return carried ?? (declared === 'none' ? 'none' : 'collection');
}

export function fillWith(variables: ReadonlyMap<string, string>): (text: string) => string {
  return (text) =>
    text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/gu, (token, name: string) => {
      const value = variables.get(name);
      return value === undefined || looksSecret(name, value) ? token : value;
    });
}

export function hookFinding(scheme: string, pointer: string): Finding {
  return {
    code: 'scaffold/needs-signing-hook',
    message: `Authentication "${scheme}" cannot be done from a description alone.`,
    help: 'The connector declares a signing hook for it; write the hook as its documentation shows.',
    pointer,
  };
}
