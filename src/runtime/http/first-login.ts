import {
  authorizationAddress,
  exchangeRequest,
  refreshTokenIn,
  type LoginSecrets,
} from '../../auth/oauth2-authorization-code.ts';
import type { ConnectorDefinition } from '../../connector/definition.ts';
import type { Instance } from '../../connector/instance.ts';
import type { AuthContext } from '../../contract/define-auth.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { LoginReturn, Ports } from '../../contract/ports.ts';
import { printable } from '../../text/printable.ts';
import { Redaction } from '../../text/redaction.ts';
import { Secret } from '../../text/secret.ts';
import { absoluteUrl, findMethod } from './session.ts';
import { fillTokens, resolveValues } from './values.ts';

/** One login under way. */
export interface FirstLogin {
  /** Where somebody has to log in; holds no secret. */
  readonly address: string;
  /** Exchanges what came back, and keeps the refresh token. Errors: `run/login-failed`, `run/unauthorised`. */
  finish(returned: LoginReturn): Promise<void>;
}

/**
 * Begins a login with an OAuth 2 authorisation code. Errors: `run/login-not-possible`, `run/missing-credential`,
 * `run/unknown-auth-method`.
 */
export async function beginLogin(
  connector: ConnectorDefinition,
  instance: Instance,
  ports: Pick<Ports, 'http' | 'clock' | 'random' | 'secrets' | 'logins'>,
  { redirectUri, ...secrets }: LoginSecrets & { readonly redirectUri: string },
): Promise<FirstLogin> {
  const method = findMethod(connector, instance);
  const { logins } = ports;
  if (method.type !== 'oauth2-authorization-code' || logins === undefined) {
    throw new TerminalError({
      code: 'run/login-not-possible',
      message: `Instance "${instance.name}" uses authentication method "${method.name}" of type ${method.type}, for which nobody has to log in.`,
      help: 'Only methods of type oauth2-authorization-code need a login.',
    });
  }
  const values = await resolveValues(connector, method, instance, ports.secrets);
  const redaction = new Redaction();
  for (const value of values.values()) if (value instanceof Secret) redaction.keepParts(value.reveal());
  const place = `Instance "${instance.name}"`;
  const filled = (text: string): string => fillTokens(text, (key) => values.get(key), place);
  const base = values.get('baseUrl');
  const plainBase = base === undefined ? undefined : filled(base instanceof Secret ? base.reveal() : base);
  const context: AuthContext = {
    method,
    value: (key) => values.get(key),
    fill: (text) => absoluteUrl(filled(text), plainBase, place).href,
    send: (request) => ports.http.send(request),
    shown: () => ({}),
    hide: (text) => redaction.add(text),
    redact: (text) => redaction.hide(text),
    hook: () => undefined,
    warn: () => undefined,
    login: {
      instance: instance.name,
      load: () => logins.load(instance.name),
      save: (token) => logins.save(instance.name, token),
    },
    timeoutMs: 30_000,
    nowMs: () => ports.clock.now(),
    random: ports.random,
  };
  return {
    address: authorizationAddress(context, redirectUri, secrets).href,
    async finish({ code, error }) {
      if (code === undefined) throw denied(instance.name, error ?? 'it sent no code');
      const { status, body } = await ports.http.send(exchangeRequest(context, code, redirectUri, secrets));
      const answer = readJson(body);
      if (status >= 300) throw refused(instance.name, status, redaction.hide(reasonIn(answer)));
      const token = refreshTokenIn(answer);
      if (token === undefined) throw withoutRefresh(instance.name);
      await logins.save(instance.name, token);
    },
  };
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function reasonIn(answer: unknown): string {
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined;
  return typeof error === 'string' ? ` (${printable(error).slice(0, 100)})` : '';
}

function denied(instance: string, reason: string): TerminalError {
  return new TerminalError({
    code: 'run/login-failed',
    message: `The login for instance "${instance}" did not succeed: ${printable(reason).slice(0, 100)}.`,
    help: 'Log in again, and agree to what the third party asks.',
  });
}

function refused(instance: string, status: number, reason: string): TerminalError {
  return new TerminalError({
    code: 'run/unauthorised',
    message: `The third party answered ${status}${reason} when the code of the login for instance "${instance}" was exchanged.`,
    help: 'Check client_id and client_secret of the instance, and that the third party knows the redirect address.',
    status,
  });
}

function withoutRefresh(instance: string): TerminalError {
  return new TerminalError({
    code: 'run/login-failed',
    message: `The third party gave no refresh token for instance "${instance}", so that the login would be over soon.`,
    help: 'Ask for one: many want the scope "offline_access" in "scopes" of the method.',
  });
}
