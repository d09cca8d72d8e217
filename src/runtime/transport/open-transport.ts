import type { AuthMethod, ConnectorDefinition, Endpoint } from '../../connector/definition.ts';
import type { Instance } from '../../connector/instance.ts';
import type { RunContext } from '../../contract/context.ts';
import type { TransportSession } from '../../contract/define-transport.ts';
import { TerminalError } from '../../contract/errors.ts';
import { Secret } from '../../text/secret.ts';
import { transports } from '../../transports/index.ts';
import { createRateLimit, type RateLimit } from '../http/rate-limit.ts';
import { findMethod } from '../http/session.ts';
import { resolveValues, type Values } from '../http/values.ts';

export interface OpenedTransport {
  readonly session: TransportSession;
  readonly method: AuthMethod;
  readonly values: Values;
  /** Resolves when the next piece of work may begin. */
  waitForTurn(endpoint: Endpoint): Promise<void>;
}

/** Errors: `run/unsupported-protocol`, `run/unknown-auth-method`, `run/missing-credential`. */
export async function openTransport(
  connector: ConnectorDefinition,
  instance: Instance,
  context: RunContext,
): Promise<OpenedTransport> {
  const transport = transports.find(({ protocols }) => protocols.includes(connector.protocol));
  if (transport === undefined) throw unsupported(connector);
  const { ports, signal, redaction } = context;
  const method = findMethod(connector, instance);
  const values = await resolveValues(connector, method, instance, ports.secrets);
  for (const value of values.values()) if (value instanceof Secret) redaction.keep(value.reveal());
  const { default: open } = await transport.load();
  const waitForLimit = createRateLimit(instance.rateLimit ?? connector.rateLimit, ports.clock);
  const limits = new Map<string, RateLimit>();
  const limitOf = ({ name, rateLimit }: Endpoint): RateLimit => {
    let limit = limits.get(name);
    if (limit === undefined) limits.set(name, (limit = createRateLimit(rateLimit, ports.clock)));
    return limit;
  };
  const session = open({
    protocol: connector.protocol,
    place: `Instance "${instance.name}"`,
    value(key) {
      const value = values.get(key);
      return value instanceof Secret ? value.reveal() : value;
    },
    clock: ports.clock,
    signal,
    warn: (text, step) => context.warn(text, step),
    note: (text, step) =>
      context.log({ event: 'message', level: 'info', text, ...(step === undefined ? {} : { step }) }),
    doubt: (request) => context.doubt(request),
  });
  return {
    session,
    method,
    values,
    async waitForTurn(endpoint) {
      await limitOf(endpoint)(signal);
      await waitForLimit(signal);
    },
  };
}

function unsupported({ name, protocol }: ConnectorDefinition): TerminalError {
  const known = transports.flatMap(({ protocols }) => protocols);
  return new TerminalError({
    code: 'run/unsupported-protocol',
    message: `Connector "${name}" is reached by ${protocol}, which this version cannot do.`,
    help: `Protocols: HTTP, ${known.join(', ')}.`,
  });
}
