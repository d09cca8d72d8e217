import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startAcme, type PlannedFault, type RememberedRequest } from '../../fixtures/estate-acme/stand-ins/index.ts';
import { convertFile, type ConvertReport } from '../../src/app/convert.ts';
import { validateFiles } from '../../src/app/validate.ts';
import { bundleFile, estate, now, useEstate } from '../support/acme-estate.ts';

const world = useEstate();
let report: ConvertReport;
beforeEach(async () => {
  report = await convertFile({ file: bundleFile, out: join(world.scratch, 'flows') });
});

describe('the converted estate', () => {
  it('accounts for every value, and names the service that does not convert', () => {
    const { converted = 0, noted = 0, undecided = 0, unsupported = 0, total } = report.totals ?? {};
    expect(converted + noted + undecided + unsupported).toBe(total);
    expect(report.refused.map(({ service }) => service)).toEqual(['1007']);
    expect(report.exit).toBe(1);
  });

  it('passes the checks', async () => {
    expect((await validateFiles([join(world.scratch, 'flows')])).diagnostics).toEqual([]);
    // A bundle of real life: sound, with a few things that its author does not say.
    const { diagnostics } = await validateFiles([estate]);
    expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(['warning', 'info']));
  });

  it.each(['1001', '1002', '1003', '1004', '1006', '2001'])('%s as a flow sends what the service sends', async (id) => {
    const service = await observe(id, 'service');
    expect(await observe(id, 'flow')).toEqual(service);
    expect(service.filter(({ method }) => method !== 'GET').length).toBeGreaterThan(0);
  });

  it('1001 and its flow agree when the warehouse is down for one record', async () => {
    const fault: PlannedFault = {
      method: 'POST',
      path: '/api/v1/sales-orders',
      bodyIncludes: 'ACME-1044',
      fault: { kind: 'status', status: 503 },
    };
    const service = await observe('1001', 'service', { faults: [fault] });
    expect(
      service.filter(({ body }) => JSON.stringify(body)?.includes('"ACME-1044"')).map(({ status }) => status),
    ).toEqual([503, 201]);
    expect(await observe('1001', 'flow', { faults: [fault] })).toEqual(service);
  });

  it('1001 as a flow runs where it was written, and pushes no record twice whose answer was lost', async () => {
    world.acme.fail({
      method: 'POST',
      path: '/api/v1/sales-orders',
      bodyIncludes: 'ACME-1044',
      fault: { kind: 'dropped', when: 'after-work' },
    });
    for (const _ of [1, 2]) await world.run(join(world.scratch, 'flows', '1001-orders-to-warehouse.flow.json'));
    const isLost = (value: unknown): boolean => JSON.stringify(value).includes('"ACME-1044"');
    expect(world.acme.state().warehouse.salesOrders.filter(isLost)).toHaveLength(1);
    expect(world.pushes().filter(isLost).at(-1)?.status).toBe(201);
  });

  it('the flow of the sweeper knows what the flow of 1001 has sent', async () => {
    const flowOf = (id: string): string => globSync(join(world.scratch, 'flows', `${id}-*.flow.json`))[0] ?? '';
    const instances = join(estate, 'instances.yaml');
    await world.run(flowOf('1001'), { instances });
    const before = world.pushes().length;
    await world.run(flowOf('1002'), { instances });
    // Four orders that fell out of the window of 1001, and the refused one once more.
    expect(world.pushes()).toHaveLength(before + 5);
  });

  it('1005 and its flow agree on each arrival', async () => {
    const payloads = JSON.parse(readFileSync(join(estate, 'samples', 'inbound', '1005.json'), 'utf8')) as unknown[];
    const service = await observe('1005', 'service', { payloads });
    expect(await observe('1005', 'flow', { payloads })).toEqual(service);
    expect(service).toHaveLength(5);
  });
});

type Observed = Omit<RememberedRequest, 'idempotencyKey'>;

/**
 * All requests of two runs over the same records against third parties of its own: first the pulls, then the pushes, because a
 * service pushes while it pulls. Keys differ from run to run.
 */
async function observe(
  id: string,
  kind: 'service' | 'flow',
  { faults = [], payloads = [undefined] }: { faults?: readonly PlannedFault[]; payloads?: readonly unknown[] } = {},
): Promise<readonly Observed[]> {
  const acme = await startAcme({ now, faults });
  for (const [name, value] of Object.entries(acme.environment)) vi.stubEnv(name, value);
  const [flow = ''] = globSync(`flows/${id}-*.flow.json`, { cwd: world.scratch });
  const around = { state: join(world.scratch, kind), instances: join(estate, 'instances.yaml') };
  try {
    for (let round = 0; round < 2; round++)
      for (const payload of payloads)
        await world.run(kind === 'service' ? id : join(world.scratch, flow), { ...around, payload });
    return acme
      .requests()
      .toSorted((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'))
      .map(({ server, method, path, query, body, status }) => ({ server, method, path, query, body, status }));
  } finally {
    await acme.close();
  }
}
