import type { AuthMethod, AuthType } from '../connector/definition.ts';
import type { HttpRequest, HttpResponse } from '../runtime/ports.ts';
import type { Secret } from '../text/secret.ts';

/** A request under construction. */
export interface Outgoing {
  url: URL;
  readonly headers: Record<string, string>;
}

export interface AuthContext {
  readonly method: AuthMethod;
  /** Value of a variable of the method or the connector; secrets stay wrapped. */
  value(key: string): string | Secret | undefined;
  /** Fills {{tokens}}. The result may be secret. */
  fill(text: string): string;
  /** Sends an authentication request. It is not a step: it has no retries of its own beyond the client's. */
  send(request: HttpRequest): Promise<HttpResponse>;
  readonly timeoutMs: number;
  nowMs(): number;
}

/** One instance's session with one method; lives as long as the run. */
export interface AuthSession {
  /** Adds credentials to a request. Logs in first where the method needs it; concurrent calls share one login. */
  apply(request: Outgoing): Promise<void>;
  /** Forgets what a 401 has shown to be stale. False: there is nothing to refresh. */
  invalidate(): boolean;
}

export interface Auth {
  readonly type: AuthType;
  readonly title: string;
  /** Variable keys that an instance must fill. */
  readonly requires: readonly string[];
  open(context: AuthContext): AuthSession;
}

export function defineAuth(auth: Auth): Auth {
  return auth;
}
