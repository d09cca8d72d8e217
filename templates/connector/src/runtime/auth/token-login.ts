import { valueAt } from '../value-at.ts';
import { CachedToken } from './cached-token.ts';
import type { TokenProvider } from './credentials.ts';
import { TokenRequestError, absoluteUrl } from './oauth2.ts';

export interface TokenLogin {
  /** May be relative to the base URL of the client. */
  readonly url: string;
  readonly method?: 'POST' | 'GET';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Dot path of the token in the reply; absent: the whole reply. */
  readonly tokenPath?: string;
  /** Absent: until the server refuses it. */
  readonly lifetimeSeconds?: number;
}

/** For APIs that hand out a token at a login of their own: use it wherever a key or bearer token is asked for. */
export function tokenLogin(login: TokenLogin): TokenProvider {
  return new CachedToken(async ({ fetch, nowMs, baseUrl }) => {
    const url = absoluteUrl(login.url, baseUrl);
    const response = await fetch(url, {
      method: login.method ?? 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...login.headers },
      ...(login.body === undefined ? {} : { body: JSON.stringify(login.body) }),
      redirect: 'error',
    });
    const text = await response.text();
    if (!response.ok) throw new TokenRequestError(`The login at ${url} answered ${response.status}`, response);
    const token = login.tokenPath === undefined ? unquote(text) : valueAt(JSON.parse(text), login.tokenPath);
    if (typeof token !== 'string' || token === '') throw new TokenRequestError(`The login at ${url} sent no token`);
    return {
      token,
      ...(login.lifetimeSeconds === undefined ? {} : { expiresAtMs: nowMs + login.lifetimeSeconds * 1000 }),
    };
  });
}

/** A bare token comes as text or as a JSON string. */
function unquote(text: string): unknown {
  return text.startsWith('"') ? JSON.parse(text) : text.trim();
}
