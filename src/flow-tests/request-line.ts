/** A request as far as a line of a test can name it. */
export interface RequestParts {
  readonly method: string;
  /** Below the base URL of the instance, percent-encoded as it was sent. */
  readonly path: string;
  /** Decoded. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

export interface RequestLine {
  readonly text: string;
  readonly method: string;
  readonly path: RegExp;
  /** Absent: any query will do. */
  readonly query?: readonly (readonly [name: string, value: RegExp])[];
}

/** Reads "GET /orders?page=1&since=*". */
export function parseRequestLine(text: string): RequestLine {
  const [, method = '', path = '', query] = /^(\S+) ([^?]*)(?:\?(.*))?$/u.exec(text) ?? [];
  if (query === undefined) return { text, method, path: patternOf(path, (part) => part) };
  const pairs = query === '' ? [] : query.split('&');
  return {
    text,
    method,
    path: patternOf(path, (part) => part),
    query: pairs.map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decode(name), patternOf(value, decode)];
    }),
  };
}

export function fitsLine(line: RequestLine, { method, path, query }: RequestParts): boolean {
  if (line.method !== method || !line.path.test(path)) return false;
  if (line.query === undefined) return true;
  const left = [...line.query];
  return (
    query.length === left.length &&
    query.every(([name, value]) => {
      const at = left.findIndex(([wanted, pattern]) => wanted === name && pattern.test(value));
      return at >= 0 && left.splice(at, 1).length === 1;
    })
  );
}

/** The line that fits a request and no other. */
export function lineOf({ method, path, query }: RequestParts): string {
  const pairs = query.map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return `${method} ${path.replaceAll('*', '%2A')}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** What people read well stays as it is. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll(/%(?:3A|2C|2F|5B|5D|40|24)/gu, decodeURIComponent)
    .replaceAll('*', '%2A');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function patternOf(text: string, read: (part: string) => string): RegExp {
  const parts = text.split('*').map((part) => read(part).replaceAll(/[$()*+.?[\\\]^{|}/]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'su');
}
