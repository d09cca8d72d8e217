import { describe, expect, it } from 'vitest';
import type { Failure, RunResult } from '../../contract/events.ts';
import { loadPaint, plain } from '../colour.ts';
import { printRun } from './run.ts';

const good: RunResult = {
  run: '6f1c',
  kind: 'flow',
  name: 'Orders',
  status: { code: 2, name: 'SUCCESS' },
  isComplete: true,
  canResume: false,
  startedAt: '2026-03-01T10:00:00.000Z',
  durationMs: 1234,
  requests: { received: 12, records: 2400, sent: 1180 },
  steps: [
    { name: 'Pull', shape: 'connector', payloadsIn: 1, payloadsOut: 12, failed: 0, durationMs: 5 },
    { name: 'Push to warehouse', shape: 'connector', payloadsIn: 1183, payloadsOut: 1180, failed: 3, durationMs: 5 },
  ],
  failures: [],
  inDoubt: [],
  notifications: [],
  warnings: [],
  omitted: { failures: 0, items: 0, notifications: 0, warnings: 0 },
  assumed: [],
};
const failure = (key: string, more: Partial<Failure> = {}): Failure => ({
  code: 'run/rejected',
  message: 'POST "Create" was answered with 422.',
  help: 'Compare it with the documentation.',
  step: 'Push',
  status: 422,
  attempt: 1,
  origin: { page: 2, path: 'orders.17', key },
  request: { method: 'POST', url: 'https://api.example.com/sink?key=***' },
  answer: '{"message":"sku is unknown"}',
  ...more,
});
const word = (index: number): string => String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26));
const print = (more: Partial<RunResult>, next: readonly string[] = []): string =>
  printRun({ ...good, ...more }, next, plain);

