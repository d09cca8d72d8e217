import { describe, expect, it } from 'vitest';
import type { RunResult } from '../contract/events.ts';
import type { RunSummary } from '../contract/run-record.ts';
import { nextCommands, waysOn } from './next-commands.ts';

const failure = { code: 'run/rejected', message: 'no' } as const;
const result = (more: Partial<RunResult>): RunResult => ({
  run: 'R1',
  kind: 'flow',
  name: 'Orders',
  status: { code: 5, name: 'PARTIAL_SUCCESS' },
  isComplete: true,
  canResume: false,
  startedAt: '',
  durationMs: 0,
  requests: { received: 0, records: 0, sent: 0 },
  steps: [],
  failures: [],
  inDoubt: [],
  notifications: [],
  warnings: [],
  omitted: { failures: 0, items: 0, notifications: 0, warnings: 0 },
  assumed: [],
  ...more,
});
const commands = (lines: readonly string[]): string[] => lines.map((line) => line.split('   (')[0] ?? '');

describe('what to type next', () => {
  it.each([
    ['nothing after a success', { status: { code: 2, name: 'SUCCESS' } as const }, []],
    ['the failed payloads again', { failures: [failure] }, ['repatch run a.flow.json --retry-failed R1']],
    [
      'the failed payloads again, though they count as success',
      { failures: [failure, failure], status: { code: 2, name: 'SUCCESS' } as const },
      ['repatch run a.flow.json --retry-failed R1', 'repatch runs show R1 --json'],
    ],
    [
      'to go on with a run that was stopped',
      { isComplete: false, canResume: true, status: { code: 4, name: 'STOPPED' } as const },
      ['repatch run a.flow.json --resume R1', 'repatch run a.flow.json --abandon R1'],
    ],
    [
      'to start anew where nothing is left to go on from',
      { isComplete: false, status: { code: 3, name: 'FAILURE' } as const, failures: [failure] },
      ['repatch run a.flow.json'],
    ],
    [
      'the records of a service that failed again',
      { kind: 'service' as const, failures: [failure] },
      ['repatch run a.flow.json --retry-failed R1'],
    ],
  ])('%s', (_, more, expected) => {
    expect(commands(nextCommands(result(more), { file: 'a.flow.json' }))).toEqual(expected);
  });

  it('does not name a result that could not be written down', () => {
    const full = { code: 'run/disk-full', message: 'full' } as const;
    const next = nextCommands(result({ isComplete: false, canResume: true, failures: [failure, full] }), {});
    expect(commands(next)).toEqual(['repatch run --resume R1', 'repatch run --abandon R1']);
  });

  it('repeats what the command needs, as a shell takes it', () => {
    const typed = { file: "my flows/it's.flow.json", service: '7', instances: 'i.yaml', state: '/tmp/s' };
    expect(commands(nextCommands(result({ failures: [failure, failure] }), typed))).toEqual([
      String.raw`repatch run 'my flows/it'\''s.flow.json' --service 7 --instances i.yaml --state /tmp/s --retry-failed R1`,
      'repatch runs show R1 --state /tmp/s --json',
    ]);
    expect(commands(nextCommands(result({ failures: [failure, failure] }), { file: 'flows/a.flow.json' }))[1]).toBe(
      'repatch runs show R1 --for flows/a.flow.json --json',
    );
  });

  it('is known from the history, too', () => {
    const summary: RunSummary = {
      run: 'R1',
      kind: 'service',
      name: '7',
      service: '7',
      file: `${process.cwd()}/b.services.yaml`,
      state: 'unfinished',
      startedMs: 0,
      retryable: 3,
    };
    expect(commands(waysOn(summary, {}))[0]).toBe('repatch run b.services.yaml --service 7 --resume R1');
    expect(commands(waysOn({ ...summary, state: 'ended' }, {}))[0]).toBe(
      'repatch run b.services.yaml --service 7 --retry-failed R1',
    );
    expect(waysOn({ ...summary, state: 'ended', retryable: 0 }, {})).toEqual([]);
    expect(waysOn({ ...summary, state: 'given up', retryable: 0 }, {})).toEqual([]);
  });
});
