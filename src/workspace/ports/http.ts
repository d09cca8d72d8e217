import type { Dispatcher } from 'undici';
import { isRunError, RetryableError, TerminalError } from '../../contract/errors.ts';
import { acceptEncoding, decompress, TooLargeError } from './decompress.ts';
import type { HttpPort, HttpRequest, HttpResponse } from '../../contract/ports.ts';

/** Pages ahead and pushes in flight, where both are on one host. */
const connectionsPerHost = 16;
/** What one answer may hold, packed or not: V8 makes no longer texts. */
const largestAnswer = 512 * 1024 * 1024;

/**
 * HTTP over undici, loaded at the first request. Answers are unpacked; proxies come from HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
 * Redirects are left to the caller, and no answer is a failure.
 */
export function createHttpPort(): HttpPort {
  let agent: Promise<Dispatcher> | undefined;
  const load = async (): Promise<Dispatcher> => {
    const undici = await import('undici');
    return hasProxy(process.env)
      ? new undici.EnvHttpProxyAgent({ connections: connectionsPerHost })
      : new undici.Agent({ connections: connectionsPerHost });
  };
  return {
    async send(outgoing) {
      const dispatcher = await (agent ??= load());
      const { origin, pathname, search } = new URL(outgoing.url);
      // By hand: AbortSignal.timeout and AbortSignal.any cost more than all else that a small request does here.
      const ending = new AbortController();
      let isLate = false;
      const timer = setTimeout(() => ((isLate = true), ending.abort()), outgoing.timeoutMs);
      const stop = (): void => ending.abort();
      outgoing.signal?.addEventListener('abort', stop, { once: true });
      try {
        outgoing.signal?.throwIfAborted();
        const { statusCode, headers, body } = await dispatcher.request({
          origin,
          path: pathname + search,
          method: outgoing.method as Dispatcher.HttpMethod, // the definition's schema admits only these
          headers: { 'accept-encoding': acceptEncoding, ...outgoing.headers },
          ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
          signal: ending.signal,
        });
        const packed = await gather(body, Number(headers['content-length'] ?? 0));
        const { 'content-encoding': encoding, ...rest } = joinHeaders(headers);
        const bytes = encoding === undefined ? packed : await unpack(packed, encoding, outgoing, statusCode);
        return { status: statusCode, headers: rest, body: bytes } satisfies HttpResponse;
      } catch (cause) {
        outgoing.signal?.throwIfAborted();
        if (cause instanceof TooLargeError) throw tooLarge(outgoing);
        if (isRunError(cause)) throw cause;
        throw explain(outgoing, isLate, cause);
      } finally {
        clearTimeout(timer);
        outgoing.signal?.removeEventListener('abort', stop);
      }
    },
    async close() {
      await (await agent)?.destroy();
    },
  };
}

function hasProxy(environment: NodeJS.ProcessEnv): boolean {
  return ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'].some((name) => (environment[name] ?? '') !== '');
}

/** The whole body, unless it is too large: then the rest is not read. No more comes than was announced. */
async function gather(
  body: AsyncIterable<Uint8Array> & { bytes(): Promise<Uint8Array> },
  announced: number,
): Promise<Uint8Array> {
  if (announced > 0 && announced <= largestAnswer) return body.bytes();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (Math.max(size, announced) > largestAnswer) throw new TooLargeError();
    parts.push(part);
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, size);
}

async function unpack(
  bytes: Uint8Array,
  encoding: string,
  { method, url }: HttpRequest,
  status: number,
): Promise<Uint8Array> {
  try {
    return await decompress(bytes, encoding, largestAnswer);
  } catch (cause) {
    if (cause instanceof TooLargeError) throw cause;
    throw new TerminalError({
      code: 'run/bad-answer',
      message: `${method} ${new URL(url).host}: the answer cannot be unpacked as "${encoding}": ${cause instanceof Error ? cause.message : String(cause)}.`,
      help: 'The third party sends something else than its header "content-encoding" says.',
      status,
      cause,
    });
  }
}

function tooLarge({ method, url }: HttpRequest): TerminalError {
  return new TerminalError({
    code: 'run/answer-too-large',
    message: `${method} ${new URL(url).host}: the answer is larger than ${largestAnswer / 1024 / 1024} MB.`,
    help: 'Ask for smaller pages.',
  });
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

/** Refusals in front of the connection: the request did not leave. */
const neverLeft: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

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
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new RetryableError({
    code: 'run/connection-failed',
    message: `${method} ${host}: the connection failed${reason}.`,
    help: 'Check "baseUrl" of the instance and the network.',
    ...(code !== undefined && neverLeft.has(code) ? { wasSent: false } : {}),
    cause,
  });
}
