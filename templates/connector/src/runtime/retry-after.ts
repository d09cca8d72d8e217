/**
 * Milliseconds to wait before a request is sent again, where the server says so: `Retry-After` in seconds or as a date
 * (RFC 9110, section 10.2.3), else one of the headers that say when a rate limit begins anew. What is none of these, such
 * as a negative number, says nothing. Dates are compared with the server's own clock where it shows it.
 */
export function readRetryAfter(headers: Pick<Headers, 'get'>, nowMs: number, status?: number): number | undefined {
  const serverMs = momentOf(headers.get('date')) ?? nowMs;
  const asked = amountOf(headers.get('retry-after-ms')) ?? waitOf(headers.get('retry-after'), serverMs, 1000);
  return asked ?? resetWait(headers, serverMs, status === 429);
}

/** Observed: some send seconds to wait, others the second or millisecond since 1970, others a date. */
function resetWait(headers: Pick<Headers, 'get'>, nowMs: number, isLimited: boolean): number | undefined {
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

function limitFields(headers: Pick<Headers, 'get'>): LimitFields {
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

/** Observed: the window follows, as in `3;w=60`, or the same header once more. */
function amountOf(text: string | null): number | undefined {
  const amount = /^\s*(\d+(?:\.\d+)?)\s*(?:[;,]|$)/.exec(text ?? '')?.[1];
  return amount === undefined ? undefined : Number(amount);
}

/** The three forms of dates in HTTP, all in GMT, and RFC 3339. `Date.parse` also takes what is no date, such as `-5`. */
function momentOf(text: string | null): number | undefined {
  const date = (text ?? '').trim();
  const isUnzoned = /^[A-Za-z]{3} [A-Za-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(date);
  if (!isUnzoned && !/^(?:[A-Za-z]{3,9},|\d{4}-\d\d-\d\dT)/.test(date)) return undefined;
  const moment = Date.parse(isUnzoned ? `${date} GMT` : date);
  return Number.isNaN(moment) ? undefined : moment;
}
