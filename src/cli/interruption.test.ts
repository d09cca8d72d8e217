import { describe, expect, it } from 'vitest';
import { interruption } from './interruption.ts';

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  it('stops in order at first, and is left to the system from then on', () => {
    const before = process.listenerCount(signal);
    let said = 0;
    const stop = interruption(() => said++);
    expect(process.listenerCount(signal)).toBe(before + 1);
    process.emit(signal);
    expect([stop.aborted, said]).toEqual([true, 1]);
    // Without a listener the system ends the process.
    for (const one of ['SIGINT', 'SIGTERM', 'SIGHUP']) expect(process.listenerCount(one)).toBe(before);
  });
});
