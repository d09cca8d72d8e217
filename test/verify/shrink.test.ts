import { describe, expect, it } from 'vitest';
import type { FlowStep } from '../../src/flow/model.ts';
import type { Difference } from '../../src/verify/result.ts';
import { convertOne, filteredBundle, stepIn, verifyFlow, withoutStep } from '../support/verify.ts';

const bundle = filteredBundle();
const isFilter = ({ microservice }: FlowStep): boolean => microservice === 'filter';
const recalls = ({ config }: FlowStep): boolean => config?.['behaviour'] === 'filter';

async function firstDifference(edit: (flow: ReturnType<typeof convertOne>) => void): Promise<Difference> {
  const flow = convertOne(bundle);
  edit(flow);
  const [first] = (await verifyFlow(bundle, flow, { hasExamples: true })).differences;
  if (first === undefined) throw new Error('nothing differs');
  return first;
}

describe('the smallest example', () => {
  it('is one record with the one field that shows it, in one run', async () => {
    const first = await firstDifference((flow) => withoutStep(flow, stepIn(flow, isFilter)));
    expect(first).toMatchObject({
      record: '2',
      reference: '#2',
      cause: { edit: 'missing', from: ['/services/0/filters/1'] },
      example: { records: { left: 1, of: 5 }, runs: { left: 1, of: 1 } },
    });
    const [round] = first.example?.rounds ?? [];
    expect(round?.faults).toEqual([]);
    expect(round?.records).toMatchObject([{ id: 2, updated_at: expect.any(String) as unknown }]);
    expect(Object.keys((round?.records[0] ?? {}) as object)).not.toContain('courier');
  });

  it('has as many runs as it takes', async () => {
    const first = await firstDifference((flow) => withoutStep(flow, stepIn(flow, recalls)));
    expect(first.example?.rounds).toHaveLength(2);
    expect(first.example?.records.left).toBe(1);
    const records = first.example?.rounds.flatMap((round) => round.records) ?? [];
    expect(new Set(records.map((record) => (record as { id: unknown }).id)).size).toBe(1);
  });

  it('is the same every time', async () => {
    const edit = (flow: ReturnType<typeof convertOne>): void => withoutStep(flow, stepIn(flow, isFilter));
    expect(await firstDifference(edit)).toEqual(await firstDifference(edit));
  });
});
