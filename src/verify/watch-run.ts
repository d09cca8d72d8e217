import type { RunEvent, RunResult } from '../contract/events.ts';
import type { TrackedValue } from '../contract/ports.ts';
import type { ArrivedRequest } from '../simulator/third-party.ts';
import type { ObservedRequest, ObservedRun } from './observation.ts';

export interface RunWatch {
  readonly log: (event: RunEvent) => void;
  readonly track: (values: readonly TrackedValue[]) => void;
  finish(result: RunResult): ObservedRun;
}

/**
 * Watches one run. A service works record by record and says so after each: the pushes that arrived since the one
 * before carried that record.
 */
export function watchRun(arrived: readonly ArrivedRequest[]): RunWatch {
  const start = arrived.length;
  const records = new Map<number, string>();
  const tracked: TrackedValue[] = [];
  let labelled = start;
  return {
    log(event) {
      if (event.event !== 'item') return;
      for (; labelled < arrived.length; labelled++)
        if (arrived[labelled]?.kind === 'push' && event.item.sourceId !== '')
          records.set(labelled, event.item.sourceId);
    },
    track: (values) => void tracked.push(...values),
    finish: ({ status, failures, items = [] }) => ({
      status: status.code,
      failures,
      requests: arrived.slice(start).map((request, index): ObservedRequest => {
        const record = records.get(start + index);
        return record === undefined ? request : { ...request, record };
      }),
      items: items.map((item) => ({
        record: item.sourceId,
        status: item.status,
        ...(item.reference === undefined ? {} : { reference: item.reference }),
        ...(item.failure === undefined ? {} : { failure: item.failure }),
      })),
      tracked: tracked.map(({ field, value }) => ({ field, value })),
    }),
  };
}
