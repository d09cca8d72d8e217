import type { HttpResponse } from './ports.ts';

/** Nobody waits longer for one answer. */
export const longestWaitMs = 3_600_000;

const resetHeaders = ['ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-reset'] as const;

/**
 * Milliseconds that an answer asks to wait, or `undefined` when it does not say: Retry-After in seconds or as a date
 * (RFC 9110), else, for a rate limit, the moment at which it is reset, in seconds from now or as a moment since the epoch.
 * What lies in the past, or is no time, says nothing.
 */
export function waitAskedFor(
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  nowMs: number,
): number | undefined {
  const asked = retryAfter(headers['retry-after'], headers['date'], nowMs);
  if (asked !== undefined || status !== 429) return asked;
  const sentAt = Date.parse(headers['date'] ?? '');
  for (const name of resetHeaders) {
    const wait = resetIn(headers[name], Number.isNaN(sentAt) ? nowMs : sentAt);
    if (wait !== undefined) return wait;
  }
  return undefined;
}

function retryAfter(text: string | undefined, date: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d+(?:\.\d+)?\s*$/u.test(text)) return Number(text) * 1000;
  if (!/[a-z]{3}/iu.test(text)) return undefined;
  const at = Date.parse(text);
  // The clock of the third party, where it shows it: what it means is the difference.
  const sentAt = Date.parse(date ?? '');
  const wait = at - (Number.isNaN(sentAt) ? nowMs : sentAt);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function resetIn(text: string | undefined, nowMs: number): number | undefined {
  const number = /^\s*(\d+(?:\.\d+)?)\s*(?:[;,]|$)/u.exec(text ?? '')?.[1];
  if (number === undefined) {
    const at = /^\s*(?:\d{4}-\d\d-\d\dT|[a-z]{3,9},)/iu.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
    return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
  }
  const value = Number(number);
  // Seconds since the epoch have ten digits, milliseconds thirteen.
  if (value >= 1e12) return Math.max(0, value - nowMs);
  if (value >= 1e9) return Math.max(0, value * 1000 - nowMs);
  return value * 1000;
}
