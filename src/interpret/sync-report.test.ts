import { expect, it } from 'vitest';
import type { RunContext } from '../contract/context.ts';
import { SyncReport } from './sync-report.ts';

it('lists every record that failed, and of the others as many as somebody would read; all are counted', () => {
  const context = { log: () => undefined } as unknown as RunContext; // the report only logs
  const report = new SyncReport(context);
  const failure = { code: 'run/rejected', message: 'no' } as const;
  for (let index = 0; index < 30_000; index++) {
    const base = { sourceId: String(index), attempts: 1 };
    report.add(index % 2 === 0 ? { ...base, status: 'Failed', failure } : { ...base, status: 'OK' });
  }
  const { items, counts } = report.result;
  expect(counts).toMatchObject({ pushed: 15_000, byStatus: { OK: 15_000, Failed: 15_000 } });
  expect(items.filter(({ status }) => status === 'Failed')).toHaveLength(15_000);
  expect(items).toHaveLength(25_000);
  expect(report.omitted).toBe(5_000);
});
