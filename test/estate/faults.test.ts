import { describe, expect, it, vi } from 'vitest';
import { useEstate } from '../support/acme-estate.ts';

const world = useEstate();
const orders = { method: 'GET', path: '/admin/api/orders.json' } as const;
const salesOrders = { method: 'POST', path: '/api/v1/sales-orders' } as const;

async function itemOf(reference: string): Promise<unknown> {
  const { result } = await world.run('1001');
  const { status, attempts } = result?.items?.find((item) => item.reference === reference) ?? {};
  return { status, attempts };
}

describe('third parties that fail', () => {
  it('is asked again after 429, at the time it names', async () => {
    world.acme.fail({ ...orders, after: 1, times: 2, fault: { kind: 'rate-limited', retryAfter: 0 } });
    const { result } = await world.run('1001');
    expect(result?.counts).toMatchObject({ pulled: 24, pushed: 14 });
    expect(world.pages(orders.path).map(({ status }) => status)).toEqual([200, 429, 429, 200, 200]);
  });

  it.each([
    ['503', { kind: 'status', status: 503 }],
    ['a dropped connection', { kind: 'dropped' }],
  ] as const)('leaves a record pending after %s, and pushes it at the next run', async (_, fault) => {
    world.acme.fail({ ...salesOrders, bodyIncludes: 'ACME-1044', fault });
    expect(await itemOf('#1044')).toEqual({ status: 'Pending', attempts: 1 });
    expect(await itemOf('#1044')).toEqual({ status: 'OK', attempts: 2 });
    expect(await itemOf('#1044')).toEqual({ status: 'Skipped', attempts: 2 });
    const pushed = world.pushes().filter(({ body }) => JSON.stringify(body).includes('"ACME-1044"'));
    expect(pushed).toHaveLength(2);
    expect(pushed[1]?.status).toBe(201);
  });

  it('waits after 429 without using up an attempt', async () => {
    world.acme.fail({ ...salesOrders, bodyIncludes: 'ACME-1044', times: 3, fault: { kind: 'rate-limited' } });
    expect(await itemOf('#1044')).toEqual({ status: 'OK', attempts: 1 });
    const pushed = world.pushes().filter(({ body }) => JSON.stringify(body).includes('"ACME-1044"'));
    expect(pushed.map(({ status }) => status)).toEqual([429, 429, 429, 201]);
  });

  it('does not push a record twice whose answer was lost', async () => {
    world.acme.fail({
      ...salesOrders,
      bodyIncludes: 'ACME-1044',
      fault: { kind: 'dropped', when: 'after-work' },
    });
    expect(await itemOf('#1044')).toEqual({ status: 'Pending', attempts: 1 });
    expect(await itemOf('#1044')).toEqual({ status: 'OK', attempts: 2 });
    const stored = world.acme.state().warehouse.salesOrders.map((one) => JSON.stringify(one));
    expect(stored.filter((text) => text.includes('"ACME-1044"'))).toHaveLength(1);
  });

  it('ends the run when a page of the pull cannot be read; the next run goes on behind the pages before', async () => {
    world.acme.fail({ ...orders, after: 1, fault: { kind: 'malformed' } });
    const { result, exit } = await world.run('1001');
    expect(exit).toBe(1);
    expect(result?.status.code).toBe(3);
    expect(result?.failures.map(({ code }) => code)).toEqual(['run/bad-answer']);
    const before = result?.counts?.pushed ?? 0;
    expect(result?.counts?.pulled).toBe(10);
    expect(before).toBeGreaterThan(0);

    const next = await world.run('1001');
    expect(next.result?.counts?.byStatus).toMatchObject({ Skipped: before, OK: 14 - before });
    expect(world.pushes().filter(({ status }) => status < 300)).toHaveLength(14);
  });

  it('ends the run with exit code 3 when credentials are refused', async () => {
    vi.stubEnv('ACME_UK_WAREHOUSE_PASSWORD', 'guessed');
    const { result, exit } = await world.run('1001');
    expect(exit).toBe(3);
    expect(result?.failures.map(({ code }) => code)).toEqual(['run/unauthorised']);
    expect(world.pushes().map(({ status }) => status)).toEqual([401]);
  });
});
