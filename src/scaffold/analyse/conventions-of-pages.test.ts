import { describe, expect, it } from 'vitest';
import { answer, apiOf, operationOf, query } from '../../../test/support/operation.ts';
import type { JsonSchema, JsonSchemaObject, Operation, OperationParameter } from '../api-model.ts';
import { analyse } from './analyse.ts';
import { detectPagination } from './pagination.ts';
import { findRecords } from './records.ts';
import { createSchemaView } from './schema-view.ts';

const view = createSchemaView(new Map());
const text: JsonSchemaObject = { type: 'string' };
const whole: JsonSchemaObject = { type: 'integer' };
const flag: JsonSchemaObject = { type: 'boolean' };
const object = (properties: Record<string, JsonSchema>): JsonSchemaObject => ({ type: 'object', properties });
const list: JsonSchema = { type: 'array', items: object({ id: text, name: text }) };
const numbers = (...names: readonly string[]): readonly OperationParameter[] => names.map((name) => query(name, whole));
const texts = (...names: readonly string[]): readonly OperationParameter[] => names.map((name) => query(name, text));
const asks = (properties: Record<string, JsonSchema>): NonNullable<Operation['body']> => ({
  required: true,
  contents: [{ mediaType: 'application/json', schema: object(properties), examples: [] }],
});

