import type { AuthType, Credentials } from '../connector/definition.ts';
import type { FailureDetails } from './errors.ts';
import type { HttpRequest, HttpResponse } from './ports.ts';
import type { Secret } from '../text/secret.ts';

/** A request under construction. */
export interface Outgoing {
  readonly method: string;
  /** Its own copy: credentials in the address never reach the log. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  /** Envelopes of SOAP carry their credentials inside. */
  body?: string | Uint8Array;
}

/** The answer to an authentication request. */
export interface LoginAnswer extends HttpResponse {
  /** What a script has found to be the token. */
  readonly token?: string;
}

export interface AuthContext {
  readonly method: Credentials;
  /** Value of a variable of the method or the connector; secrets stay wrapped. */
  value(key: string): string | Secret | undefined;
  /** Fills {{tokens}}. The result may be secret. */
  fill(text: string): string;
  /** Sends an authentication request. It is not a step: it has no retries of its own beyond the client's. */
  send(request: HttpRequest): Promise<LoginAnswer>;
  /** An authentication request and its answer for a failure, without secrets. Leave the answer out where it may hold a token. */
  shown(request: HttpRequest, response?: HttpResponse): Pick<FailureDetails, 'request' | 'answer'>;
  /** From now on this text, a token for instance, is hidden like the secrets of the instance. */
  hide(text: string): void;
  /** The text without any secret. */
  redact(text: string): string;
  /** What somebody's login for the instance has left: a refresh token, kept between runs. */
  readonly login: {
    readonly instance: string;
    load(): Promise<string | undefined>;
    save(refreshToken: string): Promise<void>;
  };
  /** The signing hook of this name, if the run has it. */
  hook(name: string): SigningHook | undefined;
  /** Says something that whoever runs this has to know. Never a secret. */
  warn(text: string): void;
  readonly timeoutMs: number;
  nowMs(): number;
  /** A number in [0, 1), for nonces. */
  random(): number;
}

/**
 * Signs one request: the headers to add. It gets the finished request and a way to the values of the instance, and is
 * the user's own code, given to the run: a connector definition can only name it.
 */
export type SigningHook = (
  request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array;
  },
  value: (key: string) => string | undefined,
) => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;

/** One instance's session with one method; lives as long as the run. */
export interface AuthSession {
  /** Adds credentials to a request. Logs in first where the method needs it; concurrent calls share one login. */
  apply(request: Outgoing): Promise<void>;
  /**
   * Forgets what the answer to this request has shown to be stale; what was renewed since is kept. False: there is nothing
   * to refresh.
   */
  invalidate(refused: Outgoing, response: Pick<HttpResponse, 'headers'>): boolean;
  /** What an answer of another status than 401 says, without secrets, when it refuses the session; else `undefined`. */
  refusal?(response: HttpResponse): Promise<string | undefined>;
}

export interface Auth {
  readonly type: AuthType;
  readonly title: string;
  /** Variable keys that an instance must fill. */
  readonly requires: readonly string[];
  /** Covers the finished request with its signature, so it is applied after all others. */
  readonly signs?: boolean;
  open(context: AuthContext): AuthSession;
}

export function defineAuth(auth: Auth): Auth {
  return auth;
}
