import { describe, expect, it } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import { runService } from '../../src/interpret/run-service.ts';
import { checkDocument } from '../../src/lint/check-document.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { runFlow } from '../../src/runtime/run-flow.ts';
import { shapes } from '../../src/shapes/index.ts';
import { readSource } from '../../src/text/source.ts';
import { bundleOf, order, shop } from '../support/acme.ts';
import { testPorts } from '../support/fake-ports.ts';
import { startServer } from '../support/http-server.ts';

const connectors = new Map([['shop', shop]]);
const filters = [
  { field: 'updated_at', type: 'datetime', operator: 'withinLast', value: { amount: 15, unit: 'minute' } },
  { field: 'status', type: 'string', operator: 'equals', value: 'paid' },
];
const orders = [
  order(1, { status: 'paid' }),
  order(2, { status: 'open' }),
  order(3, { status: 'paid', lines: 'none' }),
  order(4, { status: 'paid', courier: 'Pigeon' }),
];

describe('conversion', () => {
  const result = convertBundle({ bundle: bundleOf({ filters }), connectors });

  it('accounts for every value', () => {
    const { converted, noted, undecided, unsupported, total } = result.totals;
    expect(converted + noted + undecided + unsupported).toBe(total);
    expect([...result.entries].filter(({ rule }) => rule === 'none')).toEqual([]);
  });

  it('leaves decisions open until they are answered, and then none', () => {
    expect(result.open).toContain('1001/missing-field');
    // With one endpoint that fits there is nothing to ask.
    expect(result.open).not.toContain('1001/endpoint/source');
    expect(result.totals.undecided).toBeGreaterThan(0);
    const answered = {
      ...result.decisions,
      decisions: result.decisions.decisions.map((one) => ({
        ...one,
        // Nobody can recommend a date.
        answer: one.recommended ?? (one.id.endsWith('/dedupe-state') ? 'empty' : null),
      })),
    };
    const again = convertBundle({ bundle: bundleOf({ filters }), connectors, decisions: answered });
    expect(again.open).toEqual([]);
    expect(again.totals.undecided).toBe(0);
    expect(again.flows.map(({ flow }) => flow)).toEqual(result.flows.map(({ flow }) => flow));
  });

  it('writes flows that pass the checks', async () => {
    const text = JSON.stringify(result.flows[0]?.flow);
    const { diagnostics } = await checkDocument(await readSource('orders.flow.json', new TextEncoder().encode(text)));
    expect(diagnostics).toEqual([]);
  });

  it('says after each service how many are done', () => {
    const told: string[] = [];
    const bundle = bundleOf({ filters });
    const services = [1, 2, 3].flatMap((id) => bundle.services.map((service) => ({ ...service, id: String(id) })));
    const onService = (done: number, all: number): void => void told.push(`${done} of ${all}`);
    convertBundle({ bundle: { ...bundle, services }, connectors, onService });
    expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  });

  it('refuses a service with a payload script and says so', () => {
    const bundle: ServiceBundle = {
      ...bundleOf({ payloadScript: { scriptId: 's1', position: 'unknown' } }),
      scripts: [{ id: 's1', name: 'Tidy', level: 'payload', language: 'perl', code: '1;' }],
    };
    const refused = convertBundle({ bundle, connectors });
    expect(refused.refused.map(({ service }) => service)).toEqual(['1001']);
    expect(refused.totals.unsupported).toBeGreaterThan(0);
  });
});

describe('service and flow', () => {
  interface World {
    readonly requests: readonly string[];
    readonly keys: readonly string[];
    readonly failed: number;
  }

  /** Three runs over the same records: a third party that fails once, then overlapping windows. */
  async function observe(world: 'service' | 'flow'): Promise<World> {
    let down = true;
    const server = await startServer(({ method, body }) => {
      if (method === 'GET') return { json: { orders } };
      if (down && body.includes('#4')) return { status: 503 };
      return { status: 201, json: { ok: true } };
    });
    const ports = testPorts();
    const bundle = bundleOf({ filters });
    const around = {
      connectors,
      instances: new Map([['Store', { name: 'Store', connector: 'shop', values: { baseUrl: server.origin } }]]),
      nowMs: Date.UTC(2026, 2, 1, 10),
      ports,
      profile: resolveProfile({ 'connector.concurrency': '1' }),
      signal: new AbortController().signal,
      run: 'run-1',
    };
    const flow = convertBundle({ bundle, connectors }).flows[0]?.flow;
    if (flow === undefined) throw new Error('nothing was converted');
    let failed = 0;
    for (let round = 0; round < 3; round++) {
      const { status, failures } =
        world === 'service'
          ? await runService({ ...around, bundle, serviceId: '1001' })
          : await runFlow({ ...around, flow, shapes });
      if (status.code === 3) throw new Error(failures.map(({ message }) => message).join('\n'));
      failed += failures.length;
      down = false;
    }
    await ports.http.close();
    await server.close();
    const keys =
      world === 'service'
        ? (await ports.stores.ledgers.list('1001'))
            .filter(({ status }) => status === 'OK')
            .map(({ identity }) => identity)
        : (await ports.stores.pools.list('Ledger 1001')).map(({ key }) => key);
    return {
      requests: server.received.map(({ method, url, body }) => `${method} ${url.pathname}${url.search} ${body}`),
      keys,
      failed,
    };
  }

  it('send the same requests, remember the same records, and fail the same ones', async () => {
    const service = await observe('service');
    const flow = await observe('flow');
    expect(flow).toEqual(service);
    expect(service.keys).toEqual(['1', '4']);
    expect(service.requests.filter((line) => line.startsWith('POST'))).toHaveLength(3);
  });
});

describe('a filter that looks into a list', () => {
  it('keeps whole records of which one element matches, and drops the others', async () => {
    const server = await startServer(({ method }) =>
      method === 'GET'
        ? { json: { orders: [order(1), order(2, { lines: [{ sku: 'A' }] }), order(3, { lines: [] })] } }
        : { status: 201, json: { ok: true } },
    );
    const filters = [
      { field: 'Line SKU', operator: 'equals', value: 'B' },
      { field: 'Line SKU', operator: 'equals', value: 'A' },
    ];
    const flow = convertBundle({ bundle: bundleOf({ filters }), connectors }).flows[0]?.flow;
    if (flow === undefined) throw new Error('nothing was converted');
    const ports = testPorts();
    const { failures } = await runFlow({
      connectors,
      instances: new Map([['Store', { name: 'Store', connector: 'shop', values: { baseUrl: server.origin } }]]),
      nowMs: Date.UTC(2026, 2, 1, 10),
      ports,
      profile: resolveProfile({ 'connector.concurrency': '1' }),
      signal: new AbortController().signal,
      run: 'run-1',
      flow,
      shapes,
    });
    await ports.http.close();
    await server.close();
    expect(failures).toEqual([]);
    const pushed = server.received
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => JSON.parse(body) as unknown);
    expect(pushed).toEqual([{ number: 'UK-#1', items: [{ code: 'A' }, { code: 'B' }], service: 'ND' }]);
  });
});