/** How APIs that are well known name their pages; each row is the habit of more than one. */
const habits: readonly (readonly [string, Partial<Operation>, object])[] = [
  [
    'startAt and maxResults with a total',
    {
      parameters: numbers('startAt', 'maxResults'),
      responses: answer(object({ values: list, total: whole, isLast: flag })),
    },
    { method: 'Limit offset', offsetParameter: 'startAt', limitParameter: 'maxResults', totalPath: 'total' },
  ],
  [
    'start and limit, and a flag in a nested object',
    {
      parameters: numbers('start', 'limit'),
      responses: answer(
        object({
          data: list,
          additional_data: object({ pagination: object({ more_items_in_collection: flag, next_start: whole }) }),
        }),
      ),
    },
    {
      method: 'Limit offset',
      offsetParameter: 'start',
      hasMorePath: 'additional_data.pagination.more_items_in_collection',
    },
  ],
  [
    'a cursor below metadata',
    {
      parameters: [...texts('cursor'), ...numbers('limit')],
      responses: answer(object({ members: list, response_metadata: object({ next_cursor: text }) })),
    },
    { method: 'Next page token', tokenParameter: 'cursor', tokenPath: 'response_metadata.next_cursor' },
  ],
  [
    'page[after] and page[size], with a cursor and links',
    {
      parameters: [...texts('page[after]'), ...numbers('page[size]')],
      responses: answer(
        object({
          things: list,
          meta: object({ has_more: flag, after_cursor: text, before_cursor: text }),
          links: object({ next: text, prev: text }),
        }),
      ),
    },
    { method: 'Next page token', tokenParameter: 'page[after]', tokenPath: 'meta.after_cursor' },
  ],
  [
    'page[cursor] with the address of the next page only',
    {
      parameters: texts('page[cursor]'),
      responses: answer(object({ data: list, links: object({ self: text, next: text, prev: text }) })),
    },
    { method: 'Next Page URL', nextPath: 'links.next' },
  ],
  [
    'page[number] and page[size]',
    {
      parameters: numbers('page[number]', 'page[size]'),
      responses: answer(object({ data: list, meta: object({ total_pages: whole }) })),
    },
    { method: 'Page number parameter', pageParameter: 'page[number]', pagesPath: 'meta.total_pages' },
  ],
  [
    'the address of the next records',
    { responses: answer(object({ totalSize: whole, done: flag, nextRecordsUrl: text, records: list })) },
    { method: 'Next Page URL', nextPath: 'nextRecordsUrl' },
  ],
  [
    'a cursor in the body of a query',
    {
      method: 'POST',
      path: '/databases/{id}/query',
      body: asks({ start_cursor: text, page_size: whole }),
      responses: answer(object({ results: list, next_cursor: text, has_more: flag })),
    },
    {
      method: 'Next page token',
      tokenParameter: 'start_cursor',
      tokenPath: 'next_cursor',
      hasMorePath: 'has_more',
      in: 'body',
    },
  ],
  [
    'a cursor below a member of the body',
    {
      method: 'POST',
      path: '/things/query',
      body: asks({ query: object({ cursorPaging: object({ cursor: text, limit: whole }) }) }),
      responses: answer(
        object({ things: list, pagingMetadata: object({ cursors: object({ next: text }), count: whole }) }),
      ),
    },
    {
      method: 'Next page token',
      tokenParameter: 'query.cursorPaging.cursor',
      tokenPath: 'pagingMetadata.cursors.next',
      in: 'body',
    },
  ],
  [
    'what has changed since a cursor, in several lists',
    {
      method: 'POST',
      path: '/transactions/sync',
      body: asks({ cursor: text, count: whole }),
      responses: answer(object({ added: list, modified: list, removed: list, next_cursor: text, has_more: flag })),
    },
    {
      method: 'Next page token',
      tokenParameter: 'cursor',
      tokenPath: 'next_cursor',
      hasMorePath: 'has_more',
      in: 'body',
    },
  ],
  [
    'an offset that is a text',
    {
      parameters: [...texts('offset'), ...numbers('pageSize')],
      responses: answer(object({ records: list, offset: text })),
    },
    { method: 'Next page token', tokenParameter: 'offset', tokenPath: 'offset' },
  ],
  [
    'an offset that is a text, beside its address',
    {
      parameters: [...texts('offset'), ...numbers('limit')],
      responses: answer(object({ data: list, next_page: object({ offset: text, path: text, uri: text }) })),
    },
    { method: 'Next page token', tokenParameter: 'offset', tokenPath: 'next_page.offset' },
  ],
  [
    'a marker, and whether the list was cut',
    {
      parameters: [...texts('Marker'), ...numbers('MaxItems')],
      responses: answer(object({ Things: list, IsTruncated: flag, NextMarker: text })),
    },
    { method: 'Next page token', tokenParameter: 'Marker', tokenPath: 'NextMarker', hasMorePath: 'IsTruncated' },
  ],
  [
    'OData with a link',
    {
      parameters: numbers('$top', '$skip'),
      responses: answer(object({ value: list, '@odata.count': whole, '@odata.nextLink': text })),
    },
    { method: 'Next Page URL', nextPath: String.raw`@odata\.nextLink` },
  ],
  [
    'OData without a link',
    { parameters: numbers('$top', '$skip'), responses: answer(object({ value: list, '@odata.count': whole })) },
    { method: 'Limit offset', offsetParameter: '$skip', limitParameter: '$top', totalPath: String.raw`@odata\.count` },
  ],
  [
    'page and size, as a framework of Java gives them',
    {
      parameters: [query('page', { ...whole, default: 0 }), query('size', { ...whole, default: 20 })],
      responses: answer(
        object({
          content: list,
          totalElements: whole,
          totalPages: whole,
          number: whole,
          size: whole,
          numberOfElements: whole,
          first: flag,
          last: flag,
          empty: flag,
          pageable: object({ offset: whole, pageNumber: whole, pageSize: whole }),
        }),
      ),
    },
    {
      method: 'Page number parameter',
      pageParameter: 'page',
      firstPage: 0,
      dataPath: 'content',
      pagesPath: 'totalPages',
    },
  ],
  [
    'links and meta, as a framework of PHP gives them',
    {
      parameters: numbers('page'),
      responses: answer(
        object({
          data: list,
          links: object({ first: text, last: text, prev: text, next: text }),
          meta: object({ current_page: whole, last_page: whole, per_page: whole, total: whole }),
        }),
      ),
    },
    { method: 'Next Page URL', nextPath: 'links.next' },
  ],
  [
    'count, next, previous and results, as a framework of Python gives them',
    {
      parameters: numbers('page'),
      responses: answer(
        object({
          count: whole,
          next: { ...text, format: 'uri' },
          previous: { ...text, format: 'uri' },
          results: list,
        }),
      ),
    },
    { method: 'Next Page URL', nextPath: 'next' },
  ],
  [
    'sysparm_offset and sysparm_limit',
    {
      parameters: numbers('sysparm_offset', 'sysparm_limit'),
      responses: answer(object({ result: list })),
    },
    { method: 'Limit offset', offsetParameter: 'sysparm_offset', limitParameter: 'sysparm_limit' },
  ],
  [
    'firstResult and pageSize',
    {
      parameters: numbers('firstResult', 'pageSize'),
      responses: answer(
        object({ response: object({ results: list, metaData: object({ morePagesAvailable: flag }) }) }),
      ),
    },
    { method: 'Limit offset', offsetParameter: 'firstResult', hasMorePath: 'response.metaData.morePagesAvailable' },
  ],
  [
    'hasMore, offset and limit, with links as a list',
    {
      parameters: numbers('offset', 'limit'),
      responses: answer(
        object({
          links: { type: 'array', items: object({ rel: text, href: text }) },
          items: list,
          count: whole,
          hasMore: flag,
          offset: whole,
          totalResults: whole,
        }),
      ),
    },
    {
      method: 'Limit offset',
      offsetParameter: 'offset',
      dataPath: 'items',
      totalPath: 'totalResults',
      hasMorePath: 'hasMore',
    },
  ],
  [
    'count as the size of a page, with an offset and a total',
    {
      parameters: numbers('count', 'offset'),
      responses: answer(object({ things: list, total_items: whole, _links: list })),
    },
    { method: 'Limit offset', offsetParameter: 'offset', limitParameter: 'count', totalPath: 'total_items' },
  ],
  [
    'more_records below info',
    {
      parameters: numbers('page', 'per_page'),
      responses: answer(
        object({ data: list, info: object({ per_page: whole, count: whole, page: whole, more_records: flag }) }),
      ),
    },
    { method: 'Page number parameter', pageParameter: 'page', hasMorePath: 'info.more_records' },
  ],
  [
    'a search with page and limit in its body',
    {
      method: 'POST',
      path: '/search/things',
      body: asks({ page: whole, limit: whole, filter: list }),
      responses: answer(object({ total: whole, data: list })),
    },
    { method: 'Page number parameter', pageParameter: 'page', in: 'body', totalPath: 'total' },
  ],
  [
    'pages in the body of a call without a reading word',
    {
      method: 'POST',
      path: '/api/Orders/GetOrders',
      declaredId: 'Orders_GetOrders',
      body: asks({ pageNumber: whole, entriesPerPage: whole }),
      responses: answer(
        object({ Data: list, PageNumber: whole, EntriesPerPage: whole, TotalEntries: whole, TotalPages: whole }),
      ),
    },
    { method: 'Page number parameter', pageParameter: 'pageNumber', in: 'body', pagesPath: 'TotalPages' },
  ],
  [
    'nextCursor below a list',
    {
      parameters: [...texts('nextCursor'), ...numbers('limit')],
      responses: answer(
        object({
          list: object({
            meta: object({ totalCount: whole, limit: whole, nextCursor: text }),
            elements: object({ thing: list }),
          }),
        }),
      ),
    },
    { method: 'Next page token', tokenParameter: 'nextCursor', tokenPath: 'list.meta.nextCursor' },
  ],
  [
    'href, total, next, limit and offset',
    {
      parameters: texts('limit', 'offset'),
      responses: answer(
        object({ href: text, total: whole, next: text, limit: whole, offset: whole, prev: text, things: list }),
      ),
    },
    { method: 'Limit offset', offsetParameter: 'offset', limitParameter: 'limit', totalPath: 'total' },
  ],
  [
    'a token of synchronisation beside that of pages',
    {
      parameters: [...texts('pageToken', 'syncToken'), ...numbers('maxResults')],
      responses: answer(object({ items: list, nextPageToken: text, nextSyncToken: text })),
    },
    { method: 'Next page token', tokenParameter: 'pageToken', tokenPath: 'nextPageToken' },
  ],
  [
    'Page, Limit and Total with capitals',
    {
      parameters: numbers('Page', 'Limit'),
      responses: answer(object({ Total: whole, Page: whole, Things: list })),
    },
    { method: 'Page number parameter', pageParameter: 'Page', limitParameter: undefined, totalPath: 'Total' },
  ],
  [
    'the id of the last record, in words',
    {
      parameters: [query('since_id', whole, 'Only things after this ID.'), ...numbers('limit')],
      responses: answer(object({ things: list })),
    },
    { method: 'Next page token', tokenParameter: 'since_id', tokenPath: 'things.*.id' },
  ],
  [
    'a number of the last record that is called an offset',
    {
      parameters: [query('offset', whole, 'Things with a ThingNumber greater than the offset are returned.')],
      responses: answer(object({ Things: { type: 'array', items: object({ ThingID: text, ThingNumber: whole }) } })),
    },
    { method: 'Next page token', tokenParameter: 'offset', tokenPath: 'Things.*.ThingNumber' },
  ],
  [
    'scrolling',
    {
      parameters: texts('scroll_param'),
      responses: answer(object({ things: list, scroll_param: text })),
    },
    { method: 'Next page token', tokenParameter: 'scroll_param', tokenPath: 'scroll_param' },
  ],
  [
    'slots below an object of another name, with a token',
    {
      path: '/plans/{plan}/appointments',
      parameters: texts('paginationToken'),
      responses: answer(
        object({ availability: object({ slots: list, expires: text }), pagination: object({ nextToken: text }) }),
      ),
    },
    { method: 'Next page token', tokenParameter: 'paginationToken', tokenPath: 'pagination.nextToken' },
  ],
  [
    'records of a map, by the id of each',
    {
      parameters: numbers('page', 'per_page'),
      responses: answer(
        object({
          policies: { type: 'object', additionalProperties: object({ id: text }) },
          links: object({ pages: object({ next: text, last: text }) }),
          meta: object({ total: whole }),
        }),
      ),
    },
    { method: 'Next Page URL', nextPath: 'links.pages.next' },
  ],
  [
    'a list below something that is named last',
    {
      path: '/subjects/{digest}',
      parameters: [
        query('after', text, 'A cursor, as given in the [Link header](https://docs.example.com).'),
        ...numbers('per_page'),
      ],
      responses: answer(object({ attestations: list })),
    },
    { method: 'Link Header' },
  ],
  [
    'search in front of what is searched',
    {
      method: 'POST',
      path: '/search-invoices',
      parameters: numbers('page', 'page_size'),
      body: asks({ status: text }),
      responses: answer(object({ items: list, total_pages: whole, total_items: whole })),
    },
    { method: 'Page number parameter', pageParameter: 'page', pagesPath: 'total_pages' },
  ],
];

