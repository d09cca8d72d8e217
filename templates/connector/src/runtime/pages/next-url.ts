import { type PageFault, fault, kindOf } from './fault.ts';
import { type Guarantees, isShort } from './law.ts';

export interface NextUrl {
  readonly url: URL;
  /** The host that the answer names, where the page is asked for at that of the list instead. */
  readonly insteadOf?: string;
}

/**
 * The page whose address an answer has. Credentials stay with the host of the list: an address with the same path on another
 * host, as an API writes it that stands behind a proxy, is asked for there; any other is a fault.
 */
export function urlStep(value: unknown, from: URL, count: number | undefined, api: Guarantees): NextUrl | 'end' | PageFault {
  if (value === undefined || value === null || value === '' || value === false || isShort(count, api)) return 'end';
  if (typeof value !== 'string') return fault('bad-next', `has ${kindOf(value)} where the address of the next page should be`);
  const url = URL.canParse(value, from.href) ? new URL(value, from.href) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return fault('bad-next', `names a next page whose address is none: ${value.slice(0, 200)}`);
  // Not resolved again: a path may begin with two slashes.
  const own = new URL(from.origin + url.pathname + url.search);
  if (url.origin === from.origin) return { url: own };
  if (url.pathname === from.pathname) return { url: own, insteadOf: url.origin };
  return fault('elsewhere', `leads to ${url.origin}, and the list is at ${from.origin}`);
}

/** RFC 8288: the target of the link whose relation is `next`. */
export function nextLink(header: string): string | undefined {
  // What stands in quotes may look like anything else.
  for (const [, target, parameters = ''] of header.matchAll(/<([^>]*)>((?:"(?:[^"\\]|\\.)*"|[^<"])*)/g)) {
    const pairs = parameters.matchAll(/;\s*([^\s=;,"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))/g);
    const [, , quoted, bare] = [...pairs].find(([, name = '']) => name.toLowerCase() === 'rel') ?? [];
    if ((quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return undefined;
}
