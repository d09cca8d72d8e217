/**
 * Milliseconds to wait before a request is sent again, where the server says so: `Retry-After` in seconds or as a date
 * (RFC 9110, section 10.2.3), else one of the headers that say when a rate limit begins anew. What is none of these, such
 * as a negative number, says nothing. Dates are compared with the server's own clock where it shows it.
 */
export function readRetryAfter(headers: Headers, nowMs: number, status?: number): number | undefined {
  const serverMs = momentOf(headers.get('date')) ?? nowMs;
  const asked = amountOf(headers.get('retry-after-ms')) ?? waitOf(headers.get('retry-after'), serverMs, 1000);
  return asked ?? resetWait(headers, serverMs, status === 429);
}

/** Observed: some send seconds to wait, others the second or millisecond since 1970, others a date. */
function resetWait(headers: Headers, nowMs: number, isLimited: boolean): number | undefined {
  const fields = limitFields(headers);
  // Requests that are left say that it is another limit that was met.
  if (fields.remaining === undefined ? !isLimited : fields.remaining !== 0) return undefined;
  const { reset } = fields;
  const amount = amountOf(reset);
  if (amount === undefined || amount < 1_000_000_000) return waitOf(reset, nowMs, 1000);
  return Math.max(0, (amount < 1_000_000_000_000 ? amount * 1000 : amount) - nowMs);
}

interface LimitFields {
  readonly remaining: number | undefined;
  readonly reset: string | null;
}

function limitFields(headers: Headers): LimitFields {
  // The drafts of the RateLimit header: `limit=100, remaining=0, reset=50`, and `"default";r=0;t=50`.
  const whole = headers.get('ratelimit') ?? '';
  const named = (pattern: RegExp): string | null => pattern.exec(whole)?.[1] ?? null;
  const first = (name: string): string | null =>
    headers.get(`x-ratelimit-${name}`) ?? headers.get(`ratelimit-${name}`) ?? headers.get(`x-rate-limit-${name}`);
  return {
    remaining: amountOf(first('remaining') ?? named(/\b(?:remaining|r)=(\d+)/i)),
    reset: first('reset') ?? first('reset-after') ?? named(/\b(?:reset|t)=(\d+)/i),
  };
}

function waitOf(text: string | null, nowMs: number, unitMs: number): number | undefined {
  const amount = amountOf(text);
  if (amount !== undefined) return Math.ceil(amount * unitMs);
  const moment = momentOf(text);
  return moment === undefined ? undefined : Math.max(0, moment - nowMs);
}

function amountOf(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

/** `Date.parse` also takes what is no date, such as `-5`. */
function momentOf(text: string | null): number | undefined {
  if (text === null || !/^\s*(?:[A-Za-z]{3,9},|\d{4}-\d\d-\d\dT)/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}
