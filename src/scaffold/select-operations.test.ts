import { describe, expect, it } from 'vitest';
import { readValue } from '../../test/support/descriptions.ts';
import type { ApiModel } from './api-model.ts';
import { selectOperations } from './select-operations.ts';

const answer = (name: string): unknown => ({
  responses: { '200': { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } } },
});

const { model } = await readValue({
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  security: [{ key: [] }],
  tags: [{ name: 'orders' }, { name: 'stock' }],
  paths: {
    '/orders': { get: { operationId: 'listOrders', tags: ['orders'], ...Object(answer('Order')) }, post: null },
    '/orders/{id}/lines': { get: { tags: ['orders'], security: [{ basic: [] }], ...Object(answer('Line')) } },
    '/stock': { get: { operationId: 'getStock', tags: ['stock'], responses: {} } },
  },
  components: {
    schemas: {
      Order: { properties: { lines: { items: { $ref: '#/components/schemas/Line' } } } },
      Line: {},
      Unused: {},
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'k' }, basic: { type: 'http', scheme: 'basic' } },
  },
});
const shop = model as ApiModel; // the description above can be read

describe('selectOperations', () => {
  const idsOf = (selected: ApiModel): string[] => selected.operations.map(({ declaredId }) => declaredId);

  it('keeps everything without a filter', () => {
    expect(selectOperations(shop, { tags: [] }).model).toBe(shop);
  });

  it('keeps what has one of the tags, and only the schemas and schemes that it needs', () => {
    const { model: selected } = selectOperations(shop, { tags: ['orders'] });
    expect(idsOf(selected)).toEqual(['listOrders', 'GET /orders/{id}/lines']);
    expect([...selected.schemas.keys()]).toEqual(['Order', 'Line']);
    expect([...selected.securitySchemes.keys()]).toEqual(['key', 'basic']);
    expect(selected.tags.map(({ name }) => name)).toEqual(['orders']);
    expect(selected.declared).toEqual({ operations: 2, schemas: 2 });
  });

  it('takes paths with any number of stars', () => {
    expect(idsOf(selectOperations(shop, { paths: ['/orders*'] }).model)).toHaveLength(2);
    expect(idsOf(selectOperations(shop, { paths: ['/*/{id}/*'] }).model)).toEqual(['GET /orders/{id}/lines']);
    expect(idsOf(selectOperations(shop, { paths: ['/orders'] }).model)).toEqual(['listOrders']);
    expect(idsOf(selectOperations(shop, { paths: ['/o*ders*ders'] }).model)).toEqual([]);
  });

  it('takes names of operations in either form, and wants all kinds of filter to agree', () => {
    expect(idsOf(selectOperations(shop, { operations: ['getStock', 'get /orders'] }).model)).toEqual([
      'listOrders',
      'getStock',
    ]);
    expect(idsOf(selectOperations(shop, { operations: ['getStock'], tags: ['orders'] }).model)).toEqual([]);
  });

  it('keeps in the account what was skipped and asked for', () => {
    const { model: selected } = selectOperations(shop, { paths: ['/orders'] });
    expect(selected.skipped.map(({ name }) => name)).toEqual(['POST /orders']);
    expect(selected.declared.operations).toBe(2);
  });

  it('names the values that match nothing', () => {
    expect(selectOperations(shop, { tags: ['refunds'], paths: ['/stock'] }).unmatched).toEqual([
      { kind: 'tags', value: 'refunds' },
    ]);
  });
});