describe('habits of APIs', () => {
  it.each(habits)('%s', (_, members, expected) => {
    const operation = operationOf(members);
    const found = detectPagination(operation, findRecords(operation, view), view);
    expect(found?.value).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
    );
    expect(found?.evidence.length).toBeGreaterThan(0);
  });

  it.each<[string, Partial<Operation>]>([
    [
      'one record with a date called after',
      { path: '/things/{id}', parameters: texts('after'), responses: answer(object({ id: text })) },
    ],
    [
      'a period',
      {
        parameters: [query('start', { ...text, format: 'date-time' }), query('limit', whole)],
        responses: answer(object({ things: list })),
      },
    ],
    [
      'what was written',
      { method: 'POST', body: asks({ position: whole, count: whole }), responses: answer(object({ things: list })) },
    ],
    [
      'a cart, with totals and items',
      {
        path: '/cart',
        responses: answer(object({ id: text, items: list, total: whole, currency: text, note: text, next: text })),
      },
    ],
    [
      'a size that is that of a picture',
      { parameters: [query('size', text)], responses: answer(object({ things: list })) },
    ],
  ])('nothing in %s', (_, members) => {
    const operation = operationOf(members);
    expect(detectPagination(operation, findRecords(operation, view), view)).toBeUndefined();
  });
});

