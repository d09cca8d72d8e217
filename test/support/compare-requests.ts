import { expect } from 'vitest';
import type { CaseRequest } from '../../src/contract/cases.ts';
import { isObject } from '../../src/text/json.ts';
import type { Received } from './http-server.ts';

/** Holds what a server has received against what examples say it receives. */
export function compareRequests(found: readonly Received[], expected: readonly CaseRequest[]): void {
  const madeUp = new Map<string, string>();
  const shown = found.map((received, index) => shownAs(received, expected[index] ?? { request: '' }, madeUp));
  expect(shown).toEqual(
    expected.map(({ request, headers, body, holds, lacks, timeoutSeconds }) =>
      plain({ request, headers, body, holds, lacks, timeoutSeconds }),
    ),
  );
}

/** The request with what the example names of it, in its words. */
function shownAs(
  { method, url, headers, body }: Received,
  wanted: CaseRequest,
  madeUp: Map<string, string>,
): CaseRequest {
  /** A value that the example gives as (1), (2), … by its number. */
  const numbered = (sent: unknown, expected: unknown): unknown => {
    if (isObject(expected) && isObject(sent))
      return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, numbered(value, expected[name])]));
    if (typeof expected !== 'string' || !/^\(\d+\)$/u.test(expected) || typeof sent !== 'string') return sent;
    if (!madeUp.has(sent)) madeUp.set(sent, `(${madeUp.size + 1})`);
    return madeUp.get(sent);
  };
  const named = Object.entries(wanted.headers ?? {}).map(([name, value]): [string, unknown] => [
    name,
    numbered(headers[name], value),
  ]);
  return plain({
    request: `${method} ${url.pathname}${url.search}`,
    headers: wanted.headers === undefined ? undefined : Object.fromEntries(named),
    body:
      wanted.body === undefined
        ? undefined
        : typeof wanted.body === 'string'
          ? body
          : numbered(JSON.parse(body), wanted.body),
    // Where a piece is not as it should be, the whole text is what a person has to see.
    holds: wanted.holds?.map((piece) => (body.includes(piece) ? piece : body)),
    lacks: wanted.lacks?.map((piece) => (body.includes(piece) ? body : piece)),
    timeoutSeconds: wanted.timeoutSeconds === undefined ? undefined : Number(headers['x-timeout']),
  });
}

type Shown = { readonly [K in keyof Required<CaseRequest>]: unknown };

/** Without the members that nobody named. */
function plain(shown: Shown): CaseRequest {
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) as unknown as CaseRequest; // its own members
}
