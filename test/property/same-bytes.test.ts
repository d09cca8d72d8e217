import { execaNode } from 'execa';
import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { generateEstate, type RetailEstate } from '../support/estates/estate.ts';

const root = join(import.meta.dirname, '..', '..');

/** The same value with the members of every object in another order. */
function withShuffledKeys(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((element) => withShuffledKeys(element, random));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([key, member]) => ({ key, member, place: random() }));
  return Object.fromEntries(
    members
      .toSorted((a, b) => a.place - b.place)
      .map(({ key, member }) => [key, withShuffledKeys(member, random)] as const),
  );
}

/** Flows by service, as they are written. */
function flowsOf({ connectors }: RetailEstate, bundle: ServiceBundle): ReadonlyMap<string, string> {
  return new Map(
    convertBundle({ bundle, connectors }).flows.map(({ service, file, flow }) => [
      service,
      JSON.stringify({ file, flow }),
    ]),
  );
}

describe('a conversion gives the same bytes', () => {
  const orders = { seed: 20_261_126, numRuns: 10 };

  it('whatever the order of keys', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1000 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (seed, places) => {
          const estate = generateEstate(seed, 10);
          const shuffled = withShuffledKeys(estate.bundle, () => places.next().value as number) as ServiceBundle; // the same members
          const result = convertBundle({ bundle: estate.bundle, connectors: estate.connectors });
          const again = convertBundle({ bundle: shuffled, connectors: estate.connectors });
          expect(JSON.stringify(again.flows)).toBe(JSON.stringify(result.flows));
          expect(JSON.stringify(again.decisions)).toBe(JSON.stringify(result.decisions));
          expect(again.totals).toEqual(result.totals);
        },
      ),
      orders,
    );
  });

  it('for each service, whatever the order of services', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1000 }), fc.infiniteStream(fc.nat()), (seed, places) => {
        const estate = generateEstate(seed, 12);
        const services = estate.bundle.services
          .map((service) => ({ service, place: places.next().value as number }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ service }) => service);
        const flows = flowsOf(estate, estate.bundle);
        const again = flowsOf(estate, { ...estate.bundle, services });
        expect([...again.keys()].toSorted()).toEqual([...flows.keys()].toSorted());
        for (const [service, text] of flows) expect(again.get(service)).toBe(text);
      }),
      orders,
    );
  });

  it('in every time zone and language', async () => {
    const program = `
      const { generateEstate } = await import('./test/support/estates/estate.ts');
      const { convertBundle } = await import('./src/convert/convert.ts');
      const { createHash } = await import('node:crypto');
      const { bundle, connectors } = generateEstate(31, 30);
      const result = convertBundle({ bundle, connectors });
      process.stdout.write(createHash('sha256').update(JSON.stringify(result)).digest('hex'));
    `;
    const digests = await Promise.all(
      [
        { TZ: 'UTC', LC_ALL: 'C' },
        { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8' },
        { TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8' },
      ].map(async (env) => {
        const { stdout } = await execaNode({ cwd: root, env, nodeOptions: ['--input-type=module'] })`--eval ${program}`;
        return stdout;
      }),
    );
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/u);
    expect(new Set(digests).size).toBe(1);
  });
});
