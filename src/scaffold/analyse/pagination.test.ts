import { describe, expect, it } from 'vitest';
import { answer, operationOf, query } from '../../../test/support/operation.ts';
import type { JsonSchema, Operation } from '../api-model.ts';
import { detectPagination } from './pagination.ts';
import { findRecords } from './records.ts';
import { createSchemaView } from './schema-view.ts';

const view = createSchemaView(new Map());
const order: JsonSchema = { type: 'object', properties: { id: { type: 'string' } } };
const orders: JsonSchema = { type: 'array', items: order };
const list = (more: Record<string, JsonSchema> = {}): Operation['responses'] =>
  answer({ type: 'object', properties: { orders, ...more } });
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({ type: 'object', properties });
const text: JsonSchema = { type: 'string' };
const whole: JsonSchema = { type: 'integer' };

function detect(members: Partial<Operation>): ReturnType<typeof detectPagination> {
  const operation = operationOf({ path: '/orders', ...members });
  return detectPagination(operation, findRecords(operation, view), view);
}

describe('detectPagination', () => {
  it.each<[string, Partial<Operation>, object, string]>([
    [
      'a page number with a limit',
      { parameters: [query('page', whole), query('per_page', { ...whole, maximum: 250 })], responses: list() },
      {
        method: 'Page number parameter',
        pageParameter: 'page',
        limitParameter: 'per_page',
        limit: 250,
        dataPath: 'orders',
      },
      'high',
    ],
    [
      'a page number from zero, and totals',
      {
        parameters: [query('pageNumber', { ...whole, default: 0 })],
        responses: list({ total: whole, totalPages: whole }),
      },
      {
        method: 'Page number parameter',
        pageParameter: 'pageNumber',
        dataPath: 'orders',
        firstPage: 0,
        totalPath: 'total',
        pagesPath: 'totalPages',
      },
      'high',
    ],
    [
      'a page number from zero in words, and the number of the last page, which is then another one',
      {
        parameters: [query('pageNumber', whole, 'The page to return (default: 0).')],
        responses: list({ lastPage: whole, hasNextPage: { type: 'boolean' } }),
      },
      {
        method: 'Page number parameter',
        pageParameter: 'pageNumber',
        dataPath: 'orders',
        firstPage: 0,
        hasMorePath: 'hasNextPage',
      },
      'high',
    ],
    [
      'a count that is said to be the total',
      {
        parameters: [query('offset', whole), query('limit', whole)],
        responses: list({
          itemsCount: { ...whole, description: 'Total number of orders.' },
          has_more: { type: 'boolean' },
        }),
      },
      {
        method: 'Limit offset',
        offsetParameter: 'offset',
        limitParameter: 'limit',
        limit: 100,
        dataPath: 'orders',
        totalPath: 'itemsCount',
        hasMorePath: 'has_more',
      },
      'high',
    ],
    [
      'no total in a count that may be that of the page',
      {
        parameters: [query('page', whole), query('size', whole)],
        responses: list({ itemsCount: { ...whole, description: 'Orders on this page.' }, record_count: whole }),
      },
      { method: 'Page number parameter', pageParameter: 'page', dataPath: 'orders' },
      'high',
    ],
    [
      'a token whose description links to the documentation',
      {
        parameters: [query('cursor', text)],
        responses: list({
          cursor: { ...text, description: 'Where the next page begins: [Listing](https://docs.example.com/l).' },
        }),
      },
      { method: 'Next page token', tokenParameter: 'cursor', tokenPath: 'cursor' },
      'high',
    ],
    [
      'an address, called so in words',
      { responses: list({ next: { ...text, description: 'Link to the next page.' } }) },
      { method: 'Next Page URL', nextPath: 'next' },
      'high',
    ],
    [
      'an address, by its example',
      { responses: list({ next: { ...text, examples: ['/orders?cursor=9'] } }) },
      { method: 'Next Page URL', nextPath: 'next' },
      'high',
    ],
    [
      'an offset, its limit in words',
      {
        parameters: [query('offset', whole), query('limit', whole, 'Size of a page, up to 50.')],
        responses: answer(orders),
      },
      { method: 'Limit offset', offsetParameter: 'offset', limitParameter: 'limit', limit: 50 },
      'high',
    ],
    [
      'an offset of an answer that nothing is known of',
      { parameters: [query('offset', text), query('limit', text)], responses: answer(true) },
      { method: 'Limit offset', offsetParameter: 'offset', limitParameter: 'limit', limit: 100 },
      'medium',
    ],
    [
      'a Link header, before everything else',
      { parameters: [query('page', whole)], responses: answer(orders, ['Link']) },
      { method: 'Link Header' },
      'high',
    ],
    [
      'a Link header that a parameter speaks of',
      {
        parameters: [query('after', text, 'A cursor, as given in the [Link header](https://docs.example.com).')],
        responses: answer(orders),
      },
      { method: 'Link Header' },
      'high',
    ],
    [
      'a URL in the body',
      { responses: list({ _links: object({ next: object({ href: text }) }) }) },
      { method: 'Next Page URL', nextPath: '_links.next.href' },
      'high',
    ],
    [
      'a URL inside of a link that may be empty',
      { responses: list({ links: object({ next: { anyOf: [object({ href: text }), { type: 'object' }] } }) }) },
      { method: 'Next Page URL', nextPath: 'links.next.href' },
      'high',
    ],
    [
      'a token',
      { parameters: [query('pageToken', text)], responses: list({ nextPageToken: text }) },
      { method: 'Next page token', tokenParameter: 'pageToken', tokenPath: 'nextPageToken' },
      'high',
    ],
    [
      'a token under a parameter called page',
      { parameters: [query('page', text)], responses: list({ has_more: { type: 'boolean' }, next_page: text }) },
      { method: 'Next page token', tokenParameter: 'page', tokenPath: 'next_page', hasMorePath: 'has_more' },
      'high',
    ],
    [
      'the id of the last record',
      { parameters: [query('starting_after', text)], responses: list({ has_more: { type: 'boolean' } }) },
      {
        method: 'Next page token',
        tokenParameter: 'starting_after',
        tokenPath: 'orders.*.id',
        hasMorePath: 'has_more',
      },
      'high',
    ],
    [
      'a token, though there is a URL too',
      {
        parameters: [query('after', text)],
        responses: list({ paging: object({ next: object({ after: text, link: text }) }) }),
      },
      { method: 'Next page token', tokenParameter: 'after', tokenPath: 'paging.next.after' },
      'high',
    ],
    [
      'a token in the body of a search',
      {
        method: 'POST',
        path: '/orders/search',
        body: {
          required: true,
          contents: [{ mediaType: 'application/json', schema: object({ cursor: text }), examples: [] }],
        },
        responses: list({ next_cursor: text }),
      },
      { method: 'Next page token', tokenParameter: 'cursor', tokenPath: 'next_cursor', in: 'body' },
      'high',
    ],
    [
      'the cursor of a GraphQL connection, by its alias',
      {
        method: 'POST',
        path: '/graphql',
        body: {
          required: true,
          contents: [
            {
              mediaType: 'application/json',
              schema: object({
                query: {
                  type: 'string',
                  default:
                    'query All($from: String) { shop { sales: orders(first: 9, after: $from) { nodes { id } pageInfo { endCursor hasNextPage } } } }',
                },
              }),
              examples: [],
            },
          ],
        },
        responses: answer(true),
      },
      {
        method: 'GraphQL Cursor',
        endCursorPath: 'data.shop.sales.pageInfo.endCursor',
        hasNextPagePath: 'data.shop.sales.pageInfo.hasNextPage',
        cursorVariable: 'from',
      },
      'high',
    ],
  ])('finds %s', (_, members, value, confidence) => {
    const found = detect(members);
    expect(found?.value).toEqual(value);
    expect(found?.confidence).toBe(confidence);
    expect(found?.evidence.every((sentence) => sentence.endsWith('.'))).toBe(true);
  });

  it.each<[string, Partial<Operation>]>([
    ['one record', { path: '/orders/{id}', parameters: [query('page', whole)], responses: answer(order) }],
    ['a date called from', { parameters: [query('from', text), query('size', text)], responses: list() }],
    ['a limit alone', { parameters: [query('limit', whole)], responses: list() }],
    ['a token that no answer gives', { parameters: [query('cursor', text)], responses: list() }],
    [
      'a cursor of the page before',
      { parameters: [query('cursor', text)], responses: list({ previous: object({ cursor: text }) }) },
    ],
    ['a page that is written', { method: 'POST', parameters: [query('page', whole)], responses: list() }],
  ])('believes nothing of %s', (_, members) => {
    expect(detect(members)).toBeUndefined();
  });
});

