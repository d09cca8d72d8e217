import type { Pagination } from '../../connector/definition.ts';
import type { Operation } from '../api-model.ts';
import type { Detected } from '../connector-model.ts';
import { graphqlPagination } from './graphql.ts';
import { readSigns, type Signs } from './page-signs.ts';
import { successContent, type SchemaView } from './schema-view.ts';
import { isSearch } from './search.ts';

type Found = Detected<Pagination> | undefined;

/**
 * How the pages of a listing follow each other, with the parameters, headers and fields that show it.
 *
 * A parameter alone is not believed: what reads pages must also give a list, as far as its answer is known. Where the list
 * itself was not found, or nothing says that a POST reads, both the request and the answer have to speak of pages.
 */
export function detectPagination(operation: Operation, recordsAt: string | undefined, view: SchemaView): Found {
  const graphql = graphqlPagination(operation);
  if (graphql !== undefined) return graphql;
  if (operation.method !== 'GET' && operation.method !== 'POST') return undefined;
  const signs = readSigns(operation, recordsAt, view);
  const isCertain = operation.method === 'GET' || isSearch(operation);
  if (signs.isAnswerKnown && (recordsAt === undefined || !isCertain) && !isAgreed(signs)) return undefined;
  if (!isCertain && (!signs.isAnswerKnown || isEcho(operation, recordsAt, view))) return undefined;
  const found =
    byLinkHeader(signs) ?? byToken(signs) ?? byNextUrl(signs) ?? byKeyset(signs) ?? byOffset(signs) ?? byPage(signs);
  return found === undefined ? undefined : weighed(found, signs, operation);
}

/** Signs of pages that no method follows: what the user is asked about. `undefined`: nothing speaks of pages. */
export function unexplainedPages(
  operation: Operation,
  recordsAt: string | undefined,
  view: SchemaView,
): readonly string[] | undefined {
  if (recordsAt === undefined || (operation.method !== 'GET' && !isSearch(operation))) return undefined;
  const { page, offset, token, nextToken, nextUrl, hasMore, pages } = readSigns(operation, recordsAt, view);
  const inputs = [page, offset, token].filter((one) => one !== undefined);
  const outputs = [nextToken, nextUrl, hasMore, pages].filter((one) => one !== undefined);
  if (inputs.length === 0 && outputs.length === 0) return undefined;
  return [
    ...inputs.map(
      ({ parameter: { name } }) => `Parameter "${name}" may select a page, but the answer does not say how to go on.`,
    ),
    ...outputs.map(({ path }) => `The answer has "${path}", but no parameter is known that asks for the rest.`),
  ];
}

/** Whether what is sent comes back, as it does from a write: its pages are then those of the answer, and ask for nothing. */
function isEcho(operation: Operation, recordsAt: string | undefined, view: SchemaView): boolean {
  const sent = operation.body?.contents[0]?.schema;
  const name = view.nameOf(sent);
  if (name !== undefined && name === view.nameOf(successContent(operation)?.schema)) return true;
  return recordsAt !== undefined && view.elements(view.members(sent).get(recordsAt)) !== undefined;
}

/** Whether request and answer both speak of pages. */
function isAgreed({ page, offset, token, limit, nextToken, nextUrl, hasMore, pages, total }: Signs): boolean {
  const asksForPart = page !== undefined || offset !== undefined;
  if (token !== undefined && nextToken !== undefined) return true;
  if (nextUrl !== undefined || pages !== undefined || hasMore !== undefined) return asksForPart;
  return asksForPart && limit !== undefined && total !== undefined;
}

/** The same with less confidence where something speaks against it. */
function weighed(found: Detected<Pagination>, signs: Signs, { description = '' }: Operation): Detected<Pagination> {
  const { method } = found.value;
  const doubts: string[] = [];
  if (method === 'Page number parameter' || method === 'Limit offset') {
    if (signs.token !== undefined)
      doubts.push(`Parameter "${signs.token.parameter.name}" takes a token that no answer is known to give.`);
    if (signs.page !== undefined && signs.offset !== undefined)
      doubts.push(
        `Parameters "${signs.page.parameter.name}" and "${signs.offset.parameter.name}" are two ways to go on.`,
      );
  }
  if (signs.isAnswerKnown && signs.recordsAt === undefined) doubts.push('The list of records was not found.');
  const [against] =
    /\b(?:not paginated|without pagination|no pagination|does not (?:support|use) pag(?:ing|ination)|pagination is not)\b/iu.exec(
      description,
    ) ?? [];
  if (against !== undefined) doubts.push(`The description says "${against}".`);
  if (doubts.length === 0) return found;
  return { value: found.value, confidence: lower(found.confidence), evidence: [...found.evidence, ...doubts] };
}

function lower(confidence: Detected<unknown>['confidence']): Detected<unknown>['confidence'] {
  return confidence === 'high' ? 'medium' : 'low';
}

function byLinkHeader({ linkHeader, ...signs }: Signs): Found {
  if (linkHeader === undefined) return undefined;
  // What only words name gives way to what the answer itself has.
  const { token, nextToken, nextUrl } = signs;
  if (!signs.isLinkDeclared && (nextUrl !== undefined || (token !== undefined && nextToken !== undefined)))
    return undefined;
  return {
    value: { method: 'Link Header', ...(linkHeader === 'Link' ? {} : { header: linkHeader }), ...limitOf(signs) },
    confidence: 'high',
    evidence: [
      signs.isLinkDeclared
        ? `The answer has a "${linkHeader}" header.`
        : `The description speaks of a "${linkHeader}" header.`,
      ...limitEvidence(signs),
    ],
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

function byKeyset({ keyset, ...signs }: Signs): Found {
  if (keyset === undefined) return undefined;
  const { name } = keyset.input.parameter;
  return {
    value: {
      method: 'Next page token',
      tokenParameter: name,
      tokenPath: keyset.path,
      ...limitOf(signs, keyset.input.in),
      ...(keyset.input.in === 'body' ? { in: keyset.input.in } : {}),
    },
    confidence: 'medium',
    evidence: [
      `The description of "${name}" says that it takes something of the last record, and "${keyset.path}" fits.`,
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
  // What has to be given is given as the example does it, where nothing else is known.
  const shown =
    limit.parameter.required === true ? Number(limit.parameter.example ?? schema.examples?.[0]) : Number.NaN;
  const wanted = [largest, Number(schema.default), shown].find(
    (size) => size !== undefined && size >= 1 && size <= 1000,
  );
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
