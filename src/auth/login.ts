import { isRunError, RetryableError, TerminalError } from '../contract/errors.ts';
import type { HttpRequest, HttpResponse } from '../contract/ports.ts';
import { waitAskedFor } from '../contract/wait-asked-for.ts';
import { isObject } from '../text/json.ts';
import { compilePath } from '../text/path.ts';
import type { AuthContext, AuthSession, Outgoing } from '../contract/define-auth.ts';

/** Fetch a new token this long before the old one ends, but never before half of its life. */
const safetyMs = 60_000;

interface Token {
  readonly text: string;
  readonly endsMs: number;
}

export interface LoginOptions {
  /** Reads the answer to the login, also one of status 400 or 500. Default: JSON, or nothing. */
  readonly read?: (body: Uint8Array) => Promise<unknown>;
  readonly onAnswer?: (answer: unknown) => void | Promise<void>;
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
  const { method, shown } = context;
  const response = await context.send(request).catch((error: unknown) => {
    throw withRequest(error, context, request);
  });
  const { status, body } = response;
  if (status >= 300) {
    // What was refused may say why.
    if (status === 400 || status === 500) {
      await read(body).catch((error: unknown) => {
        if (error instanceof TerminalError) throw withRequest(error, context, request, response);
      });
    }
    throw isPassing(status) ? failed(context, request, response) : refused(context, request, response);
  }
  const ofScript = response.token;
  const answer =
    ofScript === undefined
      ? await read(body).catch((error: unknown) => {
          throw withRequest(error, context, request);
        })
      : undefined;
  const path = method.tokenPath ?? 'access_token';
  const text = ofScript ?? partOf(compilePath(path)(answer), method.envelope?.tokenPart);
  if (text === undefined) {
    throw new TerminalError({
      ...shown(request),
      code: 'run/login-failed',
      // The answer itself is not shown: the token may be somewhere in it.
      message: `The answer to the token request of "${method.name}" has no token at "${path}". It ${membersOf(answer)}.`,
      help: 'Correct "tokenPath" of the authentication method.',
      status,
    });
  }
  context.hide(text);
  await onAnswer?.(answer);
  const lifeMs = Number(compilePath('expires_in')(answer)) * 1000;
  return {
    text,
    endsMs: lifeMs > 0 ? context.nowMs() + lifeMs - Math.min(safetyMs, lifeMs / 2) : Number.POSITIVE_INFINITY,
  };
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408 || status === 425;
}

function refused({ method, shown }: AuthContext, request: HttpRequest, response: HttpResponse): TerminalError {
  const { status } = response;
  const isRefusal = status === 400 || status === 401 || status === 403;
  return new TerminalError({
    ...shown(request, response),
    code: isRefusal ? 'run/unauthorised' : 'run/login-failed',
    message: `The token request of "${method.name}" was ${isRefusal ? 'refused' : 'answered'} with ${status}.`,
    help: isRefusal ? 'Check the credentials of the instance.' : 'Check "url" of the authentication method.',
    status,
  });
}

function failed({ method, shown, nowMs }: AuthContext, request: HttpRequest, response: HttpResponse): RetryableError {
  const { status } = response;
  const retryAfterMs = waitAskedFor(response, nowMs());
  return new RetryableError({
    ...shown(request, response),
    code: status === 429 || (status === 503 && retryAfterMs !== undefined) ? 'run/rate-limited' : 'run/login-failed',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    message: `The token request of "${method.name}" was answered with ${status}.`,
    status,
  });
}

function withRequest(
  error: unknown,
  { shown, redact }: AuthContext,
  request: HttpRequest,
  response?: HttpResponse,
): unknown {
  return isRunError(error)
    ? error.with({ ...shown(request, response), ...error.details, message: redact(error.message) })
    : error;
}

function membersOf(answer: unknown): string {
  if (!isObject(answer)) return 'is no JSON object';
  const names = Object.keys(answer).slice(0, 10);
  return names.length === 0 ? 'is empty' : `has ${names.map((name) => JSON.stringify(name)).join(', ')}`;
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
