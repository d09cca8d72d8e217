import { describe, expect, it } from 'vitest';
import { compareWorlds, type CompareOptions } from '../../src/verify/compare.ts';
import type { Observation, ObservedRequest } from '../../src/verify/observation.ts';

const options: CompareOptions = { reports: false, guessRecord: () => undefined };

function pushOf(record: string, body: object): ObservedRequest {
  const target = { party: 'shop', instance: 'Shop', method: 'POST', path: '/orders', query: [], status: 201 } as const;
  return { kind: 'push', ...target, record, body };
}

function world(requests: readonly ObservedRequest[]): Observation {
  const run = { status: 2, requests, failures: [], items: [], tracked: [] } as const;
  return { rounds: [[run]], done: [], state: new Map([['orders', requests.map(({ body }) => body)]]) };
}

const a = pushOf('1', { number: 'A', lines: [1, 2] });
const b = pushOf('2', { lines: [3], number: 'B' });

describe('the comparison', () => {
  it('finds worlds equal whatever the order of keys', () => {
    const other = pushOf('1', { lines: [1, 2], number: 'A' });
    expect(compareWorlds('plain', world([a, b]), world([other, b]), options)).toEqual([]);
  });

  it('says of another order just that', () => {
    const found = compareWorlds('plain', world([a, b]), world([b, a]), options);
    expect(found.map(({ what, record }) => [what, record])).toEqual([['order', '1']]);
  });

  it('counts repeated requests', () => {
    const found = compareWorlds('plain', world([a]), world([a, a]), options);
    expect(found.map(({ what, service, flow }) => [what, service, flow])).toEqual([
      ['request', undefined, 'POST shop (Shop) /orders'],
      ['state', undefined, 'orders'],
    ]);
  });

  it('points at the deepest place that differs, in the record that is most alike', () => {
    const changed = pushOf('1', { number: 'A', lines: [1, 9] });
    const { record: _, ...unlabelled } = changed;
    const found = compareWorlds('plain', world([b, a]), world([unlabelled, b]), options);
    expect(found).toMatchObject([
      { what: 'request', record: '1', pointer: '/lines/1', service: 2, flow: 9 },
      { what: 'state', record: '1', pointer: '/lines/1', service: 2, flow: 9 },
    ]);
  });

  it('tells nothing from null', () => {
    const [empty, absent] = [pushOf('1', { number: null }), pushOf('1', {})];
    const [found] = compareWorlds('plain', world([empty]), world([absent]), options);
    expect(found).toMatchObject({ pointer: '/number', service: null, flow: undefined });
  });
});
