import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNode } from '../support/run-node.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli');

/** Makes garbage that survives a while, as pages do, and prints the largest size of a space of the heap in MB. */
const program = (space: string, start: string): string => `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { setTimeout } from 'node:timers/promises';
  import { limitOldGeneration } from ${JSON.stringify(join(cli, 'old-generation.ts'))};
  import { limitYoungGeneration } from ${JSON.stringify(join(cli, 'young-generation.ts'))};
  ${start}
  const pages = [];
  let largest = 0;
  for (let round = 0; round < 200; round++) {
    pages[round % 20] = Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'order ' + id }));
    largest = Math.max(largest, getHeapSpaceStatistics().find((one) => one.space_name === '${space}').space_size);
    await setTimeout(1); // lets the timer of the limit run
  }
  console.log(Math.round(largest / 1024 / 1024));
`;

async function largestSize(space: string, start: string): Promise<number> {
  const { output } = await runNode(import.meta.dirname, ['--input-type=module', '--eval', program(space, start)]);
  return Number(output);
}

describe('limits of the heap stop the growth that V8 would allow', () => {
  it.each([
    ['new_space', 'limitYoungGeneration();', 0.5],
    ['old_space', 'limitOldGeneration(50);', 0.7],
  ])('of %s', async (space, limit, share) => {
    const [free, limited] = [await largestSize(space, ''), await largestSize(space, limit)];
    expect(limited).toBeGreaterThan(0);
    expect(limited / free).toBeLessThanOrEqual(share);
  });
});
