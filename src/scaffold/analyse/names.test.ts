import { describe, expect, it } from 'vitest';
import { operationOf } from '../../../test/support/operation.ts';
import { foldCase, identifierOf } from './identifier.ts';
import { nameOperations } from './names.ts';

describe('identifierOf', () => {
  it.each([
    ['List orders', 'listOrders'],
    ['orders/list-for-org', 'ordersListForOrg'],
    ['HTTPServer_getV2', 'httpServerGetV2'],
    ['Import', 'import_'],
    ['then', 'then_'],
    ['__proto__', 'proto'],
    ['constructor', 'constructor_'],
    ['1_3', '_13'],
    ['Größe ändern', 'größeÄndern'],
    ['注文 一覧', '注文一覧'],
    ['*/ alert(1) /*', 'alert1'],
    ['${process.exit()}', 'processExit'],
    ['🙂', ''],
  ])('%s becomes %s', (text, name) => {
    expect(identifierOf(text)).toBe(name);
  });
});

const list = operationOf({ declaredId: 'listOrders', path: '/orders', tags: ['Orders'], summary: 'List orders.' });
const get = operationOf({ declaredId: 'getOrder', path: '/orders/{id}', tags: ['Orders'] });

describe('nameOperations', () => {
  const names = (...args: Parameters<typeof nameOperations>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(nameOperations(...args).table).map(([key, { group, id }]) => [key, `${group}.${id}`]),
    );

  it('names by id and first tag', () => {
    expect(nameOperations([list, get]).table).toEqual({
      'GET /orders': { id: 'listOrders', group: 'orders', title: 'List orders' },
      'GET /orders/{id}': { id: 'getOrder', group: 'orders', title: 'Get order' },
    });
  });

  it('derives names from method and path where there is no id', () => {
    const bare = operationOf({ declaredId: 'GET /v1/stock-levels/{sku}', path: '/v1/stock-levels/{sku}', tags: [] });
    expect(names([bare])).toEqual({ 'GET /v1/stock-levels/{sku}': 'stockLevels.getV1StockLevelsBySku' });
  });

  it('takes the group off an id that begins with it', () => {
    const repos = operationOf({ declaredId: 'orders/list-open', path: '/open', tags: ['orders'] });
    expect(names([repos])).toEqual({ 'GET /open': 'orders.listOpen' });
  });

  it('tells ids apart that are equal, or equal but for case', () => {
    const same = operationOf({ declaredId: 'ListOrders', path: '/archive/orders', tags: ['ORDERS'] });
    const third = operationOf({ declaredId: 'listorders', path: '/drafts', tags: ['orders'] });
    const all = names([list, same, third]);
    expect(all).toEqual({
      'GET /orders': 'orders.listOrders',
      'GET /archive/orders': 'orders.getArchiveOrders',
      'GET /drafts': 'orders.getDrafts',
    });
    expect(new Set(Object.values(all).map(foldCase)).size).toBe(3);
  });

  it('never renames: whatever comes first in the next version, names given stay', () => {
    const before = nameOperations([list, get]).table;
    const newcomer = operationOf({
      declaredId: 'listOrders',
      path: '/a/orders',
      tags: ['Orders'],
      summary: 'List orders',
    });
    const after = nameOperations([newcomer, get, list], before).table;
    expect(after).toMatchObject(before);
    expect(after['GET /a/orders']).toEqual({ id: 'getAOrders', group: 'orders', title: 'List orders (Orders)' });
  });

  it('keeps names taken that belong to operations that are gone', () => {
    const before = nameOperations([list]).table;
    const other = operationOf({ declaredId: 'listOrders', path: '/new', tags: ['Orders'] });
    expect(names([other], before)['GET /new']).toBe('orders.getNew');
    expect(names([other, list], nameOperations([other], before).table)['GET /orders']).toBe('orders.listOrders');
  });

  it('tells requests to one address apart by name and folder', () => {
    const at = (declaredId: string, ...tags: string[]) => operationOf({ method: 'POST', path: '/', declaredId, tags });
    expect(names([at('Pay', 'A'), at('Pay', 'B'), at('Pay', 'B'), at('Pay', 'B', 'Inner')])).toEqual({
      'POST / #A/Pay': 'a.pay',
      'POST / #B/Pay': 'b.pay',
      'POST / #B/Pay (2)': 'b.post',
      'POST / #B/Inner/Pay': 'b.innerPay',
    });
  });
});
