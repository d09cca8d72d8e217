import { stringify } from 'yaml';
import type { Expected, ExpectedRequest, FlowTestFile } from '../flow/flow-test.ts';
import { badMatcherIn } from '../text/json-matchers.ts';
import { isObject } from '../text/json.ts';
import { isExactNumber } from '../text/exact-number.ts';
import type { SeenRequest } from './exchanges.ts';
import type { Observed } from './observe.ts';

/** What a run has shown, as what its test expects. */
export async function expectedOf(
  { result, requests, stores, handedOn }: Observed,
  steps: readonly string[],
): Promise<Expected> {
  const pools: Record<string, Record<string, string[]>> = {};
  for (const pool of await stores.pools.names()) {
    const types = (pools[pool] ??= {});
    for (const { key, entityType } of await stores.pools.list(pool)) (types[entityType] ??= []).push(key);
  }
  const failures = result.failures.map(({ code, step, origin }) => ({
    code,
    ...(step === undefined ? {} : { step }),
    ...(origin?.key === undefined ? {} : { key: origin.key }),
  }));
  const items = (result.items ?? []).map(({ sourceId, reference, status }) => ({
    sourceId,
    ...(reference === undefined ? {} : { reference }),
    status,
  }));
  const status = result.status.name as Expected['status'] & string; // a run that was stopped is never written down
  const counts = steps.map((name) => [name, { count: handedOn.get(name)?.length ?? 0 }] as const);
  return {
    status,
    requests: requests.map(expectedRequest),
    ...(counts.length === 0 ? {} : { steps: Object.fromEntries(counts) }),
    ...(items.length === 0 ? {} : { items }),
    ...(failures.length === 0 && status === 'SUCCESS' ? {} : { failures }),
    ...(Object.keys(pools).length === 0 ? {} : { pools }),
  };
}

function expectedRequest({ line, instance, body }: SeenRequest): ExpectedRequest {
  return { request: line, instance, ...(body === undefined ? {} : { body: written(body) }) };
}

/** Values that YAML would not keep, or that look like matchers, are written as matchers. */
function written(value: unknown): unknown {
  if (isExactNumber(value)) return { $number: String(value) };
  if (Array.isArray(value)) return value.map(written);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0]?.startsWith('$') === true) return { $equals: value };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, written(member)]));
}

/** The text of a test file. */
export function printTestFile(file: FlowTestFile): string {
  if (badMatcherIn(file.tests.map((test) => test.expect)) !== undefined)
    throw new Error('An expectation was written that is no valid matcher');
  return `# Written from a run against simulated third parties: it says what happens now. Read it, and say what should happen.\n${stringify(
    file,
    { lineWidth: 120, aliasDuplicateObjects: false },
  )}`;
}
