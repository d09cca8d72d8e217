import { expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import { reportOf } from '../../src/convert/report.ts';
import { bundleOf, shop } from '../support/acme.ts';

it('a service whose conversion breaks off leaves the others their flows, and nothing of it counts as converted', () => {
  const one = bundleOf({ id: '1' });
  const [service] = one.services;
  const [connector] = one.connectors;
  const [system] = one.systems;
  const bundle = {
    ...one,
    systems: [...one.systems, { ...system!, id: 'odd', name: 'Odd' }], // bundleOf makes one of each
    connectors: [...one.connectors, { ...connector!, id: 'c-odd', systemId: 'odd' }],
    services: [
      { ...service!, id: 'bad', source: { ...service!.source, connectorId: 'c-odd' } },
      { ...service!, id: 'good' },
    ],
  };
  const broken = {
    ...shop,
    name: 'odd',
    get endpoints(): never {
      throw new Error('a fault of ours');
    },
  };
  const connectors = new Map([
    ['shop', shop],
    ['odd', broken],
  ]);
  const result = convertBundle({ bundle, connectors });
  expect(result.flows.map((flow) => flow.service)).toEqual(['good']);
  expect(result.refused).toEqual([{ service: 'bad', reason: 'Its conversion broke off: a fault of ours' }]);
  const [bad, good] = reportOf(result, bundle).services;
  expect(bad?.totals).toMatchObject({ converted: 0, noted: 0, undecided: 0, unsupported: bad?.totals.total });
  expect(good?.totals.converted).toBeGreaterThan(0);
  const { total, ...outcomes } = result.totals;
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(total);
});
