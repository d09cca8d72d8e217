import type { Pagination } from '../../connector/definition.ts';
import type { Operation } from '../api-model.ts';
import type { Detected } from '../connector-model.ts';
import { graphqlPagination } from './graphql.ts';
import { readSigns, type Signs } from './page-signs.ts';
import type { SchemaView } from './schema-view.ts';
import { isSearch } from './search.ts';

type Found = Detected<Pagination> | undefined;

/**
 * How the pages of a listing follow each other, with the parameters, headers and fields that show it.
 *
 * A parameter alone is not believed: what reads pages must also give a list, as far as its answer is known.
 */
export function detectPagination(operation: Operation, recordsAt: string | undefined, view: SchemaView): Found {
  const graphql = graphqlPagination(operation);
  if (graphql !== undefined) return graphql;
  if (operation.method !== 'GET' && operation.method !== 'POST') return undefined;
  const signs = readSigns(operation, recordsAt, view);
  if (signs.isAnswerKnown && recordsAt === undefined) return undefined;
  if (operation.method === 'POST' && !isSearch(operation)) return undefined;
  return byLinkHeader(signs) ?? byToken(signs) ?? byNextUrl(signs) ?? byOffset(signs) ?? byPage(signs);
}

function byLinkHeader({ linkHeader, ...signs }: Signs): Found {
  if (linkHeader === undefined) return undefined;
  return {
    value: { method: 'Link Header', ...(linkHeader === 'Link' ? {} : { header: linkHeader }), ...limitOf(signs) },
    confidence: 'high',
    evidence: [`The answer has a "${linkHeader}" header.`, ...limitEvidence(signs)],
  };
}

function byNextUrl({ nextUrl, ...signs }: Signs): Found {
  if (nextUrl === undefined) return undefined;
  const more = limitEvidence(signs);
  return {
    value: { method: 'Next Page URL', nextPath: nextUrl.path, ...limitOf(signs) },
    confidence: signs.recordsAt === undefined ? 'medium' : 'high',
    evidence: [`The answer has the URL of the next page at "${nextUrl.path}".`, ...more],
  };
}

function byToken({ token, nextToken, hasMore, recordIdAt, ...signs }: Signs): Found {
  if (token === undefined) return undefined;
  const { name } = token.parameter;
  const place = token.in === 'body' ? { in: token.in } : {};
  const more = hasMore === undefined ? {} : { hasMorePath: hasMore.path };
  const base = { method: 'Next page token' as const, tokenParameter: name };
  if (nextToken !== undefined) {
    return {
      value: { ...base, tokenPath: nextToken.path, ...more, ...limitOf(signs, token.in), ...place },
      confidence: 'high',
      evidence: [
        `Parameter "${name}" takes the token that the answer has at "${nextToken.path}".`,
        ...limitEvidence(signs),
      ],
    };
  }
  // The id of the last record is the cursor, and a flag says whether there is more.
  if (hasMore === undefined || recordIdAt === undefined || !/after/iu.test(name)) return undefined;
  return {
    value: { ...base, tokenPath: recordIdAt, ...more, ...limitOf(signs, token.in), ...place },
    confidence: 'high',
    evidence: [
      `Parameter "${name}" takes the id of the last record ("${recordIdAt}").`,
      `The answer says at "${hasMore.path}" whether there is more.`,
      ...limitEvidence(signs),
    ],
  };
}

function byOffset({ offset, limit, total, hasMore, recordsAt, ...signs }: Signs): Found {
  if (offset === undefined || limit === undefined || limit.in !== offset.in) return undefined;
  const bound = limitOf({ limit }, offset.in);
  return {
    value: {
      method: 'Limit offset',
      offsetParameter: offset.parameter.name,
      limitParameter: limit.parameter.name,
      limit: bound.limit ?? 100,
      ...(recordsAt === undefined || recordsAt === '' ? {} : { dataPath: recordsAt }),
      ...(total === undefined ? {} : { totalPath: total.path }),
      ...(hasMore === undefined ? {} : { hasMorePath: hasMore.path }),
      ...(offset.in === 'body' ? { in: offset.in } : {}),
    },
    confidence: signs.isAnswerKnown ? 'high' : 'medium',
    evidence: [
      `Parameters "${offset.parameter.name}" and "${limit.parameter.name}" select a part of the list.`,
      ...(total === undefined ? [] : [`The answer has the total at "${total.path}".`]),
      ...(hasMore === undefined ? [] : [`The answer says at "${hasMore.path}" whether there is more.`]),
      ...(signs.isAnswerKnown ? [] : ['Nothing is known of the answer.']),
    ],
  };
}

