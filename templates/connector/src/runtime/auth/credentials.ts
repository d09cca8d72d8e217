import type { Secret } from '../secret.ts';
import type { OAuth1Credentials } from './oauth1.ts';
import type { OAuth2Credentials } from './oauth2.ts';

/** A value that is known, or one that is fetched when it is needed. */
export type Token = string | Secret | TokenProvider;

/** Gives a token for each request. `invalidate` is called with a token that the server refused, before one more attempt. */
export interface TokenProvider {
  get(context: TokenContext): Promise<string>;
  invalidate(token: string): void;
}

export interface TokenContext {
  readonly fetch: typeof globalThis.fetch;
  /** What the addresses of token endpoints may be relative to. */
  readonly baseUrl?: string | undefined;
  readonly nowMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface BasicCredentials {
  readonly username: string;
  readonly password: string | Secret;
}

/** The request as it will be sent; a hook changes `url` and `headers`. */
export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Absent where there is none, or where it is multipart. */
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** For schemes that no library can guess: signs the request in place. */
export type SignRequest = (request: SignableRequest) => void | Promise<void>;

/** Security schemes as the description names them. */
export type SchemeSpec =
  | { readonly type: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string; readonly prefix?: string }
  | { readonly type: 'basic' | 'bearer' | 'sign' }
  | { readonly type: 'oauth1'; readonly signatureMethod?: string }
  | { readonly type: 'oauth2'; readonly tokenUrl?: string; readonly refreshUrl?: string; readonly clientAuthentication?: 'header' };

export type Credential = Token | BasicCredentials | OAuth1Credentials | OAuth2Credentials | SignRequest;

/** All schemes of one method are applied together. */
export type AuthMethods = Readonly<Record<string, readonly { readonly scheme: string; readonly scopes?: readonly string[] }[]>>;
