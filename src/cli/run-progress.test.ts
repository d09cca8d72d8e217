import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { capturedIo } from '../../test/support/captured-io.ts';
import { describeProgress, watchRun } from './run-progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const figures = { pages: 12, records: 2400, sent: 0, failed: 0 };

describe('progress', () => {
  it('says nothing of what is done within half a second, then rewrites one line and takes it away', () => {
    const { io, err } = capturedIo();
    const watch = watchRun(io, 'terminal');
    let sent = 0;
    watch.start(() => ({ ...figures, sent: (sent += 10) }));
    vi.advanceTimersByTime(400);
    expect(err()).toBe('');
    vi.advanceTimersByTime(300);
    expect(err().split('\r').slice(0, 2)).toEqual([
      '12 pages, 2,400 records, 50 sent, 100/s, 0.50 s',
      '12 pages, 2,400 records, 60 sent, 100/s, 0.60 s',
    ]);
    watch.end();
    expect(err().endsWith('0.70 s\r\r')).toBe(true);
    vi.advanceTimersByTime(5000);
    expect(err().endsWith('0.70 s\r\r')).toBe(true);
  });

  it('writes a plain line every 30 seconds where nobody is looking', () => {
    const { io, err } = capturedIo();
    const watch = watchRun(io, 'log');
    let sent = 0;
    watch.start(() => ({ ...figures, sent: (sent += 300), failed: 3 }));
    vi.advanceTimersByTime(29_000);
    expect(err()).toBe('');
    vi.advanceTimersByTime(31_000);
    expect(err()).toBe(
      '12 pages, 2,400 records, 300 sent, 10/s, 3 failed, 30.0 s\n12 pages, 2,400 records, 600 sent, 10/s, 3 failed, 1:00 min\n',
    );
    watch.end();
  });

  it('is silent where the output is for programs', () => {
    const { io, err } = capturedIo();
    const watch = watchRun(io, 'nobody');
    watch.start(() => figures);
    vi.advanceTimersByTime(120_000);
    watch.end();
    expect(err()).toBe('');
  });

  it.each([
    ['records come in', { ...figures, records: 0 }, figures, '12 pages, 2,400 records, 1,200/s, 2.00 s'],
    [
      'failures count as work done',
      figures,
      { ...figures, failed: 10 },
      '12 pages, 2,400 records, 5/s, 10 failed, 2.00 s',
    ],
    ['nothing moves', figures, figures, '12 pages, 2,400 records, 2.00 s'],
  ])('%s', (_, before, now, expected) => {
    expect(describeProgress({ ...now, atMs: 2000 }, { ...before, atMs: 0 }, 2000)).toBe(expected);
  });
});
