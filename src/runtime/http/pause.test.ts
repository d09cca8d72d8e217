import { expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { Pause } from './pause.ts';

const running = new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('lets everybody pass where nobody waits', async () => {
  await expect(new Pause(manualClock()).over()).resolves.toBeUndefined();
});

it('lets the others wait until the longest wait is over', async () => {
  const clock = manualClock();
  const pause = new Pause(clock);
  const passed: string[] = [];
  const long = pause.keep(600_000, running).then(() => passed.push('long'));
  const short = pause.keep(1000, running).then(() => passed.push('short'));
  const other = pause.over().then(() => passed.push('other'));
  expect(clock.waiting).toEqual([600_000, 1000]);
  clock.tick();
  await long;
  await turn();
  expect(passed).toEqual(['long']);
  clock.tick();
  await Promise.all([short, other]);
  expect(passed).toEqual(['long', 'short', 'other']);
  await expect(pause.over()).resolves.toBeUndefined();
});

it('lets them wait again for a pause that began meanwhile', async () => {
  const clock = manualClock();
  const pause = new Pause(clock);
  let hasPassed = false;
  const first = pause.keep(1, running).then(() => pause.keep(2, running));
  const other = pause.over().then(() => (hasPassed = true));
  clock.tick();
  await clock.until(1);
  await turn();
  expect(hasPassed).toBe(false);
  clock.tick();
  await Promise.all([first, other]);
  expect(hasPassed).toBe(true);
});

it('ends for the others when the request that waits is called off', async () => {
  const clock = manualClock();
  const pause = new Pause(clock);
  const stop = new AbortController();
  const waiting = pause.keep(600_000, stop.signal);
  const other = pause.over();
  stop.abort(new Error('called off'));
  await expect(waiting).rejects.toThrow('called off');
  await expect(other).resolves.toBeUndefined();
});
