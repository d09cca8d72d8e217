import type { TokenContext, TokenProvider } from './credentials.ts';

export interface IssuedToken {
  readonly token: string;
  /** Absent: valid until the server says otherwise. */
  readonly expiresAtMs?: number;
}

/** A minute is time enough for a request that is already waiting. */
const leewayMs = 60_000;

/** Fetches a token once for all callers that wait for it, and again when it expires or is refused. */
export class CachedToken implements TokenProvider {
  readonly #issue: (context: TokenContext) => Promise<IssuedToken>;
  #current: IssuedToken | undefined;
  #pending: Promise<IssuedToken> | undefined;

  constructor(issue: (context: TokenContext) => Promise<IssuedToken>, initial?: IssuedToken) {
    this.#issue = issue;
    this.#current = initial;
  }

  async get(context: TokenContext): Promise<string> {
    const current = this.#current;
    if (current !== undefined && (current.expiresAtMs ?? Infinity) - leewayMs > context.nowMs) return current.token;
    // The caller's signal is left out: one that gives up must not fail the others.
    this.#pending ??= this.#issue({ ...context, signal: undefined }).finally(() => {
      this.#pending = undefined;
    });
    this.#current = await this.#pending;
    return this.#current.token;
  }

  /** Ignores a token that has been replaced meanwhile. */
  invalidate(token: string): void {
    if (this.#current?.token === token) this.#current = undefined;
  }
}
