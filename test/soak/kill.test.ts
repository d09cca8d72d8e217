// A few moments of the kill law; `npm run soak:kill` has as many as one likes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLaw } from '../../scripts/kill-law/law.ts';

it.each([
  ['service', 'no', 'kill', 4],
  ['service', 'all', 'kill', 2],
  ['service', 'no', 'full disk', 2],
  ['flow', 'no', 'kill', 4],
  ['flow', 'all', 'kill', 2],
  ['flow', 'no', 'full disk', 2],
  ['routed', 'no', 'kill', 3],
  ['routed', 'all', 'kill', 2],
  ['converted', 'no', 'kill', 2],
  ['converted', 'all', 'kill', 3],
] as const)(
  'a %s whose destination honours %s idempotency keys loses and doubles nothing in silence: %s at %i moments',
  async (world, keys, interruption, moments) => {
    const folder = mkdtempSync(join(tmpdir(), 'repatch-soak-'));
    try {
      const law = await openLaw({ world, keys: keys === 'all', interruption, records: 120, seed: 7, folder });
      try {
        for (let number = 0; number < moments; number++)
          expect((await law.check(number)).problems, `moment ${number}`).toEqual([]);
      } finally {
        await law.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
