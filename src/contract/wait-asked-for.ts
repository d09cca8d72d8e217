import { readRetryAfter } from '../../templates/connector/src/runtime/retry-after.ts';
import type { HttpResponse } from './ports.ts';

/** Nobody waits longer for one answer. */
export const longestWaitMs = 3_600_000;

/** Milliseconds that an answer asks to wait, by the law of generated packages; `undefined` when it does not say. */
export function waitAskedFor(
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  nowMs: number,
): number | undefined {
  return readRetryAfter({ get: (name) => headers[name] ?? null }, nowMs, status);
}
