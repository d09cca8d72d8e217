import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { apiSpec } from '../../src/api.ts';
import type { Credential } from '../../src/runtime/auth/credentials.ts';
import { parseJson, stringifyJson } from '../../src/runtime/json.ts';
import type { Pagination } from '../../src/runtime/pagination.ts';
import { valueAt } from '../../src/runtime/value-at.ts';
import type { Answer } from './server.ts';

/** What the description says about one operation, with values of its own examples. */
export interface Case {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly request: {
    readonly method: string;
    readonly path: string;
    /** Of an operation that lives on another server than the rest. */
    readonly baseUrl?: string;
    readonly query: readonly string[];
    readonly headers: readonly string[];
    readonly contentType?: string;
  };
  readonly response: Body;
  /** A response that the description declares for a failure. */
  readonly error?: Body;
  readonly pagination?: Pagination;
  readonly auth?: readonly string[];
  /** Input and response pass validation; otherwise the description contradicts itself, or is too clever to imitate. */
  readonly isExact: boolean;
}

interface Body {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: unknown;
  /** The body goes out as it is, whatever its type. */
  readonly isRaw?: boolean;
}

/** Cases by group, from `test/cases`. */
export function readCases(): [group: string, cases: Case[]][] {
  const folder = join(import.meta.dirname, '..', 'cases');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { group, cases } = parseJson(readFileSync(join(folder, file), 'utf8')) as { group: string; cases: Case[] };
      return [group, cases];
    });
}

export function answerOf({ status, contentType, body, isRaw }: Body): Answer {
  if (body === undefined) return { status };
  const text = isRaw === true ? String(body) : stringifyJson(body);
  return { status, headers: { 'content-type': contentType ?? 'application/json' }, body: text ?? '' };
}

/** Credentials of every scheme that the description knows, none of them real. */
export function testCredentials(origin: string): Record<string, Credential> {
  return Object.fromEntries(
    Object.entries(apiSpec.schemes).map(([name, scheme]): [string, Credential] => {
      switch (scheme.type) {
        case 'apiKey':
        case 'bearer':
          return [name, 'test-token'];
        case 'basic':
          return [name, { username: 'ada', password: 'test-password' }];
        case 'oauth1':
          return [name, { consumerKey: 'key', consumerSecret: 'secret', token: 'token', tokenSecret: 'secret' }];
        case 'oauth2':
          return [name, { grant: 'client_credentials', clientId: 'id', clientSecret: 'secret', tokenUrl: `${origin}/oauth-token` }];
        case 'sign':
          return [name, ({ headers }) => headers.set('x-signature', 'signed')];
      }
    }),
  );
}

/** Two pages made of the one that the description shows, or nothing when its example has no records to count. */
export function pagesOf(item: Case, url: string): { answers: Answer[]; input: Case['input'] } | undefined {
  const { pagination, response } = item;
  if (pagination === undefined) return undefined;
  const input = fromTheStart(item.input, pagination);
  const first = structuredClone(response.body);
  const last = structuredClone(response.body);
  const { dataPath = '' } = pagination;
  const records = valueAt(first, dataPath);
  const count = Array.isArray(records) ? records.length : 0;
  const answers = (headers: Record<string, string> = {}): Answer[] => {
    const [one, two] = [answerOf({ ...response, body: first }), answerOf({ ...response, body: last })];
    return [{ ...one, headers: { ...one.headers, ...headers } }, two];
  };
  switch (pagination.kind) {
    case 'link-header':
      return { answers: answers({ [pagination.header ?? 'link']: `<${url}?page=2>; rel="next"` }), input };
    case 'next-url': {
      const isSet = setAt(first, pagination.nextPath, `${url}?page=2`) && setAt(last, pagination.nextPath, null);
      return isSet ? { answers: answers(), input } : undefined;
    }
    case 'token': {
      const { tokenPath, hasMorePath } = pagination;
      if (hasMorePath !== undefined && !(setAt(first, hasMorePath, true) && setAt(last, hasMorePath, false))) return undefined;
      const [listPath = '', member] = tokenPath.split(/\.?\*\.?/);
      const list = valueAt(first, listPath);
      const isSet =
        member === undefined
          ? setAt(first, tokenPath, 'page-2') && setAt(last, tokenPath, null)
          : Array.isArray(list) && setAt(list.at(-1), member, 'page-2') && (hasMorePath !== undefined || setAt(last, listPath, []));
      return isSet ? { answers: answers(), input } : undefined;
    }
    case 'page-number':
    case 'offset': {
      if (count === 0 || (dataPath !== '' && !setAt(last, dataPath, []))) return undefined;
      // The second page is empty: the total, where there is one, is unknown, or counts the first page alone.
      const isNumbered = pagination.kind === 'page-number' && pagination.pagesPath !== undefined;
      const whole: Record<string, number | null> = isNumbered ? { [pagination.pagesPath ?? '']: 2 } : {};
      if (pagination.totalPath !== undefined) whole[pagination.totalPath] = isNumbered ? count : null;
      for (const [path, number] of Object.entries(whole)) for (const page of [first, last]) setAt(page, path, number);
      if (pagination.hasMorePath !== undefined && !(setAt(first, pagination.hasMorePath, true) && setAt(last, pagination.hasMorePath, false)))
        return undefined;
      const limit = pagination.limitParameter === undefined ? {} : { [pagination.limitParameter]: count };
      const answered = answers();
      if (dataPath === '') answered[1] = answerOf({ ...response, body: [] });
      // The example may ask for a page in the middle.
      const start = pagination.kind === 'page-number' ? pagination.pageParameter : pagination.offsetParameter;
      const fromStart = Object.entries({ ...input, ...limit }).filter(([name]) => name !== start);
      return { answers: answered, input: Object.fromEntries(fromStart) };
    }
  }
}

/** Examples may begin in the middle of a listing. */
function fromTheStart(input: Case['input'], pagination: Pagination): Case['input'] {
  const places = ['pageParameter', 'offsetParameter', 'tokenParameter'] as const;
  const names = places.map((place) => (place in pagination ? (pagination as Record<string, unknown>)[place] : undefined));
  return Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));
}

function setAt(value: unknown, path: string, item: unknown): boolean {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent = value;
  for (const key of keys) {
    if (typeof parent !== 'object' || parent === null) return false;
    const known = parent as Record<string, unknown>;
    if (typeof known[key] !== 'object' || known[key] === null) known[key] = {};
    parent = known[key];
  }
  if (typeof parent !== 'object' || parent === null || Array.isArray(parent)) return false;
  (parent as Record<string, unknown>)[last] = item;
  return true;
}
