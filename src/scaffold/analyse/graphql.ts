import type { Pagination } from '../../connector/definition.ts';
import type { Operation } from '../api-model.ts';
import type { Detected } from '../connector-model.ts';

/** Characters of a query that is looked into; people write far shorter ones. */
const longest = 20_000;

/** The query text of an operation whose body is a GraphQL request. */
export function graphqlQueryOf({ body }: Operation): string | undefined {
  const schema = body?.contents[0]?.schema;
  const query = typeof schema === 'object' ? schema.properties?.['query'] : undefined;
  const text = typeof query === 'object' ? query.default : undefined;
  return typeof text === 'string' && /^\s*(?:query|mutation|\{|fragment|#)/u.test(text) ? text : undefined;
}

/** Whether the server reports errors as GraphQL does, with status 200. */
export function speaksGraphql(operation: Operation): boolean {
  return (
    operation.method === 'POST' &&
    (graphqlQueryOf(operation) !== undefined || /\/graphql(?:\.json)?\/?$/iu.test(operation.path))
  );
}

/**
 * Pages of a GraphQL connection: `pageInfo { hasNextPage endCursor }` in the query text, and a variable that is passed
 * as `after`.
 */
export function graphqlPagination(operation: Operation): Detected<Pagination> | undefined {
  const query = graphqlQueryOf(operation);
  if (query === undefined || query.length > longest || /^\s*mutation\b/u.test(query)) return undefined;
  const path = pageInfoPath(query);
  const [, variable] = /\bafter\s*:\s*\$(\w+)/u.exec(query) ?? [];
  if (path === undefined || variable === undefined) return undefined;
  const at = ['data', ...path, 'pageInfo'].join('.');
  return {
    value: {
      method: 'GraphQL Cursor',
      endCursorPath: `${at}.endCursor`,
      hasNextPagePath: `${at}.hasNextPage`,
      ...(variable === 'after' ? {} : { cursorVariable: variable }),
    },
    confidence: 'high',
    evidence: [`The query asks for pageInfo at "${at}".`, `Variable "$${variable}" is passed as "after".`],
  };
}

/** Names of the fields around the first `pageInfo` that has both members. */
function pageInfoPath(query: string): readonly string[] | undefined {
  const open: string[] = [];
  let last = '';
  let depth = 0;
  for (const [token] of query
    .replaceAll(/#[^\n]*/gu, '')
    .matchAll(/"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*(?:\s*:\s*(?=[A-Za-z_]\w*\s*[({]))?|[(){}]|\S/gu)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth > 0) continue;
    else if (token === '{') {
      if (last === 'pageInfo' && open.length > 0) return hasBoth(query) ? open.slice(1) : undefined;
      open.push(last);
      last = '';
    } else if (token === '}') {
      open.pop();
      last = '';
    } else if (/:\s*$/u.test(token)) last = `${token.replace(/\s*:\s*$/u, '')}:`;
    // After an alias the field's own name says nothing of the answer.
    else if (/^[A-Za-z_]/u.test(token)) last = last.endsWith(':') ? last.slice(0, -1) : token;
  }
  return undefined;
}

function hasBoth(query: string): boolean {
  return /\bendCursor\b/u.test(query) && /\bhasNextPage\b/u.test(query);
}
