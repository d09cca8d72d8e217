import { expect, it } from 'vitest';
import { operationOf } from '../../../test/support/operation.ts';
import { entityOf } from './entity.ts';
import { createSchemaView } from './schema-view.ts';

const view = createSchemaView(new Map());

it.each([
  ['/v2/orders', 'orders'],
  ['/orders/{id}', 'orders'],
  ['/orders/{id}/lines', 'order lines'],
  ['/orders/{id}/cancel', 'orders'],
  ['/Customers.json', 'customer'],
  ['/fulfillments', 'fulfilments'],
  ['/products/{id}/variants', 'variant'],
  ['/purchase-orders/search', 'purchase orders'],
  ['/orders/{id}/risk_scores', 'risk scores'],
  ['/{anything}', undefined],
])('%s gives %s', (path, entity) => {
  expect(entityOf(operationOf({ path }), undefined, view)).toBe(entity);
});

it('takes the tag where the path has no noun', () => {
  expect(entityOf(operationOf({ path: '/v1/search', tags: ['Invoices'] }), undefined, view)).toBe('invoices');
});
