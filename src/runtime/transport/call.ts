import type { RunContext } from '../../contract/context.ts';
import type { TransportCall } from '../../contract/define-transport.ts';
import { RetryableError } from '../../contract/errors.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import { fillTokens } from '../http/values.ts';
import { backoffMs } from '../http/attempt.ts';
import type { OpenedTransport } from './open-transport.ts';

/** One use of an endpoint, as a transport sees it. */
export function callOf(call: EndpointCall, transport: OpenedTransport, context: RunContext): TransportCall {
  const { endpoint, step, timeoutMs, retries } = call;
  const defaults = Object.fromEntries(
    (endpoint.variables ?? []).flatMap(({ key, default: value }) => (value === undefined ? [] : [[key, value]])),
  );
  const variables: Readonly<Record<string, string>> = { ...defaults, ...call.variables };
  return {
    endpoint,
    step,
    timeoutMs,
    fill: (text) =>
      fillTokens(
        text,
        (key) => (Object.hasOwn(variables, key) ? variables[key] : transport.values.get(key)),
        `Endpoint "${endpoint.name}"`,
      ),
    async attempt(work) {
      for (let attempt = 1; ; attempt++) {
        await transport.waitForTurn(endpoint);
        context.signal.throwIfAborted();
        try {
          return await work(attempt);
        } catch (error) {
          context.signal.throwIfAborted();
          if (!(error instanceof RetryableError)) throw error;
          if (attempt > retries) throw error.with({ attempt });
          const waitMs = backoffMs(attempt, context);
          context.log({
            event: 'retry',
            step,
            attempt: attempt + 1,
            waitMs,
            reason: context.redaction.hide(error.message),
          });
          await context.ports.clock.sleep(waitMs, context.signal);
        }
      }
    },
  };
}
