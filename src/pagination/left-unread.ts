import { nextLink } from '../../templates/connector/src/runtime/pages/next-url.ts';

/** How the headers of an answer say that there is more than it has; `undefined`: they do not. */
export function leftUnread(headers: Readonly<Record<string, string>>): string | undefined {
  if (nextLink(headers['link'] ?? '') !== undefined) return 'names a next page in its Link header';
  const range = /^\s*[\w-]+\s+\d+-(\d+)\/(\d+)\s*$/u.exec(headers['content-range'] ?? '');
  const [, last, total] = range ?? [];
  if (last === undefined || total === undefined || Number(last) + 1 >= Number(total)) return undefined;
  return 'says in its Content-Range header that it is a part of the list';
}
