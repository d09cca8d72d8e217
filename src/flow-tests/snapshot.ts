import { parseJson } from '../text/json-codec.ts';
import { matchJson } from '../text/json-matchers.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import type { TestFailure } from './failure.ts';
import type { Observed } from './observe.ts';
import type { RunnableTest } from './runnable.ts';

/** All that can be seen of a run, as it is kept. */
export async function snapshotOf({ result, requests, stores, tracked, answer }: Observed): Promise<unknown> {
  const pools: Record<string, Record<string, string[]>> = {};
  for (const pool of await stores.pools.names()) {
    const types = (pools[pool] ??= {});
    for (const { key, entityType } of await stores.pools.list(pool)) (types[entityType] ??= []).push(key);
    for (const keys of Object.values(types)) keys.sort();
  }
  return {
    status: result.status.name,
    requests: requests.map(({ line, instance, body }) => ({ request: line, instance, body })),
    steps: Object.fromEntries(
      result.steps.map(({ name, payloadsIn, payloadsOut, failed }) => [name, { payloadsIn, payloadsOut, failed }]),
    ),
    failures: result.failures.map(({ code, message, step, origin }) => ({ code, message, step, key: origin?.key })),
    items: result.items?.map(({ sourceId, reference, status }) => ({ sourceId, reference, status })),
    pools,
    tracked: tracked.map(({ step, entityType, direction, field, value }) => ({
      step,
      entityType,
      direction,
      field,
      value,
    })),
    notifications: result.notifications,
    warnings: result.warnings,
    answer,
  };
}

/** Compares with what is kept under the name of the test. `kept`: JSON. */
export async function checkSnapshot(
  { name, placeOf }: RunnableTest,
  kept: unknown,
  current: unknown,
): Promise<readonly TestFailure[]> {
  const pointer = placeOf('snapshot');
  if (kept === undefined)
    return [
      {
        code: 'test/no-snapshot',
        pointer,
        message: `No snapshot of "${name}" is kept.`,
        help: 'Write it with --update, look at it, and commit it.',
      },
    ];
  const written = parseJson(JSON.stringify(current));
  const match = matchJson({ $equals: kept }, written);
  if (match.isEqual) return [];
  const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return [
    {
      code: 'test/expectation-failed',
      pointer,
      message: 'The run is not what the snapshot shows.',
      help: 'Where the change is wanted, write the snapshot anew with --update.',
      diff: await unifiedDiff({ label: 'snapshot', text: text(kept) }, { label: 'came', text: text(written) }, 3),
    },
  ];
}
