// RFC 6749: client credentials (4.4), password (4.3), authorization code (4.1) and refresh (6).
import { Secret, reveal } from '../secret.ts';
import { CachedToken, type IssuedToken } from './cached-token.ts';
import type { SchemeSpec, TokenContext, TokenProvider } from './credentials.ts';

interface OAuth2Client {
  readonly clientId: string;
  readonly clientSecret?: string | Secret;
  /** Default: that of the description. */
  readonly tokenUrl?: string;
  readonly scopes?: readonly string[];
  /** Where the client's id and secret go. Default: as the description says, else `body`. */
  readonly clientAuthentication?: 'body' | 'header';
  /** Further members of the token request, for example `audience`. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Called with each new pair, for example to store a refresh token that is used up by its use. */
  readonly onTokens?: (tokens: { readonly accessToken: Secret; readonly refreshToken?: Secret }) => void;
}

export type OAuth2Credentials = OAuth2Client &
  (
    | { readonly grant: 'client_credentials' }
    | { readonly grant: 'password'; readonly username: string; readonly password: string | Secret }
    | {
        readonly grant: 'authorization_code';
        readonly code: string | Secret;
        readonly redirectUri: string;
        /** PKCE, RFC 7636. */
        readonly codeVerifier?: string | Secret;
      }
    | { readonly grant: 'refresh_token'; readonly refreshToken: string | Secret; readonly accessToken?: string | Secret }
  );

export class TokenRequestError extends Error {
  override readonly name = 'TokenRequestError';
  /** Absent where nothing was answered. */
  readonly status: number | undefined;
  readonly #headers: Headers | undefined;

  constructor(message: string, response?: Response) {
    super(message);
    this.status = response?.status;
    this.#headers = response?.headers;
  }

  /** For `Retry-After`; a getter, so that printing the error prints no cookies. */
  get headers(): Headers | undefined {
    return this.#headers;
  }
}

/** Fetches access tokens by any grant; later ones by the refresh token, where the server gave one. */
export function openOAuth2(
  credentials: OAuth2Credentials,
  scheme: Extract<SchemeSpec, { type: 'oauth2' }>,
  scopes: readonly string[],
): TokenProvider {
  let refreshToken = credentials.grant === 'refresh_token' ? reveal(credentials.refreshToken) : undefined;
  const tokenUrl = credentials.tokenUrl ?? scheme.tokenUrl;
  const first =
    credentials.grant === 'refresh_token' && credentials.accessToken !== undefined
      ? { token: reveal(credentials.accessToken) }
      : undefined;

  const issue = async (context: TokenContext): Promise<IssuedToken> => {
    if (tokenUrl === undefined) throw new TokenRequestError('The description names no token URL: set "tokenUrl"');
    const grant = refreshToken === undefined ? grantOf(credentials) : { grant_type: 'refresh_token', refresh_token: refreshToken };
    const url = absoluteUrl(refreshToken === undefined ? tokenUrl : (scheme.refreshUrl ?? tokenUrl), context.baseUrl);
    const wanted = credentials.scopes ?? scopes;
    const place = credentials.clientAuthentication ?? scheme.clientAuthentication ?? 'body';
    const reply = await requestToken(context, url, { ...credentials, clientAuthentication: place }, {
      ...grant,
      ...(wanted.length > 0 ? { scope: wanted.join(' ') } : {}),
      ...credentials.extra,
    });
    if ('refusal' in reply) {
      // A refresh token that is no longer good: where the grant can be repeated, start again.
      const isRepeatable = credentials.grant === 'client_credentials' || credentials.grant === 'password';
      if (refreshToken === undefined || !isRepeatable) throw reply.refusal;
      refreshToken = undefined;
      return issue(context);
    }
    refreshToken = reply.refreshToken ?? refreshToken;
    credentials.onTokens?.({
      accessToken: new Secret(reply.accessToken),
      ...(refreshToken === undefined ? {} : { refreshToken: new Secret(refreshToken) }),
    });
    return {
      token: reply.accessToken,
      ...(reply.expiresInSeconds === undefined ? {} : { expiresAtMs: context.nowMs + reply.expiresInSeconds * 1000 }),
    };
  };
  return new CachedToken(issue, first);
}

function grantOf(credentials: OAuth2Credentials): Record<string, string> {
  switch (credentials.grant) {
    case 'client_credentials':
      return { grant_type: 'client_credentials' };
    case 'password':
      return { grant_type: 'password', username: credentials.username, password: reveal(credentials.password) };
    case 'authorization_code':
      return {
        grant_type: 'authorization_code',
        code: reveal(credentials.code),
        redirect_uri: credentials.redirectUri,
        ...(credentials.codeVerifier === undefined ? {} : { code_verifier: reveal(credentials.codeVerifier) }),
      };
    case 'refresh_token':
      return { grant_type: 'refresh_token', refresh_token: reveal(credentials.refreshToken) };
  }
}

interface TokenReply {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresInSeconds: number | undefined;
}

/** Relative to the base URL as a link on its page would be. Errors: `TokenRequestError`. */
export function absoluteUrl(text: string, baseUrl: string | undefined): string {
  const base = baseUrl === undefined ? undefined : baseUrl.replace(/[?#].*$/, '').replace(/\/*$/, '/');
  if (!text.includes('{') && URL.canParse(text, base)) return new URL(text, base).href;
  throw new TokenRequestError(`The token URL "${text}" is not complete: set "tokenUrl"`);
}

/** A refusal (400, 401) is a result; throws on anything else that is not a token. */
async function requestToken(
  context: TokenContext,
  url: string,
  client: OAuth2Client,
  parameters: Readonly<Record<string, string>>,
): Promise<TokenReply | { readonly refusal: TokenRequestError }> {
  const secret = client.clientSecret === undefined ? undefined : reveal(client.clientSecret);
  const inHeader = client.clientAuthentication === 'header';
  const body = new URLSearchParams(parameters);
  if (!inHeader) {
    body.set('client_id', client.clientId);
    if (secret !== undefined) body.set('client_secret', secret);
  }
  const response = await context.fetch(url, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
      ...(inHeader
        ? { authorization: `Basic ${btoa(`${encodeURIComponent(client.clientId)}:${encodeURIComponent(secret ?? '')}`)}` }
        : {}),
    },
    body: body.toString(),
    redirect: 'error',
  });
  const reply: unknown = await response.json().catch(() => undefined);
  const said = ['error', 'error_description'].map((name) => memberOf(reply, name)).filter((text) => typeof text === 'string');
  const failed = (what: string): TokenRequestError =>
    new TokenRequestError(`POST ${url} ${what}${said.length === 0 ? '' : `: ${said.join(', ').slice(0, 500)}`}`, response);
  if (response.status === 400 || response.status === 401) return { refusal: failed(`refused the credentials (${response.status})`) };
  if (!response.ok) throw failed(`was answered with ${response.status}`);
  const token = memberOf(reply, 'access_token');
  if (typeof token !== 'string') throw failed('brought no access token');
  const refreshToken = memberOf(reply, 'refresh_token');
  const expiresIn = Number(memberOf(reply, 'expires_in') ?? Number.NaN);
  return {
    accessToken: token,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
    expiresInSeconds: Number.isFinite(expiresIn) ? expiresIn : undefined,
  };
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
