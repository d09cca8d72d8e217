import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Two halves of 8 MB: enough for the pages in flight. */
const limit = 16 * 1024 * 1024;
const everyMs = 20;

/**
 * Keeps V8's young generation at 16 MB for the rest of the process.
 *
 * In a long run V8 lets it grow to 64 MB and more, although nothing lives longer than a page: no time is won, and the
 * peak rises with the number of records by 100 MB. Node's own flag for this, `--max-semi-space-size`, counts only at the
 * start of a process; the factor of growth is read at every growth.
 */
export function limitYoungGeneration(): void {
  const timer = setInterval(() => {
    const size = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
    if (size < limit) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, everyMs);
  timer.unref();
}
