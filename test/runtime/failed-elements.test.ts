import { afterEach, describe, expect, it } from 'vitest';
import type { Origin } from '../../src/contract/payload.ts';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, run } from '../support/flows.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let server: TestServer | undefined;
afterEach(async () => server?.close());

const toNumber = [{ function: 'cast to number' }];

/** Where the one failure of a flow that pulls the answer and maps it stands. */
async function failedAt(answer: unknown, steps: readonly object[]): Promise<Origin | undefined> {
  server = await startServer(() => ({ json: answer }));
  const endpoint = { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' };
  const flow = flowOf([pull(), ...steps], { endpoints: [endpoint] });
  const { failures } = await run(flow, testPorts(), { baseUrl: server.origin });
  expect(failures.map(({ code }) => code)).toEqual(['run/transform-failed']);
  return failures[0]?.origin;
}

const map = (sources: string, target: string, more: object = {}): object => ({
  name: 'Map',
  microservice: 'map',
  config: { ...more, rules: [{ sources: [sources], target, transforms: toNumber }] },
});

describe('a record that a map cannot take', () => {
  it('is named by key and place in the page', async () => {
    const orders = [
      { id: 'a', qty: 1 },
      { id: 'b', qty: 'two' },
      { id: 'c', qty: 'three' },
    ];
    expect(await failedAt(orders, [map('*.qty', '*.qty')])).toEqual({ page: 1, path: '1', key: 'b' });
  });

  it('is named by the record, where an element inside it is wrong', async () => {
    const page = {
      orders: [
        { id: 'a', lines: [] },
        {
          id: 'b',
          lines: [
            { sku: 'x', qty: 1 },
            { sku: 'y', qty: '?' },
          ],
        },
      ],
    };
    expect(await failedAt(page, [map('orders.*.lines.*.qty', '*.lines.*.qty')])).toEqual({
      page: 1,
      path: 'orders.1.lines.1',
      key: 'b',
    });
  });

  it('is the one of a batch, by its place in the page', async () => {
    const orders = Array.from({ length: 5 }, (_, index) => ({ id: index, qty: index === 3 ? 'x' : index }));
    const batch = { name: 'Batch', microservice: 'batch', config: { path: '*', size: 2 } };
    expect(await failedAt(orders, [batch, map('*.qty', '*.qty')])).toMatchObject({ page: 1, path: '3', key: '3' });
  });

  it('is the payload itself, where a list is put around it for the map', async () => {
    const single = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
    const wrapped = map('*.qty', '*.qty', { wrap_input: true });
    expect(await failedAt([{ id: 'a', qty: 'x' }], [single, wrapped])).toEqual({ page: 1, path: '0', key: 'a' });
  });
});