describe('doubts', () => {
  const paged = object({ things: list, next_page_token: text });
  const token = (path: string): Operation =>
    operationOf({ path, declaredId: path, parameters: texts('page_token'), responses: answer(paged) });
  const endpointsOf = (...operations: readonly Operation[]): ReturnType<typeof analyse>['model']['endpoints'] =>
    analyse(apiOf(operations)).model.endpoints;

  it('are told where a parameter takes a token that no answer gives', () => {
    const [found] = endpointsOf(
      operationOf({
        parameters: [...numbers('Page', 'PageSize'), ...texts('PageToken')],
        responses: answer(object({ things: list })),
      }),
    );
    expect(found?.pagination).toMatchObject({ value: { method: 'Page number parameter' }, confidence: 'medium' });
    expect(found?.pagination?.evidence.at(-1)).toContain('"PageToken" takes a token');
  });

  it('are told where a description speaks against pages', () => {
    const [found] = endpointsOf(
      operationOf({
        parameters: numbers('page', 'limit'),
        responses: answer(object({ things: list, total: whole })),
        description: 'This list is not paginated.',
      }),
    );
    expect(found?.pagination?.confidence).toBe('medium');
  });

  it('are taken away by other listings that page by the same parameter', () => {
    const numbered = (path: string, more: object): Operation =>
      operationOf({
        path,
        declaredId: path,
        parameters: numbers('page'),
        responses: answer(object({ things: list, ...more })),
      });
    const unsure = numbered('/quotes', {});
    const sure = ['/a', '/b', '/c'].map((path) => numbered(path, { total_pages: whole }));
    expect(endpointsOf(unsure)[0]?.pagination?.confidence).toBe('medium');
    expect(endpointsOf(unsure, ...sure)[0]?.pagination?.confidence).toBe('high');
  });

  it('arise where other listings with these parameters go on by a token', () => {
    const odd = operationOf({
      path: '/odd',
      declaredId: 'odd',
      parameters: [...numbers('page'), ...texts('page_token')],
      responses: answer(list),
    });
    const others = ['/a', '/b', '/c'].map((path) => ({ ...token(path), parameters: odd.parameters }));
    const [found] = endpointsOf(odd, ...others);
    expect(found?.pagination).toMatchObject({ confidence: 'low' });
    expect(found?.pagination?.evidence.at(-1)).toContain('3 other listings');
  });

  it('become a question where an answer speaks of pages and no parameter does', () => {
    const [found] = endpointsOf(operationOf({ responses: answer(object({ data: list, has_more: flag })) }));
    expect(found?.pagination).toBeUndefined();
    expect(found?.openPages).toEqual(['The answer has "has_more", but no parameter is known that asks for the rest.']);
  });

  it('are no doubts about a write whose answer comes with pages', () => {
    const sent = object({ things: list, pagination: object({ page: whole, pageCount: whole }) });
    const [found] = endpointsOf(
      operationOf({
        method: 'POST',
        body: { required: true, contents: [{ mediaType: 'application/json', schema: sent, examples: [] }] },
        responses: answer(sent),
      }),
    );
    expect(found).toMatchObject({ direction: 'Send' });
    expect(found?.pagination).toBeUndefined();
  });

  it('do not touch the totals of a record', () => {
    const record = object({ id: text, base: object({ total: whole }), commits: list, files: list });
    const [found] = endpointsOf(
      operationOf({ path: '/compare/{range}', parameters: numbers('page', 'per_page'), responses: answer(record) }),
    );
    expect(found?.pagination).toBeUndefined();
  });
});
