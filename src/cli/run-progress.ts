import type { RunProgress } from '../contract/events.ts';
import type { Io } from './io.ts';
import { createProgress } from './progress.ts';
import { count, duration, number } from './words.ts';

/** How often the figures are looked at; the run itself does nothing for it. */
const everyMs = 100;
/** Without a terminal, a line is written this often. */
const lineEveryMs = 30_000;
/** The rate is that of the last seconds. */
const rateOverMs = 3000;

/** The figures of a moment. */
export interface Sample extends RunProgress {
  readonly atMs: number;
}

export interface RunWatch {
  /** Takes what says how far the run has got. */
  start(read: () => RunProgress): void;
  end(): void;
}

/**
 * Shows how far a run has got on standard error: on a terminal one line that rewrites itself, elsewhere a line every
 * 30 seconds. `audience`: nobody at all with `--json` or where the log is written to standard error.
 */
export function watchRun(io: Io, audience: 'terminal' | 'log' | 'nobody'): RunWatch {
  const progress = createProgress(io, audience === 'terminal');
  const startedMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  return {
    start(read) {
      if (audience === 'nobody') return;
      const samples: Sample[] = [{ atMs: performance.now(), pages: 0, records: 0, sent: 0, failed: 0 }];
      const keptMs = audience === 'terminal' ? rateOverMs : lineEveryMs;
      const look = (): void => {
        const now: Sample = { ...read(), atMs: performance.now() };
        samples.push(now);
        while (samples.length > 2 && now.atMs - (samples[0]?.atMs ?? 0) > keptMs) samples.shift();
        const line = describeProgress(now, samples[0] ?? now, now.atMs - startedMs);
        if (audience === 'terminal') progress.show(line);
        else io.err(`${line}\n`);
      };
      timer = setInterval(look, audience === 'terminal' ? everyMs : lineEveryMs);
      timer.unref();
    },
    end() {
      clearInterval(timer);
      progress.end();
    },
  };
}

/** `12 pages, 2,400 records, 1,180 sent, 236/s, 3 failed, 4.2 s`. */
export function describeProgress(now: Sample, before: Sample, elapsedMs: number): string {
  const done = now.sent + now.failed - before.sent - before.failed;
  const moved = done > 0 ? done : now.records - before.records;
  const seconds = (now.atMs - before.atMs) / 1000;
  return [
    count(now.pages, 'page'),
    ...(now.records === 0 ? [] : [count(now.records, 'record')]),
    ...(now.sent === 0 ? [] : [`${number(now.sent)} sent`]),
    ...(seconds > 0 && moved > 0 ? [`${number(Math.round(moved / seconds))}/s`] : []),
    ...(now.failed === 0 ? [] : [`${number(now.failed)} failed`]),
    duration(elapsedMs),
  ].join(', ');
}
