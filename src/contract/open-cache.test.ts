import { describe, expect, it } from 'vitest';
import type { Payload } from './payload.ts';
import { bareContext } from '../../test/support/transform-context.ts';
import { openCache } from './open-cache.ts';

const megabytes = 1024 * 1024;
const text = (bytes: number): Payload => ({ value: 'x'.repeat(bytes), format: 'txt', meta: {} });
const full = expect.objectContaining({ code: 'run/cache-full' });

describe.each(['flow run', 'flow', 'company'] as const)('a cache of scope "%s"', (scope) => {
  it('holds 50 MB in all its keys, whatever wrote them, and what is replaced makes room', async () => {
    const { context } = bareContext();
    const runCaches = new Map();
    const [one, other] = [1, 2].map((step) => openCache({ name: 'c', scope }, context, runCaches, `Step ${step}`));
    const elsewhere = openCache({ name: 'd', scope }, context, runCaches, 'Step 3');
    await one?.set('a', text(30 * megabytes));
    await elsewhere.set('a', text(30 * megabytes));
    await expect(other?.set('b', text(21 * megabytes))).rejects.toEqual(full);
    await other?.set('a', text(1));
    await one?.set('b', text(49 * megabytes));
    await expect(one?.set('c', text(megabytes))).rejects.toEqual(full);
    expect((await other?.get('a'))?.value).toBe('x');
  });
});
