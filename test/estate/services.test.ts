import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/app/run.ts';
import { estate, useEstate } from '../support/acme-estate.ts';

const world = useEstate();

const statuses = ({ result }: RunReport): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of result?.items ?? []) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const bodyOf = (text: string): unknown =>
  world.pushes().find(({ body }) => JSON.stringify(body).includes(`"${text}"`))?.body;
const order = (number: string): Record<string, unknown> | undefined =>
  world.acme.records.orders.find(({ name }) => name === number);

describe('the services of the estate', () => {
  it.each([
    // id, run status, pulled, past the filters, accepted, path of the listing, pages
    ['1001', 5, 24, 16, 14, '/admin/api/orders.json', 3],
    ['1002', 5, 30, 20, 18, '/admin/api/orders.json', 3],
    ['1003', 5, 24, 23, 22, '/api/v1/stock-levels', 3],
    ['1004', 2, 12, 10, 10, '/admin/api/customers.json', 3],
    ['1006', 2, 10, 8, 8, '/api/v1/despatches', 2],
    ['2001', 2, 8, 5, 5, '/admin/api/refunds.json', 2],
  ])(
    '%s runs: status %i, %i pulled, %i past the filters, %i accepted',
    async (id, code, pulled, passed, accepted, path, pages) => {
      const { result } = await world.run(id);
      expect(result).toMatchObject({ status: { code }, counts: { pulled, pushed: accepted } });
      expect(result?.items).toHaveLength(passed);
      expect(world.pushes().filter(({ status }) => status < 300)).toHaveLength(accepted);
      expect(world.pages(path)).toHaveLength(pages);
      expect(world.pages(path).every(({ status }) => status === 200)).toBe(true);
    },
  );

  it('1001 maps header, totals, addresses and lines', async () => {
    await world.run('1001');
    expect(bodyOf('ACME-1042')).toEqual({
      orderNumber: 'ACME-1042',
      externalId: '5002042',
      channel: 'WEB-UK',
      orderDate: '2026-03-01 08:05:00',
      carrierService: 'DPD-ND',
      paymentType: 'CARD',
      currency: 'GBP',
      instructions: 'Please leave with the neighbour at number 90 if nobody answe',
      promotionCodes: 'SPRING10; FREEWRAP',
      totals: { gross: 90.4, tax: 15.07, delivery: 7.5 },
      contact: { email: 'lukasz.wojcik@mail.example' },
      deliveryAddress: {
        name: 'Łukasz Wójcik',
        company: '',
        line1: 'Flat 4',
        line2: '88 Chorlton Road',
        town: 'Manchester',
        postcode: 'M15 4AN',
        country: 'GB',
      },
      pickingList: 'KET-STL-1L7,TEA-ERL-100,gft-wrp-001',
      lines: [
        {
          reference: 'L-880014',
          itemCode: 'KET-STL-1L7',
          description: 'Brushed steel kettle, 1.7 litre',
          quantity: 1,
          unitPrice: 64,
          site: 'COVENTRY',
        },
        {
          reference: 'L-880021',
          itemCode: 'TEA-ERL-100',
          description: 'Earl Grey loose leaf tea, 100 g',
          quantity: 2,
          unitPrice: 7.95,
          site: 'COVENTRY',
        },
        {
          reference: 'L-880028',
          itemCode: 'GFT-WRP-001',
          description: 'Gift wrapping',
          quantity: 1,
          unitPrice: 3,
          site: 'COVENTRY',
          giftText: 'Enjoy your tea. Łukasz',
        },
      ],
    });
  });

  it('1001 looks up by field, condition and row order, and says what it does without a value', async () => {
    await world.run('1001');
    expect(bodyOf('ACME-1043')).toMatchObject({ paymentType: 'PAYPAL', deliveryAddress: { country: 'ROI' } });
    expect(bodyOf('ACME-1044')).toMatchObject({ carrierService: 'DHL-EXP', currency: 'EUR' });
    expect(bodyOf('ACME-1046')).toMatchObject({ carrierService: 'Airmail', paymentType: '', totals: { gross: 6640 } });
    expect(bodyOf('ACME-1048')).toMatchObject({ carrierService: 'STORE', paymentType: 'VOUCHER' });
    expect(bodyOf('ACME-1049')).toMatchObject({ paymentType: 'ON-ACCOUNT', contact: { phone: null } });
    expect(bodyOf('ACME-1051')).toMatchObject({ deliveryAddress: { country: 'GB', line2: null } });
    expect(bodyOf('ACME-1051')).not.toHaveProperty('contact');
    expect(bodyOf('ACME-1053')).toMatchObject({ carrierService: null, totals: { delivery: 0 } });
  });

  it('1001 asks the shop for the time window and tests the rest itself', async () => {
    const { result } = await world.run('1001');
    expect(world.pages('/admin/api/orders.json')[0]?.query).toEqual({
      status: 'any',
      updated_at_min: '2026-03-01T08:00:00+00:00',
      limit: '10',
    });
    const pulled = result?.items?.map(({ reference }) => reference) ?? [];
    // One for each filter: too old, too young, unpaid, fulfilled, free of charge, without a payment status.
    for (const rejected of ['#1031', '#1057', '#1059', '#1061', '#1063', '#1064']) {
      expect(order(rejected)).toBeDefined();
      expect(pulled).not.toContain(rejected);
    }
    expect(pulled).toContain('#1055');
  });

  it('1001 reports the order that the warehouse refuses and the one that cannot be mapped', async () => {
    const { result, exit } = await world.run('1001');
    expect(exit).toBe(1);
    expect(
      result?.items
        ?.filter(({ status }) => status === 'Failed')
        .map(({ reference, failure }) => [reference, failure?.code]),
    ).toEqual([
      ['#1054', 'run/rejected'],
      ['#1056', 'run/missing-source'],
    ]);
  });

  it.each(['1001', '1003', '1004', '1006', '2001'])('%s pushes nothing twice', async (id) => {
    const first = await world.run(id);
    const accepted = world.pushes().filter(({ status }) => status < 300);
    const second = await world.run(id);
    expect(second.result?.counts?.pulled).toBe(first.result?.counts?.pulled);
    expect(statuses(second)['OK']).toBeUndefined();
    expect(statuses(second)['Skipped']).toBe(accepted.length);
    expect(world.pushes().filter(({ status }) => status < 300)).toEqual(accepted);
  });

  it('1001 gives up on a record when its attempts are used up', async () => {
    for (let attempt = 1; attempt <= 4; attempt++) await world.run('1001');
    expect(world.pushes().filter(({ status }) => status === 422)).toHaveLength(4);
    const { result } = await world.run('1001');
    expect(result?.status.code).toBe(2);
    expect(world.pushes().filter(({ status }) => status === 422)).toHaveLength(4);
  });

  it('1002 sweeps up what 1001 has missed', async () => {
    await world.run('1001');
    const before = world.pushes().length;
    const { result } = await world.run('1002');
    expect(result?.items?.filter(({ status }) => status === 'OK').map(({ reference }) => reference)).toEqual([
      '#1028',
      '#1029',
      '#1030',
      '#1031',
    ]);
    // Four new ones and the refused one once more.
    expect(world.pushes()).toHaveLength(before + 5);
  });

  it('1003 counts pages, and pushes a level again when it has changed', async () => {
    await world.run('1003');
    expect(world.pages('/api/v1/stock-levels').map(({ query }) => query)).toEqual(
      ['1', '2', '3'].map((page) => ({ changedSince: '2026-02-28 10:00:00', pageSize: '10', page })),
    );
    expect(world.pushes()[0]?.body).toEqual({ inventory_item_id: 44010001, location_id: 70100001, available: 14 });
    const { stockLevels } = world.acme.records;
    stockLevels[0] = { ...stockLevels[0], quantities: { onHand: 5, allocated: 0, free: 5 } };
    const before = world.pushes().length;
    await world.run('1003');
    expect(
      world
        .pushes()
        .slice(before)
        .map(({ body }) => body),
    ).toEqual([{ inventory_item_id: 44010001, location_id: 70100001, available: 5 }]);
    expect(world.acme.state().storefront.stockLevels['44010001@70100001']).toBe(5);
  });

  it('1004 follows page tokens, and pushes a customer again when the record was modified', async () => {
    await world.run('1004');
    expect(world.pages('/admin/api/customers.json').map(({ query }) => 'page_token' in query)).toEqual([
      false,
      true,
      true,
    ]);
    expect(bodyOf('C7308')).toEqual({
      code: 'C7308',
      name: { first: '', last: 'Adeyemi' },
      email: 'marcus.adeyemi@mail.example',
      telephone: null,
      mailingList: false,
      labels: [''],
      addresses: [{ street: '7 Harbour View', town: 'Edinburgh', postcode: 'EH6 6QQ', country: 'GB' }],
    });
    const { customers } = world.acme.records;
    customers[0] = { ...customers[0], phone: '+44 7700 900199', updated_at: '2026-03-01T09:59:00Z' };
    const before = world.pushes().length;
    await world.run('1004');
    expect(world.pushes()).toHaveLength(before + 1);
    expect(world.acme.state().warehouse.customers['C7301']).toMatchObject({ telephone: '+44 7700 900199' });
  });

  it('1005 takes orders as they arrive', async () => {
    const arrivals = JSON.parse(readFileSync(join(estate, 'samples', 'inbound', '1005.json'), 'utf8')) as unknown[];
    const outcomes: unknown[] = [];
    for (const payload of arrivals) outcomes.push((await world.run('1005', { payload })).result?.items?.[0]);
    expect(outcomes).toMatchObject([
      { sourceId: 'BAZ-00311', status: 'OK' },
      { sourceId: 'BAZ-00312', status: 'OK' },
      { sourceId: 'HAN-00077', status: 'OK' },
      { sourceId: 'HAN-00078', status: 'Failed', failure: { code: 'run/rejected' } },
      { sourceId: 'HAN-00079', status: 'Failed', failure: { code: 'run/missing-source' } },
    ]);
    expect(bodyOf('MP-BAZ-00312')).toMatchObject({
      channel: 'MKT-BAZAAR',
      orderDate: '2026-03-01 10:50:00',
      carrierService: 'DPD-ND',
      paymentType: 'MARKETPLACE',
      totals: { gross: 19.36 },
    });
    expect(bodyOf('MP-HAN-00077')).toMatchObject({ carrierService: 'RM-48', currency: 'GBP' });
  });

  it('1006 follows next-page URLs', async () => {
    await world.run('1006');
    expect(world.pages('/api/v1/despatches').map(({ query }) => query['after'])).toEqual([undefined, 'D-20445']);
    expect(world.acme.state().storefront.fulfilments[0]).toEqual({
      order_id: 5002061,
      tracking_info: {
        number: '15501234567890',
        url: 'https://track.example.com/15501234567890',
        company: 'DPD UK',
      },
      notify_customer: true,
      shipped_at: '2026-03-01T09:35:00+00:00',
      line_items: [{ sku: 'BLK-MER-130', quantity: 1 }],
    });
  });

  it('1007 is refused, and nothing is sent', async () => {
    const { result, exit } = await world.run('1007');
    expect(exit).toBe(1);
    expect(result?.failures.map(({ code }) => code)).toEqual(['run/script-language']);
    expect(world.acme.requests()).toEqual([]);
  });
});
