import { describe, expect, it } from 'vitest';
import { useEstate } from '../support/acme-estate.ts';

const world = useEstate();

/** Calls a third party directly, as nobody's connector does. */
async function call(
  server: 'storefront' | 'warehouse',
  path: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; json: Record<string, unknown> }> {
  const { environment } = world.acme;
  const password = String(environment['ACME_UK_WAREHOUSE_PASSWORD']);
  const credentials =
    server === 'storefront'
      ? { 'x-access-token': String(environment['ACME_UK_STOREFRONT_TOKEN']) }
      : { authorization: `Basic ${Buffer.from(`acme-uk:${password}`).toString('base64')}` };
  const response = await fetch(world.acme[server].origin + path, {
    method: options.method ?? 'GET',
    headers: { 'content-type': 'application/json', ...credentials, ...options.headers },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, unknown>,
  };
}

const order = {
  orderNumber: 'ACME-1',
  externalId: '1',
  channel: 'TEST',
  orderDate: '2026-03-01 10:00:00',
  currency: 'GBP',
  totals: { gross: 10 },
  deliveryAddress: { name: 'Zoë', line1: '12 Quarry Lane', town: 'Sheffield', postcode: 'S11 9PT', country: 'GB' },
  lines: [{ itemCode: 'MUG-001-BLU', quantity: 1 }],
};

const pushOrder = (body: unknown, key?: string): ReturnType<typeof call> =>
  call('warehouse', '/api/v1/sales-orders', {
    method: 'POST',
    body,
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });

describe('the stand-in shop', () => {
  it('refuses a wrong token, unknown parameters and times that are none', async () => {
    const { status } = await call('storefront', '/admin/api/orders.json', { headers: { 'x-access-token': 'guess' } });
    expect(status).toBe(401);
    expect((await call('storefront', '/admin/api/orders.json?since=1')).status).toBe(400);
    expect((await call('storefront', '/admin/api/orders.json?updated_at_min=yesterday')).status).toBe(400);
  });

  it('links pages, and keeps the filters inside page_info', async () => {
    const first = await call('storefront', '/admin/api/orders.json?limit=20&status=any');
    const [, next = ''] = /<([^>]+)>; rel="next"/u.exec(first.headers.get('link') ?? '') ?? [];
    const { pathname, search } = new URL(next);
    const second = await call('storefront', pathname + search);
    expect([first, second].map(({ json }) => (json['orders'] as unknown[]).length)).toEqual([20, 13]);
    expect(second.headers.get('link')).toMatch(/rel="previous"$/u);
    expect((await call('storefront', `${pathname}${search}&status=any`)).status).toBe(400);
  });

  it('refuses a stock level for a place it does not have', async () => {
    const body = { inventory_item_id: 1, location_id: '70100001', available: 3, note: 'x' };
    const { status, json } = await call('storefront', '/admin/api/inventory_levels/set.json', { method: 'POST', body });
    expect(status).toBe(422);
    expect(json['errors']).toEqual(['location_id: is no location of this shop', 'note: unknown field']);
    expect(world.acme.state().storefront.stockLevels).toEqual({});
  });
});

describe('the stand-in warehouse', () => {
  it('refuses a wrong password', async () => {
    const headers = { authorization: `Basic ${Buffer.from('acme-uk:guess').toString('base64')}` };
    const { status, headers: answered } = await call('warehouse', '/api/v1/stock-levels', { headers });
    expect([status, answered.get('www-authenticate')]).toEqual([401, 'Basic realm="warehouse"']);
  });

  it('says what is wrong with an order, and stores nothing', async () => {
    const { status, json } = await pushOrder({
      ...order,
      currency: 'gbp',
      lines: [{ itemCode: 'A', quantity: 0 }],
      x: 1,
    });
    expect(status).toBe(422);
    expect(json['reasons']).toEqual([
      'currency: must be three capital letters',
      'lines[0].quantity: must be a whole number above 0',
      'x: unknown field',
    ]);
    expect(world.acme.state().warehouse.salesOrders).toEqual([]);
  });

  it('does the work once for one idempotency key, also when the first answer was lost', async () => {
    const path = '/api/v1/sales-orders';
    world.acme.fail({ method: 'POST', path, fault: { kind: 'dropped', when: 'after-work' } });
    await expect(pushOrder(order, 'k1')).rejects.toThrow();
    const again = await pushOrder(order, 'k1');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect((await pushOrder({ ...order, orderNumber: 'ACME-2' }, 'k1')).status).toBe(422);
    expect((await pushOrder(order, 'k2')).status).toBe(409);
    expect(world.acme.state().warehouse.salesOrders).toEqual([order]);
    expect(world.acme.requests().map(({ status, idempotencyKey }) => [status, idempotencyKey])).toEqual([
      [0, 'k1'],
      [201, 'k1'],
      [422, 'k1'],
      [409, 'k2'],
    ]);
  });
});