describe('findRecords', () => {
  it.each<[string, Partial<Operation>, string | undefined]>([
    ['a bare list', { responses: answer(orders) }, ''],
    [
      'a list named after the path',
      { responses: answer(object({ orders, warnings: orders, meta: object({}) })) },
      'orders',
    ],
    ['a usual name', { responses: answer(object({ data: orders, included: orders })) }, 'data'],
    [
      'a list named after the path, whose last part is what is done',
      {
        path: '/tickets/search',
        responses: answer(object({ tickets: orders, members: orders, total_results: whole })),
      },
      'tickets',
    ],
    ['a list inside a wrapper', { responses: answer(object({ _embedded: object({ orders }) })) }, '_embedded.orders'],
    [
      'lists of one record',
      { path: '/orders/{id}', responses: answer(object({ id: text, lines: orders })) },
      undefined,
    ],
    [
      'items of a cart',
      {
        path: '/cart',
        responses: answer(object({ items: orders, a: text, b: text, c: text, totalizers: text, next_payment: text })),
      },
      undefined,
    ],
    ['errors', { responses: answer(object({ ok: { type: 'boolean' }, errors: orders })) }, undefined],
    [
      'lists that come back from a write',
      { method: 'POST', responses: answer(object({ tools: orders, metadata: object({}) })) },
      undefined,
    ],
    ['records that come back from a write', { method: 'POST', responses: answer(object({ orders })) }, 'orders'],
  ])('%s', (_, members, path) => {
    expect(findRecords(operationOf({ path: '/orders', ...members }), view)).toBe(path);
  });
});
