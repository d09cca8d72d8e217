import { RetryableError, TerminalError } from '../runtime/errors.ts';
import type { HttpRequest } from '../runtime/ports.ts';
import { compilePath } from '../text/path.ts';
import type { AuthContext, AuthSession } from './define-auth.ts';

/** Fetch a new token this long before the old one ends, but never before half of its life. */
const safetyMs = 30_000;

interface Token {
  readonly text: string;
  readonly endsMs: number;
}

/** A session that fetches a token when it needs one. At most one login is under way, whoever asks for it. */
export function openLoginSession(
  context: AuthContext,
  login: () => HttpRequest,
  onAnswer: (answer: unknown) => void = () => undefined,
): AuthSession {
  let current: Token | undefined;
  let coming: Promise<Token> | undefined;
  const { tokenHeader = 'Authorization', tokenPrefix = 'Bearer ' } = context.method;
  const header = tokenHeader.toLowerCase();
  const renew = async (): Promise<Token> => {
    try {
      return (current = await fetchToken(context, login(), onAnswer));
    } finally {
      coming = undefined;
    }
  };
  return {
    async apply(request) {
      const isFresh = current !== undefined && current.endsMs > context.nowMs();
      const token = isFresh && current !== undefined ? current : await (coming ??= renew());
      request.headers[header] = tokenPrefix + token.text;
    },
    invalidate(refused) {
      // Another request may have renewed it while this one was under way.
      if (current !== undefined && refused.headers[header] === tokenPrefix + current.text) current = undefined;
      return true;
    },
  };
}

async function fetchToken(
  context: AuthContext,
  request: HttpRequest,
  onAnswer: (answer: unknown) => void,
): Promise<Token> {
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
  const path = context.method.tokenPath ?? 'access_token';
  const text = compilePath(path)(answer);
  if (typeof text !== 'string' || text === '') {
    throw new TerminalError({
      code: 'run/login-failed',
      message: `The answer to the token request of "${context.method.name}" has no token at "${path}".`,
      help: 'Correct "tokenPath" of the authentication method.',
    });
  }
  onAnswer(answer);
  const lifeMs = Number(compilePath('expires_in')(answer)) * 1000;
  return {
    text,
    endsMs: lifeMs > 0 ? context.nowMs() + lifeMs - Math.min(safetyMs, lifeMs / 2) : Number.POSITIVE_INFINITY,
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
