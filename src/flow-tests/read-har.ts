import type { Exchange } from '../flow/flow-test.ts';
import { isObject } from '../text/json.ts';
import { baseUrlMark } from './exchanges.ts';
import { lineOf } from './request-line.ts';

/** A recording that cannot be read: why, as a sentence. */
export class BadHar extends Error {}

/** Headers that say how an answer came, or whose it was, and not what it is. */
const passing = /^(?:connection|content-encoding|content-length|date|keep-alive|set-cookie|transfer-encoding)$/u;

/**
 * The exchanges of a HAR 1.2 recording at the base URLs given, by instance, in the order of the recording; what it has of other
 * addresses, and what was never answered, is left out. Errors: BadHar.
 */
export function exchangesOfHar(har: unknown, instances: Readonly<Record<string, string>>): readonly Exchange[] {
  const log = isObject(har) ? har['log'] : undefined;
  const entries = isObject(log) ? log['entries'] : undefined;
  if (!Array.isArray(entries)) throw new BadHar('It has no list "log.entries".');
  const places = Object.entries(instances).map(([instance, url]) => [instance, url.replace(/\/+$/u, '')] as const);
  const exchanges = entries.flatMap((entry: unknown, index) => exchangeOf(entry, index, places) ?? []);
  if (exchanges.length > 0) return exchanges;
  throw new BadHar(
    `None of its ${entries.length} entries begins with ${places.map(([, url]) => `"${url}"`).join(' or ') || 'an address of an instance'}.`,
  );
}

function exchangeOf(
  entry: unknown,
  index: number,
  places: readonly (readonly [instance: string, url: string])[],
): Exchange | undefined {
  const { request, response } = isObject(entry) ? entry : {};
  if (!isObject(request) || !isObject(response)) throw new BadHar(`Entry ${index + 1} has no request or no response.`);
  const { method, url } = request;
  const status = Number(response['status']);
  if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url) || !Number.isInteger(status))
    throw new BadHar(`Entry ${index + 1} lacks the method, the address or the status.`);
  const place = places.find(([, base]) => url === base || ['/', '?'].some((next) => url.startsWith(base + next)));
  // Browsers write 0 where a request was given up.
  if (place === undefined || status < 100 || status > 599) return undefined;
  const [instance, base] = place;
  const { pathname, searchParams } = new URL(url);
  const path = pathname.slice(new URL(base).pathname.replace(/\/$/u, '').length) || '/';
  const headers = headersOf(response, base);
  const text = textOf(response, index)?.replaceAll(base, baseUrlMark);
  return {
    request: lineOf({ method: method.toUpperCase(), path, query: [...searchParams] }),
    instance,
    status,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(text === undefined || text === '' ? {} : { text }),
  };
}

function headersOf({ headers }: Readonly<Record<string, unknown>>, base: string): Readonly<Record<string, string>> {
  if (!Array.isArray(headers)) return {};
  const found: Record<string, string> = {};
  for (const header of headers as unknown[]) {
    const { name, value } = isObject(header) ? header : {};
    if (typeof name !== 'string' || typeof value !== 'string') continue;
    const key = name.toLowerCase();
    if (passing.test(key) || key.startsWith(':')) continue;
    const text = value.replaceAll(base, baseUrlMark);
    found[key] = found[key] === undefined ? text : `${found[key]}, ${text}`;
  }
  return found;
}

function textOf({ content }: Readonly<Record<string, unknown>>, index: number): string | undefined {
  const { text, encoding } = isObject(content) ? content : {};
  if (typeof text !== 'string') return undefined;
  if (encoding === undefined || encoding === '') return text;
  if (encoding !== 'base64') throw new BadHar(`Entry ${index + 1} is encoded as "${String(encoding)}".`);
  return Buffer.from(text, 'base64').toString('utf8');
}
