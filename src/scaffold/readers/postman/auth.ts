import { isObject } from '../../../text/json.ts';
import type { OAuthFlow, SecurityScheme } from '../../api-model.ts';
import { isTellingName } from '../redact.ts';
import { scalarText } from './collection.ts';

/** A scheme that an `auth` member or an Authorization header stands for, with the scopes that it asks for. */
export interface ReadAuth {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
}

const grants: Readonly<Record<string, OAuthFlow['grant']>> = {
  client_credentials: 'client_credentials',
  authorization_code: 'authorization_code',
  authorization_code_with_pkce: 'authorization_code',
  password_credentials: 'password',
  password: 'password',
  implicit: 'implicit',
};

/** The scheme of an `auth` member; `'none'` for noauth; `undefined` when it is not readable as one. */
export function readAuth(auth: unknown, fill: (text: string) => string): ReadAuth | 'none' | undefined {
  if (!isObject(auth) || typeof auth['type'] !== 'string') return undefined;
  const { type } = auth;
  if (type === 'noauth') return 'none';
  const settings = settingsOf(auth[type]);
  const get = (key: string): string | undefined => {
    const text = settings.get(key);
    return text === undefined || text === '' ? undefined : fill(text);
  };
  switch (type) {
    case 'basic':
      return { scheme: { type: 'basic' }, scopes: [] };
    case 'bearer':
      return { scheme: { type: 'bearer' }, scopes: [] };
    case 'apikey': {
      const place = get('in') === 'query' ? 'query' : 'header';
      return { scheme: { type: 'apiKey', in: place, name: get('key') ?? 'X-API-Key' }, scopes: [] };
    }
    case 'oauth1': {
      const signatureMethod = get('signatureMethod');
      return { scheme: { type: 'oauth1', ...(signatureMethod === undefined ? {} : { signatureMethod }) }, scopes: [] };
    }
    case 'oauth2':
      return readOAuth2(get);
    default:
      return { scheme: { type: 'other', scheme: type }, scopes: [] };
  }
}

function readOAuth2(get: (key: string) => string | undefined): ReadAuth {
  const scopes = (get('scope') ?? '').split(/[\s,]+/u).filter((scope) => scope !== '' && !scope.includes('{{'));
  const tokenUrl = get('accessTokenUrl');
  const authorizationUrl = get('authUrl');
  const refreshUrl = get('refreshTokenUrl');
  const named = get('grant_type') ?? '';
  const grant = Object.hasOwn(grants, named)
    ? grants[named]
    : authorizationUrl !== undefined
      ? 'authorization_code'
      : tokenUrl !== undefined
        ? 'client_credentials'
        : undefined;
  // Nothing but a token that somebody pastes in.
  if (grant === undefined || (tokenUrl === undefined && authorizationUrl === undefined))
    return { scheme: { type: 'bearer' }, scopes: [] };
  const flow: OAuthFlow = {
    grant,
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    ...(refreshUrl === undefined ? {} : { refreshUrl }),
    ...(get('client_authentication') === 'header' ? { clientAuthentication: 'header' } : {}),
    scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
  };
  return { scheme: { type: 'oauth2', flows: [flow] }, scopes };
}

/** Version 2.1 writes a list of key and value, version 2.0 an object; both are read whatever the version says. */
function settingsOf(value: unknown): ReadonlyMap<string, string> {
  const entries: (readonly [string, unknown])[] = Array.isArray(value)
    ? value.filter(isObject).map((entry) => [scalarText(entry['key']) ?? '', entry['value']])
    : Object.entries(isObject(value) ? value : {});
  return new Map(entries.map(([key, entry]) => [key, scalarText(entry) ?? '']));
}

/** The scheme that a header carries by itself, such as `Authorization: Bearer {{token}}` or `X-Api-Key`. */
export function authOfHeader(name: string, value: string): ReadAuth | undefined {
  if (name.toLowerCase() === 'authorization') {
    const [, word = ''] = /^(\w+)\s/u.exec(value) ?? [];
    if (/^basic$/iu.test(word)) return { scheme: { type: 'basic' }, scopes: [] };
    if (/^bearer$/iu.test(word)) return { scheme: { type: 'bearer' }, scopes: [] };
    return { scheme: { type: 'apiKey', in: 'header', name: 'Authorization' }, scopes: [] };
  }
  if (!isTellingName(name) || /signature|hmac/iu.test(name)) return undefined;
  return { scheme: { type: 'apiKey', in: 'header', name }, scopes: [] };
}
