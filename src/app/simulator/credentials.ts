import type { IncomingHttpHeaders } from 'node:http';
import type { AuthMethod, ConnectorDefinition } from '../../connector/definition.ts';
import type { Instance } from '../../connector/instance.ts';
import { parsePath } from '../../text/path.ts';
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
    admits: (request) => hasParameters(method, request) && hasCredential(method, request.headers),
  };
}

function isLogin({ type }: AuthMethod): boolean {
  return type === 'token-login' || type === 'oauth2-client-credentials';
}

function hasCredential(method: AuthMethod, headers: IncomingHttpHeaders): boolean {
  const { tokenHeader = 'Authorization', tokenPrefix = 'Bearer ' } = method;
  const token = String(headers[tokenHeader.toLowerCase()] ?? '');
  switch (method.type) {
    case 'none':
      return true;
    case 'basic':
      return /^Basic [\w+/]+=*$/u.test(headers.authorization ?? '');
    case 'token':
      return token.startsWith(tokenPrefix) && token.length > tokenPrefix.length;
    case 'token-login':
    case 'oauth2-client-credentials':
      return token === tokenPrefix + issued;
  }
}

function hasParameters(method: AuthMethod, { query, headers }: Asking): boolean {
  return (method.params ?? []).every(({ in: place, key }) => {
    if (place === 'body') return true;
    return (place === 'url' ? (query.get(key) ?? '') : String(headers[key.toLowerCase()] ?? '')) !== '';
  });
}

function carriesLogin(method: AuthMethod, body: string): boolean {
  if (method.type === 'oauth2-client-credentials') {
    const form = new URLSearchParams(body);
    return (form.get('client_id') ?? '') !== '' && (form.get('client_secret') ?? '') !== '';
  }
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