function byPage({ page, total, pages: stated, hasMore, recordsAt, ...signs }: Signs): Found {
  if (page === undefined) return undefined;
  const { name, schema, description = '' } = page.parameter;
  const bare = typeof schema === 'object' ? schema : {};
  const startsAtZero =
    bare.default === 0 ||
    bare.minimum === 0 ||
    /zero[- ](?:based|indexed)|\b0[- ](?:based|indexed)|starts? (?:at|from|with) (?:0|zero)\b|\bdefaults?(?: value)?(?: is| to|:|=)? ?[`"']?0(?![\d.])|\bfirst page (?:is|has|=)[^.]{0,20}\b(?:0|zero)\b/iu.test(
      `${description} ${bare.description ?? ''}`,
    );
  // The number of the last page is one less than there are, where the first one is 0.
  const pages = startsAtZero && /last/iu.test(stated?.name ?? '') ? undefined : stated;
  const isSure = signs.isAnswerKnown && [signs.limit, total, pages, hasMore].some((one) => one !== undefined);
  return {
    value: {
      method: 'Page number parameter',
      pageParameter: name,
      ...limitOf(signs, page.in),
      ...(recordsAt === undefined || recordsAt === '' ? {} : { dataPath: recordsAt }),
      ...(startsAtZero ? { firstPage: 0 } : {}),
      ...(total === undefined ? {} : { totalPath: total.path }),
      ...(pages === undefined ? {} : { pagesPath: pages.path }),
      ...(hasMore === undefined ? {} : { hasMorePath: hasMore.path }),
      ...(page.in === 'body' ? { in: page.in } : {}),
    },
    confidence: isSure ? 'high' : 'medium',
    evidence: [
      `Parameter "${name}" counts pages${startsAtZero ? ' from 0' : ''}.`,
      ...limitEvidence(signs),
      ...[total, pages, hasMore].filter((one) => one !== undefined).map(({ path }) => `The answer has "${path}".`),
      ...(signs.isAnswerKnown ? [] : ['Nothing is known of the answer.']),
    ],
  };
}

/** The largest page that the API admits, up to 1000; else its default. */
function limitOf(
  { limit }: Pick<Signs, 'limit'>,
  place: 'url' | 'body' = 'url',
): { limitParameter?: string; limit?: number } {
  if (limit === undefined || limit.in !== place) return {};
  const schema = typeof limit.parameter.schema === 'object' ? limit.parameter.schema : {};
  const largest = schema.maximum ?? maximumIn(limit.parameter.description ?? schema.description ?? '');
  const wanted = [largest, Number(schema.default)].find((size) => size !== undefined && size >= 1 && size <= 1000);
  return wanted === undefined ? {} : { limitParameter: limit.parameter.name, limit: Math.floor(wanted) };
}

/** "max 100", "maximum of 250", "between 1 and 100", "up to 50". */
function maximumIn(text: string): number | undefined {
  const [, size] =
    /(?:\bmax(?:imum)?(?: (?:value|limit|number|page size))?(?: (?:is|of|allowed(?: is)?|[\w ]{0,20}is))?:?|between 1 and|up to|from 1 to|1 ?[-–] ?) ?`?(\d{1,4})\b/iu.exec(
      text,
    ) ?? [];
  return size === undefined ? undefined : Number(size);
}

function limitEvidence({ limit }: Pick<Signs, 'limit'>): readonly string[] {
  return limit === undefined ? [] : [`Parameter "${limit.parameter.name}" sets the size of a page.`];
}
