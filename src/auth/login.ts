import { RetryableError, TerminalError } from '../contract/errors.ts';
import type { HttpRequest, HttpResponse } from '../contract/ports.ts';
import { waitAskedFor } from '../contract/wait-asked-for.ts';
import { compilePath } from '../text/path.ts';
import type { AuthContext, AuthSession, Outgoing } from '../contract/define-auth.ts';

/** Fetch a new token this long before the old one ends, but never before half of its life. */
const safetyMs = 30_000;

interface Token {
  readonly text: string;
  readonly endsMs: number;
}

export interface LoginOptions {
  /** Reads the answer to the login, also one of status 400 or 500. Default: JSON, or nothing. */
  readonly read?: (body: Uint8Array) => Promise<unknown>;
  readonly onAnswer?: (answer: unknown) => void;
  /** Puts the token into a request. Default: into the header that the method names. */
  readonly put?: (request: Outgoing, token: string) => Promise<void>;
}

/** A session that fetches a token when it needs one. At most one login is under way, whoever asks for it. */
export function openLoginSession(
  context: AuthContext,
  login: () => HttpRequest | Promise<HttpRequest>,
  options: LoginOptions = {},
): AuthSession {
  let current: Token | undefined;
  let coming: Promise<Token> | undefined;
  const used = new WeakMap<Outgoing, Token>();
  const { put = putIntoHeader(context) } = options;
  const renew = async (): Promise<Token> => {
    try {
      return (current = await fetchToken(context, await login(), options));
    } finally {
      coming = undefined;
    }
  };
  return {
    async apply(request) {
      const isFresh = current !== undefined && current.endsMs > context.nowMs();
      const token = isFresh && current !== undefined ? current : await (coming ??= renew());
      used.set(request, token);
      await put(request, token.text);
    },
    invalidate(refused) {
      // Another request may have renewed it while this one was under way.
      if (used.get(refused) === current) current = undefined;
      return true;
    },
  };
}

function putIntoHeader({ method }: AuthContext): NonNullable<LoginOptions['put']> {
  const { tokenHeader = 'Authorization', tokenPrefix = 'Bearer ' } = method;
  return (request, token) => {
    request.headers[tokenHeader.toLowerCase()] = tokenPrefix + token;
    return Promise.resolve();
  };
}

async function fetchToken(
  context: AuthContext,
  request: HttpRequest,
  { read = readJson, onAnswer }: LoginOptions,
): Promise<Token> {
  const { method } = context;
  const { status, body, headers } = await context.send(request);
  if (status >= 300) {
    // What was refused may say why.
    if (status === 400 || status === 500) await read(body).catch(rethrowRefusal);
    if (status >= 500 || status === 429 || status === 408) throw failed(context, status, headers);
    throw new TerminalError({
      code: 'run/unauthorised',
      message: `The token request of "${method.name}" was refused with ${status}.`,
      help: 'Check the credentials of the instance.',
      status,
    });
  }
  const answer = await read(body);
  const path = method.tokenPath ?? 'access_token';
  const text = partOf(compilePath(path)(answer), method.envelope?.tokenPart);
  if (text === undefined) {
    throw new TerminalError({
      code: 'run/login-failed',
      message: `The answer to the token request of "${method.name}" has no token at "${path}".`,
      help: 'Correct "tokenPath" of the authentication method.',
    });
  }
  context.hide(text);
  onAnswer?.(answer);
  const lifeMs = Number(compilePath('expires_in')(answer)) * 1000;
  return {
    text,
    endsMs: lifeMs > 0 ? context.nowMs() + lifeMs - Math.min(safetyMs, lifeMs / 2) : Number.POSITIVE_INFINITY,
  };
}

function failed({ method, nowMs }: AuthContext, status: number, headers: HttpResponse['headers']): RetryableError {
  const retryAfterMs = waitAskedFor({ status, headers }, nowMs());
  return new RetryableError({
    code: status === 429 ? 'run/rate-limited' : 'run/login-failed',
    // A token request changes nothing that could be doubled.
    wasSent: false,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    message: `The token request of "${method.name}" was answered with ${status}.`,
    status,
  });
}

/** An error page that cannot be read says nothing. */
function rethrowRefusal(error: unknown): void {
  if (error instanceof TerminalError) throw error;
}

function partOf(text: unknown, part: { separator: string; at: number } | undefined): string | undefined {
  if (typeof text !== 'string') return undefined;
  const token = part === undefined ? text : text.split(part.separator)[part.at - 1]?.trim();
  return token === '' ? undefined : token;
}

function readJson(body: Uint8Array): Promise<unknown> {
  try {
    return Promise.resolve(JSON.parse(new TextDecoder().decode(body)) as unknown);
  } catch {
    return Promise.resolve(undefined);
  }
}
