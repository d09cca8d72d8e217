import { joinUrl } from '../../../templates/connector/src/runtime/join-url.ts';
import type { AuthContext, AuthSession } from '../../contract/define-auth.ts';
import { authUnits } from '../../auth/index.ts';
import type { AuthMethod, ConnectorDefinition, Credentials, Endpoint } from '../../connector/definition.ts';
import type { Instance } from '../../connector/instance.ts';
import { Secret } from '../../text/secret.ts';
import type { RunContext } from '../../contract/context.ts';
import { endsRun, TerminalError, type RunError } from '../../contract/errors.ts';
import { requireHeaders } from './header-values.ts';
import { openHooks, type Hooks } from './hooks.ts';
import { Pause } from './pause.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { shownExchange } from './shown-exchange.ts';
import { fillTokens, resolveValues, tokensOf } from './values.ts';

/** What all calls through one instance share during a run. */
export interface Session {
  readonly auth: AuthSession;
  /** Custom scripts around requests. */
  readonly hooks: Hooks;
  readonly method: AuthMethod;
  readonly waitForTurn: RateLimit;
  readonly baseUrl: string | undefined;
  /** Resolves when a request of this endpoint may leave. */
  waitForEndpoint(endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  /** True when every token of a text has a value. */
  knows(text: string, variables: Readonly<Record<string, string>>): boolean;
  /** Fills tokens from the given variables first, then from the instance. */
  fill(text: string, variables: Readonly<Record<string, string>>, place: string): string;
  /** The text without any secret of the run. */
  redact(text: string): string;
  /** What the third party's rate limit does to all requests of the instance. */
  readonly pause: Pause;
  /** From now on nothing is sent with these credentials: whoever wants to gets this failure, which is given back. */
  refuse(failure: RunError): RunError;
}

const noAuth: AuthMethod = { name: 'none', type: 'none' };

export async function openSession(
  connector: ConnectorDefinition,
  instance: Instance,
  context: RunContext,
  step: string,
): Promise<Session> {
  const { ports, signal } = context;
  const method = findMethod(connector, instance);
  const values = await resolveValues(connector, method, instance, ports.secrets);
  const waitForLimit = createRateLimit(instance.rateLimit ?? connector.rateLimit, ports.clock);
  const pause = new Pause(ports.clock);
  const waitForTurn: RateLimit = async (until) => {
    await pause.over();
    await waitForLimit(until);
  };
  const baseUrl = values.get('baseUrl');
  const place = `Instance "${instance.name}"`;
  const plainBase = baseUrl === undefined ? undefined : fillTokens(plain(baseUrl), (key) => values.get(key), place);
  for (const value of values.values()) if (value instanceof Secret) context.redaction.keepParts(value.reveal());
  const redact = (text: string): string => context.redaction.hide(text);
  const valueOf = (key: string, variables: Readonly<Record<string, string>>): string | Secret | undefined =>
    Object.hasOwn(variables, key) ? variables[key] : values.get(key);
  const hooks = openHooks(connector, method, values, context, step);
  const endpointLimits = new Map<string, RateLimit>();
  const shared: Omit<AuthContext, 'method'> = {
    value: (key) => values.get(key),
    fill: (text) =>
      absoluteUrl(
        fillTokens(text, (key) => values.get(key), place),
        plainBase,
        place,
      ).href,
    async send(given) {
      const request = await hooks.beforeLogin(given);
      await waitForTurn(signal);
      requireHeaders(request.headers, place, 'run/bad-credential');
      return hooks.afterLogin(await ports.http.send({ ...request, signal }));
    },
    shown: ({ method: verb, url }, response) =>
      shownExchange({ method: verb, url: new URL(url) }, { redact }, response),
    hide: (text) => context.redaction.add(text),
    redact,
    login: {
      instance: instance.name,
      load: () => ports.logins?.load(instance.name) ?? Promise.resolve(undefined),
      save: (token) => ports.logins?.save(instance.name, token) ?? Promise.resolve(),
    },
    hook: (name) => ports.hooks?.get(name),
    warn: (text) => context.warn(text),
    timeoutMs: 30_000,
    nowMs: () => ports.clock.now(),
    random: ports.random,
  };
  return {
    method,
    hooks,
    waitForTurn,
    async waitForEndpoint(endpoint, until) {
      if (endpoint.rateLimit === undefined) return;
      let limit = endpointLimits.get(endpoint.name);
      if (limit === undefined)
        endpointLimits.set(endpoint.name, (limit = createRateLimit(endpoint.rateLimit, ports.clock)));
      await limit(until);
    },
    baseUrl: plainBase,
    knows: (text, variables) => tokensOf(text).every((key) => valueOf(key, variables) !== undefined),
    fill: (text, variables, where) => fillTokens(text, (key) => valueOf(key, variables), where),
    redact,
    pause,
    ...refusable(openAuth(method, shared, instance), place),
  };
}

/** Credentials that were refused once are not tried again: one failure is enough to end the run. */
function refusable(auth: AuthSession, place: string): Pick<Session, 'auth' | 'refuse'> {
  let refusal: RunError | undefined;
  return {
    auth: {
      ...auth,
      async apply(request) {
        if (refusal !== undefined) throw refusal;
        try {
          await auth.apply(request);
          requireHeaders(request.headers, place, 'run/bad-credential');
        } catch (error) {
          if (error instanceof TerminalError && endsRun(error.code)) refusal = error;
          throw error;
        }
      },
    },
    refuse: (failure) => (refusal = failure),
  };
}

/** One session out of all credentials that the method asks for; signatures come last, because they cover the rest. */
function openAuth(method: AuthMethod, shared: Omit<AuthContext, 'method'>, instance: Instance): AuthSession {
  const credentials: readonly Credentials[] = [
    method,
    ...(method.and ?? []).map((one) => ({ ...one, name: method.name })),
  ];
  const units = credentials.map((one) => ({
    method: one,
    unit: authUnits.find(({ type }) => type === one.type) ?? unknownMethod(one.type, instance),
  }));
  const sessions = units
    .toSorted((a, b) => Number(a.unit.signs ?? false) - Number(b.unit.signs ?? false))
    .map(({ method: one, unit }) => unit.open({ ...shared, method: one }));
  return {
    async apply(request) {
      for (const session of sessions) await session.apply(request);
    },
    invalidate: (refused, response) => sessions.map((session) => session.invalidate(refused, response)).includes(true),
    async refusal(response) {
      for (const session of sessions) {
        const said = await session.refusal?.(response);
        if (said !== undefined) return said;
      }
      return undefined;
    },
  };
}

/** The URL, below the base URL of the instance unless it is absolute. Errors: `run/bad-url`. */
export function absoluteUrl(text: string, baseUrl: string | undefined, place: string): URL {
  const whole = /^https?:\/\//iu.test(text) || baseUrl === undefined ? text : joinUrl(baseUrl, text);
  const url = URL.parse(whole);
  if (url !== null && /^https?:$/u.test(url.protocol)) return url;
  throw new TerminalError({
    code: 'run/bad-url',
    message: `${place} has no complete URL that begins with https:// or http://.`,
    help: 'Set "baseUrl" under "values" of the instance, for example https://api.example.com.',
  });
}

function plain(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}

export function findMethod(connector: ConnectorDefinition, instance: Instance): AuthMethod {
  const methods = connector.authMethods ?? [];
  const wanted = instance.authMethod;
  const method = wanted === undefined ? (methods[0] ?? noAuth) : methods.find(({ name }) => name === wanted);
  return method ?? unknownMethod(wanted ?? '', instance);
}

function unknownMethod(name: string, instance: Instance): never {
  throw new TerminalError({
    code: 'run/unknown-auth-method',
    message: `Instance "${instance.name}" names authentication method "${name}", which connector "${instance.connector}" does not have.`,
    help: 'Use the name of one of "authMethods" of the connector.',
  });
}
