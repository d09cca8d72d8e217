import type { ApiModel, Operation } from '../api-model.ts';
import type { Detected, RateLimit } from '../connector-model.ts';
import { isObject } from '../../text/json.ts';

type Unit = RateLimit['unit'];

const seconds: Readonly<Record<Unit, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
const units = Object.keys(seconds) as readonly Unit[]; // the keys just above

/** "100 requests per minute", "5 calls/second", "a limit of 1,000 API requests every hour", "60 requests are allowed in a minute". */
const sentence =
  /\b(\d{1,3}(?:[,.]\d{3})+|\d+)\s+(?:(?:API|HTTP|REST|[a-z]+ed)\s+){0,2}(?:requests?|reqs?|calls?|queries|hits)\s*(?:(?:can be made|are allowed|allowed)\s+)?(?:\/|per|every|each|an?|in (?:one|a|any))\s*(?:(\d+)[ -]?)?(seconds?|secs?|minutes?|mins?|hours?|days?|s|m|h)\b/giu;

/** "Rate limit: 10/s", "throttled to 60 per minute": numbers of something that is said to be limited. */
const limited =
  /\b(?:rate[- ]?limit(?:s|ed|ing)?|throttl(?:e|ed|ing)|quota)\b[^.\n]{0,40}?\b(\d{1,3}(?:[,.]\d{3})+|\d+)\s*(?:requests?|reqs?|calls?)?\s*(?:\/|per|every|each|an?)\s*(?:(\d+)[ -]?)?(seconds?|secs?|minutes?|mins?|hours?|days?|s|m|h)\b/giu;

/** Rate and burst of an operation, as Amazon writes them: a table under its description. */
const table = /\|\s*Rate \(requests per second\)\s*\|[^\n]*\n[|\s:-]+\n\|\s*([\d.]+)\s*\|/iu;

/** The rate limit of the whole API, from what its description says in words. */
export function detectApiRateLimit(api: ApiModel): Detected<RateLimit> | undefined {
  const found = inText(api.description ?? '');
  return found === undefined ? undefined : { ...found, confidence: 'medium' };
}

/** The rate limit of one operation: an extension, a table, a sentence, or the values of a header. */
export function detectRateLimit(operation: Operation): Detected<RateLimit> | undefined {
  return (
    inExtensions(operation.extensions) ??
    inTable(operation.description ?? '') ??
    inHeaders(operation) ??
    inText(operation.description ?? '')
  );
}

function inExtensions(extensions: Operation['extensions']): Detected<RateLimit> | undefined {
  for (const [name, value] of Object.entries(extensions)) {
    if (!/rate-?limit|throttl|quota|usage-?plan/iu.test(name)) continue;
    const rate = typeof value === 'string' ? inText(value)?.value : isObject(value) ? fromMembers(value) : undefined;
    if (rate !== undefined) return { value: rate, confidence: 'high', evidence: [`Extension "${name}" states it.`] };
  }
  return undefined;
}

/** `{ limit: 100, period: 'minute' }` under the names in use. */
function fromMembers(value: Readonly<Record<string, unknown>>): RateLimit | undefined {
  // "perMinute: 60", "requests_per_second: 5".
  for (const [name, limit] of Object.entries(value)) {
    const [, word = ''] = /per[-_ ]?(second|minute|hour|day)$/iu.exec(name) ?? [];
    const unit = unitOf(word);
    if (unit !== undefined && Number(limit) >= 1) return { count: Math.floor(Number(limit)), unit };
  }
  for (const member of Object.values(value)) {
    const rate = isObject(member) ? fromMembers(member) : undefined;
    if (rate !== undefined) return rate;
  }
  const count = Number(
    value['limit'] ?? value['count'] ?? value['requests'] ?? value['rate'] ?? value['calls'] ?? value['max'],
  );
  const period =
    value['unit'] ?? value['period'] ?? value['window'] ?? value['interval'] ?? value['per'] ?? value['seconds'];
  if (!(count > 0)) return undefined;
  if (typeof period === 'number') return rateOf(count / period);
  const unit = typeof period === 'string' ? unitOf(period) : undefined;
  return unit === undefined ? undefined : { count: Math.floor(count), unit };
}

function inTable(text: string): Detected<RateLimit> | undefined {
  const [, rate] = table.exec(text) ?? [];
  const value = rate === undefined ? undefined : rateOf(Number(rate));
  return value === undefined
    ? undefined
    : {
        value,
        confidence: 'high',
        evidence: [`The description has a table with a rate of ${rate} requests per second.`],
      };
}

/** A header such as X-RateLimit-Limit, when its description says over which time, and it or an example how many. */
function inHeaders({ responses }: Operation): Detected<RateLimit> | undefined {
  for (const { headers } of responses)
    for (const [name, { schema, description = '' }] of headers) {
      if (!/rate-?limit/iu.test(name) || /remain|reset|used|retry/iu.test(name)) continue;
      const said = inText(description)?.value;
      const [, word = ''] = /\b(?:per|each|every|an?) (second|minute|hour|day)\b/iu.exec(description) ?? [];
      const unit = unitOf(word);
      const example = typeof schema === 'object' ? Number(schema.examples?.[0] ?? schema.default) : Number.NaN;
      const value = said ?? (unit !== undefined && example >= 1 ? { count: Math.floor(example), unit } : undefined);
      if (value !== undefined)
        return { value, confidence: 'medium', evidence: [`Header "${name}" is described with it.`] };
    }
  return undefined;
}

function inText(text: string): Detected<RateLimit> | undefined {
  for (const [said, digits = '', every, word = ''] of [...text.matchAll(sentence), ...text.matchAll(limited)]) {
    const unit = unitOf(word);
    const count = Number(digits.replaceAll(/[,.]/gu, ''));
    if (unit === undefined || count < 1) continue;
    const value = every === undefined ? { count, unit } : rateOf(count / (Number(every) * seconds[unit]));
    if (value !== undefined)
      return { value, confidence: 'medium', evidence: [`The description says "${said.replaceAll(/\s+/gu, ' ')}".`] };
  }
  return undefined;
}

const words: Readonly<Record<Unit, RegExp>> = {
  second: /^s(?:ec(?:ond)?s?)?$/iu,
  minute: /^m(?:in(?:ute)?s?)?$/iu,
  hour: /^h(?:ours?)?$/iu,
  day: /^d(?:ays?)?$/iu,
};

function unitOf(word: string): Unit | undefined {
  return units.find((unit) => words[unit].test(word));
}

/** The same rate in the smallest unit that holds at least one request. */
function rateOf(perSecond: number): RateLimit | undefined {
  if (!(perSecond > 0)) return undefined;
  const unit = units.find((one) => perSecond * seconds[one] >= 1) ?? 'day';
  return { count: Math.max(1, Math.floor(perSecond * seconds[unit] + 1e-9)), unit };
}
