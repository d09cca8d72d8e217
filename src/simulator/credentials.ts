import type { IncomingHttpHeaders } from 'node:http';
import type { AuthMethod, ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import { parsePath } from '../text/path.ts';
import { pathPattern } from './endpoint-route.ts';

interface Asking {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Gate {
  /** The answer to a token request, or `undefined` for any other request. */
  login(request: Asking): { readonly status: number; readonly body: unknown } | undefined;
  /** Whether the credentials that the method asks for have arrived. Any value will do. */
  admits(request: Asking): boolean;
}

const issued = 'simulated-token';

/** Guards the endpoints of one instance by its authentication method. */
export function openGate(connector: ConnectorDefinition, instance: Instance): Gate {
  const methods = connector.authMethods ?? [];
  const method = methods.find(({ name }) => name === instance.authMethod) ?? methods[0];
  if (method === undefined) return { login: () => undefined, admits: () => true };
  const loginPath =
    isLogin(method) && method.url !== undefined ? pathPattern(method.url.split('?')[0] ?? '') : undefined;
  return {
    login(request) {
      if (loginPath?.test(request.path) !== true) return undefined;
      return carriesLogin(method, request.body)
        ? { status: 200, body: tokenBody(method.tokenPath ?? 'access_token') }
        : { status: 401, body: { error: 'unauthorised' } };
    },
    admits: (request) => hasParameters(method, request) && hasCredential(method, request),
  };
}

function isLogin({ type }: AuthMethod): boolean {
  return type === 'token-login' || type.startsWith('oauth2-');
}

function hasCredential(method: AuthMethod, { headers, query, body }: Asking): boolean {
  const { tokenHeader = 'Authorization', tokenPrefix = 'Bearer ' } = method;
  const token = String(headers[tokenHeader.toLowerCase()] ?? '');
  switch (method.type) {
    case 'none':
      return true;
    case 'basic':
      return /^Basic [\w+/]+=*$/u.test(headers.authorization ?? '');
    case 'digest':
      // The simulator sends no challenge.
      return true;
    case 'token':
      return token.startsWith(tokenPrefix) && token.length > tokenPrefix.length;
    case 'api-key':
      return hasKey(method.apiKey, headers, query);
    case 'oauth1':
      return /^OAuth .*oauth_signature="/u.test(headers.authorization ?? '');
    case 'soap-header':
    case 'soap-login':
    case 'ws-security':
    case 'netsuite-tba':
      return /<(?:[\w.-]+:)?Header[\s>]/u.test(body);
    case 'private-key': // no part of HTTP
    case 'custom':
      return true; // what the hook signs is between it and the third party
    case 'token-login':
    case 'oauth2-client-credentials':
    case 'oauth2-password':
    case 'oauth2-refresh-token':
    case 'oauth2-authorization-code':
      return token === tokenPrefix + issued;
  }
}

function hasKey(key: AuthMethod['apiKey'], headers: IncomingHttpHeaders, query: URLSearchParams): boolean {
  if (key === undefined) return false;
  if (key.in === 'query') return (query.get(key.name) ?? '') !== '';
  if (key.in === 'header') return String(headers[key.name.toLowerCase()] ?? '') !== '';
  return (headers.cookie ?? '').includes(`${key.name}=`);
}

function hasParameters(method: AuthMethod, { query, headers }: Asking): boolean {
  return (method.params ?? []).every(({ in: place, key }) => {
    if (place === 'body') return true;
    return (place === 'url' ? (query.get(key) ?? '') : String(headers[key.toLowerCase()] ?? '')) !== '';
  });
}

/** The form field that proves who asks, by OAuth 2 grant. */
const grantSecrets: Readonly<Partial<Record<AuthMethod['type'], string>>> = {
  'oauth2-client-credentials': 'client_secret',
  'oauth2-password': 'password',
  'oauth2-refresh-token': 'refresh_token',
  'oauth2-authorization-code': 'refresh_token',
};

function carriesLogin(method: AuthMethod, body: string): boolean {
  const secret = grantSecrets[method.type];
  if (secret !== undefined) return (new URLSearchParams(body).get(secret) ?? '') !== '';
  try {
    const { username = '', password = '' } = JSON.parse(body) as Record<string, unknown>; // any JSON object will do here
    return username !== '' && password !== '';
  } catch {
    return false;
  }
}

function tokenBody(path: string): unknown {
  const keys = parsePath(path).map((segment) => (segment.kind === 'key' ? segment.key : '0'));
  return keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), issued);
}
