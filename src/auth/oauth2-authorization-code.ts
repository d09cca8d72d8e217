import { createHash } from 'node:crypto';
import { defineAuth, type AuthContext } from '../contract/define-auth.ts';
import { TerminalError } from '../contract/errors.ts';
import type { HttpRequest } from '../contract/ports.ts';
import { isObject } from '../text/json.ts';
import { openLoginSession } from './login.ts';
import { tokenRequest } from './oauth2-token-request.ts';
import { requireValue } from './require-value.ts';

/**
 * RFC 6749, section 4.1, with PKCE (RFC 7636). Somebody logs in once (`repatch login`); what is left of that, a refresh token,
 * is kept and gives a run its tokens. A third party that replaces it at each use has the new one kept.
 */
export default defineAuth({
  type: 'oauth2-authorization-code',
  title: 'OAuth 2 authorisation code',
  requires: ['client_id'],
  open(context) {
    let current: string | undefined;
    return openLoginSession(
      context,
      async () => {
        current ??= await context.login.load();
        if (current === undefined) throw needed(context);
        context.hide(current);
        return tokenRequest(context, { grant_type: 'refresh_token', refresh_token: current });
      },
      {
        async onAnswer(answer) {
          const given = refreshTokenIn(answer);
          if (given === undefined || given === current) return;
          context.hide(given);
          current = given;
          await context.login.save(given);
        },
      },
    );
  },
});

function needed({ method, login }: AuthContext): TerminalError {
  return new TerminalError({
    code: 'run/login-needed',
    message: `Nobody has logged in for instance "${login.instance}" yet (method "${method.name}").`,
    help: `Type: repatch login "${login.instance}"`,
  });
}

/** What one login is recognised by; made up anew for each. */
export interface LoginSecrets {
  readonly state: string;
  /** PKCE: proves that whoever exchanges the code has asked for it. */
  readonly verifier: string;
}

/** Where somebody logs in. Errors: `run/login-not-possible`, `run/missing-credential`. */
export function authorizationAddress(
  context: AuthContext,
  redirectUri: string,
  { state, verifier }: LoginSecrets,
): URL {
  const { authorizeUrl, name, scopes = [] } = context.method;
  if (authorizeUrl === undefined) {
    throw new TerminalError({
      code: 'run/login-not-possible',
      message: `Authentication method "${name}" does not say where people log in.`,
      help: 'Add "authorizeUrl" to the method.',
    });
  }
  const url = new URL(context.fill(authorizeUrl));
  const asked = {
    response_type: 'code',
    client_id: requireValue(context, 'client_id'),
    redirect_uri: redirectUri,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [key, value] of Object.entries(asked)) url.searchParams.set(key, value);
  return url;
}

/** Exchanges the code that the third party sent back. */
export function exchangeRequest(
  context: AuthContext,
  code: string,
  redirectUri: string,
  { verifier }: LoginSecrets,
): HttpRequest {
  context.hide(code);
  context.hide(verifier);
  // Scopes were agreed on when somebody logged in.
  const { scopes: _, ...method } = context.method;
  return tokenRequest(
    { ...context, method },
    { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier },
  );
}

/** The refresh token of an answer. */
export function refreshTokenIn(answer: unknown): string | undefined {
  const token = isObject(answer) ? answer['refresh_token'] : undefined;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
