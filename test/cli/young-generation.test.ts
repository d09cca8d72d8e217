import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNode } from '../support/run-node.ts';

const limiter = join(import.meta.dirname, '..', '..', 'src', 'cli', 'young-generation.ts');

/** Makes garbage that survives a while, as pages do, and prints the largest size of the young generation in MB. */
const program = (start: string): string => `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { setTimeout } from 'node:timers/promises';
  import { limitYoungGeneration } from ${JSON.stringify(limiter)};
  ${start}
  const pages = [];
  let largest = 0;
  for (let round = 0; round < 200; round++) {
    pages[round % 20] = Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'order ' + id }));
    largest = Math.max(largest, getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size);
    await setTimeout(1); // lets the timer of the limit run
  }
  console.log(Math.round(largest / 1024 / 1024));
`;

async function largestSize(start: string): Promise<number> {
  const { output } = await runNode(import.meta.dirname, ['--input-type=module', '--eval', program(start)]);
  return Number(output);
}

describe('limitYoungGeneration', () => {
  it('stops the growth that V8 would allow', async () => {
    const [free, limited] = [await largestSize(''), await largestSize('limitYoungGeneration();')];
    expect(limited).toBeGreaterThan(0);
    expect(limited).toBeLessThanOrEqual(free / 2);
  });
});