describe('a run for people', () => {
  it('is short when all is well', () => {
    expect(print({})).toBe(
      [
        'SUCCESS  Orders  1.23 s, 12 pages with 2,400 records received, 1,180 requests accepted',
        'run 6f1c',
        '',
        '  step                   in     out  failed',
        '  Pull                    1      12',
        '  Push to warehouse   1,183   1,180       3',
        '',
      ].join('\n'),
    );
  });

  it('names everything about one failure', () => {
    expect(print({ steps: [], failures: [failure('ORD-7')] }, ['repatch run x --retry-failed 6f1c'])).toBe(
      [
        'SUCCESS  Orders  1.23 s, 12 pages with 2,400 records received, 1,180 requests accepted',
        'run 6f1c',
        '',
        '1 failed',
        '',
        '  POST "Create" was answered with 422.',
        '    record   ORD-7  (page 2, at orders.17)',
        '    step     Push',
        '    request  POST https://api.example.com/sink?key=***',
        '    answer   422  {"message":"sku is unknown"}',
        '    help     Compare it with the documentation.',
        '    [run/rejected]  more: repatch explain run/rejected',
        '',
        'next: repatch run x --retry-failed 6f1c',
        '',
      ].join('\n'),
    );
  });

  it('shows 250 equal failures as one group that names a few', () => {
    const failures = Array.from({ length: 250 }, (_, index) => failure(`ORD-${index + 1}`));
    const text = print({ failures });
    expect(text).toContain('250 failed\n\n  250 × POST "Create" was answered with 422.\n');
    expect(text).toContain('    records  ORD-1, ORD-2, ORD-3, ORD-4, ORD-5 and 245 more\n');
    expect(text.split('\n').length).toBeLessThan(25);
  });

  it('says whose answer it shows where answers differ', () => {
    const failures = [failure('A-1', { answer: 'row 1 is bad' }), failure('A-2', { answer: 'row 2 is bad' })];
    expect(print({ failures })).toContain('    answer   422  row 1 is bad  (A-1)\n');
  });

  it('does not fill the screen with failures that differ in the words of their answers', () => {
    const failures = Array.from({ length: 250 }, (_, index) => failure(`x${index}`, { answer: `no ${word(index)}` }));
    const text = print({ failures });
    expect(text).toContain('  250 × POST "Create" was answered with 422.\n');
    expect(text).toContain('    answer   422  no aa  (x0)\n');
    expect(text.split('\n').length).toBeLessThan(25);
  });

  it('does not fill the screen with failures that differ altogether', () => {
    const failures = Array.from({ length: 250 }, (_, index) => failure(`x${index}`, { message: `No ${word(index)}.` }));
    const text = print({ failures });
    expect(text).toContain('  and 242 more of 242 other kinds  [run/rejected]\n');
    expect(text.split('\n').length).toBeLessThan(90);
  });

  it('names a payload by its place where it has no key, and a page where it has no place', () => {
    const failures = [
      failure('', { origin: { page: 3, path: 'orders.0-99' } }),
      failure('', { origin: { page: 4 }, status: 409 }),
    ];
    const text = print({ failures });
    expect(text).toContain('    record   page 3 at orders.0-99\n');
    expect(text).toContain('    record   page 4\n');
  });

  it('says how many it does not know by name', () => {
    const text = print({
      failures: [failure('1')],
      omitted: { failures: 41, items: 0, notifications: 0, warnings: 0 },
    });
    expect(text).toContain('42 failed\n');
    expect(text).toContain('  41 more are in the log only (--log FILE)\n');
  });

  it('lists what is in doubt with what to check', () => {
    const doubt = (key: string): RunResult['inDoubt'][number] => ({
      step: 'Push',
      origin: { key },
      request: { method: 'POST', url: 'https://api.example.com/sink' },
      reason: 'the connection broke before the answer',
    });
    expect(
      print({ steps: [], inDoubt: [doubt('1'), doubt('2')] })
        .split('\n')
        .slice(3),
    ).toEqual([
      'in doubt  2 requests may have been carried out, or carried out twice; nobody confirmed it',
      '',
      '  2 × POST https://api.example.com/sink',
      '    records  1, 2',
      '    step     Push',
      '    why      the connection broke before the answer',
      '    check    look at the destination whether it has each of them once',
      '',
    ]);
  });

  it('shows messages to people, how often, to whom, and that no e-mail left', () => {
    const text = print({
      notifications: [
        { level: 'error', channel: 'email+log', groups: ['Ops', 'IT'], text: '3 orders\nfailed', count: 1 },
        { level: 'info', channel: 'log', groups: [], text: 'done', count: 250 },
      ],
    });
    expect(text).toContain(
      'notified\n  error    3 orders failed  to Ops, IT\n  info     done  (250 times)\n  repatch shows messages here and sends no e-mail\n',
    );
  });

  it('says how many messages and warnings it leaves out', () => {
    const text = print({
      notifications: Array.from({ length: 12 }, (_, index) => ({
        level: 'info' as const,
        channel: 'log' as const,
        groups: [],
        text: `${index}`,
        count: 1,
      })),
      warnings: Array.from({ length: 15 }, (_, index) => `warning ${index}`),
      omitted: { failures: 0, items: 0, notifications: 1, warnings: 5 },
    });
    expect(text).toContain('  and 3 other messages\n');
    expect(text).toContain('         and 10 other warnings\n');
  });

  it('counts the records of a service by what became of them', () => {
    const text = print({
      kind: 'service',
      steps: [],
      counts: { pulled: 5, pushed: 2, byStatus: { OK: 2, Sent: 0, Pending: 0, Failed: 1, Skipped: 1 } },
    });
    expect(text.split('\n').slice(3)).toEqual([
      '  pulled                   5',
      '  passed the filters       4',
      '  OK                       2',
      '  Failed                   1',
      '  Skipped                  1',
      '',
    ]);
  });

  it('shows what others wrote and lets nothing of it act', async () => {
    const evil = '\u001B]0;x\u0007\u009B2J';
    const paint = await loadPaint(true);
    const text = printRun(
      {
        ...good,
        name: evil,
        steps: [{ name: evil, shape: 'map', payloadsIn: 1, payloadsOut: 1, failed: 0, durationMs: 0 }],
        failures: [failure(evil, { message: evil, answer: evil, step: evil, request: { method: 'GET', url: evil } })],
        inDoubt: [{ step: evil, reason: evil, origin: { key: evil } }],
        notifications: [{ level: 'info', channel: 'log', groups: [evil], text: evil, count: 1 }],
        warnings: [evil],
      },
      [],
      paint,
    );
    // oxlint-disable-next-line no-control-regex -- the colours themselves
    expect(text.replaceAll(/\u001B\[\d+m/gu, '')).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
