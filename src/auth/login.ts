import { RetryableError, TerminalError } from '../runtime/errors.ts';
import type { HttpRequest } from '../runtime/ports.ts';
import { compilePath } from '../text/path.ts';
import type { AuthContext, AuthSession } from './define-auth.ts';

/** Fetch a new token this long before the old one ends. */
const safetyMs = 30_000;

interface Token {
  readonly text: string;
  readonly endsMs: number;
}

/** A session that fetches a token when it needs one; requests that start together share one login. */
export function openLoginSession(context: AuthContext, login: () => HttpRequest): AuthSession {
  let token: Promise<Token> | undefined;
  const { tokenHeader = 'Authorization', tokenPrefix = 'Bearer ' } = context.method;
  return {
    async apply(request) {
      token ??= fetchToken(context, login());
      let current: Token;
      try {
        current = await token;
        if (current.endsMs <= context.nowMs()) current = await (token = fetchToken(context, login()));
      } catch (error) {
        token = undefined;
        throw error;
      }
      request.headers[tokenHeader.toLowerCase()] = tokenPrefix + current.text;
    },
    invalidate() {
      token = undefined;
      return true;
    },
  };
}

async function fetchToken(context: AuthContext, request: HttpRequest): Promise<Token> {
  const { status, body } = await context.send(request);
  if (status >= 500)
    throw new RetryableError({
      code: 'run/login-failed',
      message: `The token request of "${context.method.name}" was answered with ${status}.`,
      status,
    });
  if (status >= 300) {
    throw new TerminalError({
      code: 'run/unauthorised',
      message: `The token request of "${context.method.name}" was refused with ${status}.`,
      help: 'Check the credentials of the instance.',
      status,
    });
  }
  const answer = parse(body);
  const text = compilePath(context.method.tokenPath ?? 'access_token')(answer);
  if (typeof text !== 'string' || text === '') {
    throw new TerminalError({
      code: 'run/login-failed',
      message: `The answer to the token request of "${context.method.name}" has no token at "${context.method.tokenPath ?? 'access_token'}".`,
      help: 'Correct "tokenPath" of the authentication method.',
    });
  }
  const seconds = Number(compilePath('expires_in')(answer));
  return { text, endsMs: seconds > 0 ? context.nowMs() + seconds * 1000 - safetyMs : Number.POSITIVE_INFINITY };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
