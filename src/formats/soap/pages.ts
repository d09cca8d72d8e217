import type { Pagination } from '../../connector/definition.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import { compilePath, parsePath } from '../../text/path.ts';
import { operationKey } from './soap-endpoint.ts';

type PeopleVox = Extract<Pagination, { method: 'PeopleVox' }>;
type NetSuiteSoap = Extract<Pagination, { method: 'NetSuite SOAP' }>;

/** The body that asks for the first page: PeopleVox counts pages inside the request. */
export function firstPeopleVoxBody(body: JsonObject, options: PeopleVox): JsonObject {
  const { pagePath, limitPath, limit, firstPage = 1 } = options;
  const limited = limitPath === undefined || limit === undefined ? body : withMember(body, limitPath, limit);
  return withMember(limited, pagePath, firstPage);
}

/** The body for the next page; `undefined` when the total is reached, or a page came back empty. */
export function nextPeopleVoxBody(
  {
    body,
    answer,
    records,
  }: { readonly body: JsonObject; readonly answer: unknown; readonly records: number | undefined },
  { pagePath, totalPath, limit, firstPage = 1 }: PeopleVox,
): JsonObject | undefined {
  const page = Number(compilePath(pagePath)(body));
  const total = totalPath === undefined ? undefined : Number(compilePath(totalPath)(answer));
  if (records === 0) return undefined;
  if (total !== undefined && limit !== undefined && (page - firstPage + 1) * limit >= total) return undefined;
  return withMember(body, pagePath, page + 1);
}

/** The body for the next page of a NetSuite search: its id and the number of the page, sent to another operation. */
export function nextNetSuiteBody(
  { body, answer }: { readonly body: JsonObject; readonly answer: unknown },
  options: NetSuiteSoap,
): JsonObject | undefined {
  const { resultPath = 'searchResult', moreOperation = 'searchMoreWithId' } = options;
  const result = compilePath(resultPath)(answer);
  if (!isObject(result)) return undefined;
  const [index, pages] = [Number(result['pageIndex']), Number(result['totalPages'])];
  if (!(index < pages) || typeof result['searchId'] !== 'string') return undefined;
  const headers = body['$headers'];
  return {
    ...(headers === undefined ? {} : { $headers: headers }),
    [operationKey]: moreOperation,
    searchId: result['searchId'],
    pageIndex: index + 1,
  };
}

function withMember(body: JsonObject, path: string, value: unknown): JsonObject {
  const set = (inside: JsonObject, [key, ...rest]: readonly string[]): JsonObject => {
    if (key === undefined) return inside;
    const inner = Object.hasOwn(inside, key) ? inside[key] : undefined;
    return { ...inside, [key]: rest.length === 0 ? value : set(isObject(inner) ? inner : {}, rest) };
  };
  return set(
    body,
    parsePath(path).flatMap((segment) => (segment.kind === 'key' ? [segment.key] : [])),
  );
}
