import type { ReferenceRules } from './documents.ts';

export interface Reference {
  /** Id of the document it leads to. */
  readonly id: string;
  /** What follows `#`, still percent-encoded; `''` is the whole document. */
  readonly fragment: string;
  /** The rules do not allow to follow it. */
  readonly refused?: 'outside' | 'remote';
}

/** Splits the text of a `$ref` and places it relative to the document it stands in. */
export function parseReference(text: string, from: string, rules: ReferenceRules): Reference {
  const hash = text.indexOf('#');
  const file = hash < 0 ? text : text.slice(0, hash);
  const fragment = hash < 0 ? '' : text.slice(hash + 1);
  if (file === '') return { id: from, fragment };

  const url = isUrl(from) ? joinUrl(from, file) : isUrl(file) ? file : undefined;
  if (url !== undefined) {
    const allowed = rules.allowRemote && /^https?:/iu.test(url);
    return { id: url, fragment, ...(allowed ? {} : { refused: 'remote' as const }) };
  }
  const id = joinPath(from, decode(file).replaceAll('\\', '/'));
  const outside = /^(?:\.\.(?:\/|$)|\/|[A-Za-z]:)/u.test(id) || id.includes('\0');
  return { id, fragment, ...(outside && !rules.allowOutside ? { refused: 'outside' as const } : {}) };
}

/** Percent-decoding that leaves alone what is not encoded properly. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isUrl(text: string): boolean {
  return /^[A-Za-z][A-Za-z\d+.-]+:/u.test(text);
}

function joinUrl(base: string, relative: string): string {
  return URL.canParse(relative, base) ? new URL(relative, base).href : relative;
}

/** `relative` seen from the file `from`, without `.` and with `..` only at the front. */
function joinPath(from: string, relative: string): string {
  if (relative.startsWith('/')) return relative;
  const segments: string[] = [];
  for (const segment of [...from.split('/').slice(0, -1), ...relative.split('/')]) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}
