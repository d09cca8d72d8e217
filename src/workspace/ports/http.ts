import type { Agent, Dispatcher } from 'undici';
import { RetryableError } from '../../contract/errors.ts';
import type { HttpPort, HttpRequest, HttpResponse } from '../../contract/ports.ts';

const connectionsPerHost = 8;

/** HTTP over undici, loaded at the first request. Redirects are left to the caller, and no answer is a failure. */
export function createHttpPort(): HttpPort {
  let agent: Promise<Agent> | undefined;
  const load = async (): Promise<Agent> => {
    const undici = await import('undici');
    return new undici.Agent({ connections: connectionsPerHost });
  };
  return {
    async send(outgoing) {
      const dispatcher = await (agent ??= load());
      const { origin, pathname, search } = new URL(outgoing.url);
      const timeout = AbortSignal.timeout(outgoing.timeoutMs);
      const signal = outgoing.signal === undefined ? timeout : AbortSignal.any([timeout, outgoing.signal]);
      try {
        const { statusCode, headers, body } = await dispatcher.request({
          origin,
          path: pathname + search,
          method: outgoing.method as Dispatcher.HttpMethod, // the definition's schema admits only these
          headers: outgoing.headers,
          ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
          signal,
        });
        return {
          status: statusCode,
          headers: joinHeaders(headers),
          body: new Uint8Array(await body.arrayBuffer()),
        } satisfies HttpResponse;
      } catch (cause) {
        outgoing.signal?.throwIfAborted();
        throw explain(outgoing, timeout.aborted, cause);
      }
    },
    async close() {
      await (await agent)?.destroy();
    },
  };
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

/** Names the host only: path and query may carry secrets. */
function explain({ method, url, timeoutMs }: HttpRequest, timedOut: boolean, cause: unknown): RetryableError {
  const { host } = new URL(url);
  if (timedOut) {
    return new RetryableError({
      code: 'run/timed-out',
      message: `${method} ${host}: no answer within ${timeoutMs / 1000} seconds.`,
      help: 'Raise "timeout" of the step, or ask for smaller pages.',
      cause,
    });
  }
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new RetryableError({
    code: 'run/connection-failed',
    message: `${method} ${host}: the connection failed${reason}.`,
    help: 'Check "baseUrl" of the instance and the network.',
    cause,
  });
}
