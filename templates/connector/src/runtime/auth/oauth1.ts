// RFC 5849 with HMAC-SHA1, and HMAC-SHA256 as NetSuite and others use it.
import { type Secret, reveal } from '../secret.ts';
import type { SignableRequest } from './credentials.ts';

export interface OAuth1Credentials {
  readonly consumerKey: string;
  readonly consumerSecret: string | Secret;
  readonly token?: string;
  readonly tokenSecret?: string | Secret;
  readonly realm?: string;
  /** Default: that of the description, else HMAC-SHA256. */
  readonly signatureMethod?: 'HMAC-SHA256' | 'HMAC-SHA1';
}

/** Adds the Authorization header. `nonce` and `timestamp` are inputs, so that a known signature can be checked. */
export async function signOAuth1(
  request: SignableRequest,
  credentials: OAuth1Credentials,
  declaredMethod: string | undefined,
  nonce: string,
  timestampSeconds: number,
): Promise<void> {
  const method = credentials.signatureMethod ?? (declaredMethod === 'HMAC-SHA1' ? 'HMAC-SHA1' : 'HMAC-SHA256');
  const parameters: [string, string][] = [
    ['oauth_consumer_key', credentials.consumerKey],
    ['oauth_nonce', nonce],
    ['oauth_signature_method', method],
    ['oauth_timestamp', String(timestampSeconds)],
    ...(credentials.token === undefined ? [] : [['oauth_token', credentials.token] satisfies [string, string]]),
    ['oauth_version', '1.0'],
  ];
  const base = [
    request.method.toUpperCase(),
    percentEncode(`${request.url.origin}${request.url.pathname}`),
    percentEncode(normalise([...parameters, ...request.url.searchParams, ...formParameters(request)])),
  ].join('&');
  const tokenSecret = credentials.tokenSecret === undefined ? '' : reveal(credentials.tokenSecret);
  const key = `${percentEncode(reveal(credentials.consumerSecret))}&${percentEncode(tokenSecret)}`;
  const signature = await hmac(method === 'HMAC-SHA1' ? 'SHA-1' : 'SHA-256', key, base);
  const realm = credentials.realm === undefined ? [] : [`realm="${percentEncode(credentials.realm)}"`];
  const fields = [...parameters, ['oauth_signature', signature] as const].map(
    ([name, value]) => `${name}="${percentEncode(value)}"`,
  );
  request.headers.set('authorization', `OAuth ${[...realm, ...fields].join(', ')}`);
}

/** Section 3.4.1.3.2: encoded, then sorted by name and value. */
function normalise(parameters: readonly (readonly [string, string])[]): string {
  return parameters
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function formParameters(request: SignableRequest): Iterable<[string, string]> {
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm && typeof request.body === 'string' ? new URLSearchParams(request.body) : [];
}

function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

async function hmac(hash: 'SHA-1' | 'SHA-256', key: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const imported = await crypto.subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash }, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(text)));
  return btoa(String.fromCharCode(...signature));
}
