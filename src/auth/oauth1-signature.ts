import { createHmac } from 'node:crypto';
import type { Outgoing } from '../contract/define-auth.ts';

export interface OAuth1Parameters {
  readonly method: 'HMAC-SHA1' | 'HMAC-SHA256' | 'HMAC-SHA512' | 'PLAINTEXT';
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token: string | undefined;
  readonly tokenSecret: string | undefined;
  readonly realm: string | undefined;
  readonly nonce: string;
  readonly timestampSeconds: number;
}

/** The Authorization header of a request. Source: RFC 5849. */
export function authorizationHeader(request: Outgoing, parameters: OAuth1Parameters): string {
  const { method, token, realm } = parameters;
  const own = new Map([
    ['oauth_consumer_key', parameters.consumerKey],
    ['oauth_nonce', parameters.nonce],
    ['oauth_signature_method', method],
    ['oauth_timestamp', String(parameters.timestampSeconds)],
    ...(token === undefined ? [] : [['oauth_token', token] as const]),
    ['oauth_version', '1.0'],
  ]);
  const key = [parameters.consumerSecret, parameters.tokenSecret ?? ''].map(percentEncode).join('&');
  const signature =
    method === 'PLAINTEXT'
      ? key
      : createHmac(method.slice('HMAC-'.length).toLowerCase(), key).update(baseString(request, own)).digest('base64');
  return `OAuth ${[
    ...(realm === undefined ? [] : [`realm="${realm.replaceAll(/["\\]/gu, '')}"`]),
    ...[...own, ['oauth_signature', signature] as const].map(([name, value]) => `${name}="${percentEncode(value)}"`),
  ].join(', ')}`;
}

/** Section 3.4.1: method, address and all parameters, those of a form body included. */
function baseString(request: Outgoing, own: ReadonlyMap<string, string>): string {
  const { url, headers, body } = request;
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const form = isForm && typeof body === 'string' ? [...new URLSearchParams(body)] : [];
  const pairs = [...url.searchParams, ...form, ...own]
    .map(([name, value]): [string, string] => [percentEncode(name), percentEncode(value)])
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`);
  return [request.method.toUpperCase(), `${url.origin}${url.pathname}`, pairs.join('&')].map(percentEncode).join('&');
}

/** By code point, which for encoded text is by byte. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 3986: unreserved characters stay. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
