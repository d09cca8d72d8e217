import type { FlowFile } from '../flow/model.ts';
import { isObject } from '../text/json.ts';
import { parseDate } from '../text/parse-date.ts';
import { compilePath } from '../text/path.ts';
import type { CutOver } from './as-decided.ts';
import { changeAt } from './change-at.ts';
import { isFilter } from './flow-steps.ts';
import { placeValue } from './probes/place-value.ts';
import type { Outline } from './outline.ts';
import type { Scenario } from './scenarios.ts';

const minuteMs = 60_000;

/** Whether the service is given a record: not one from before the cut-over. */
export function admitsSince({ path, atMs }: CutOver): (record: unknown) => boolean {
  const read = compilePath(path);
  return (record) => {
    const moment = parseDate(read(record));
    return moment === undefined || moment.epochMs >= atMs;
  };
}

/**
 * The flow as it is when the filter of the cut-over has been taken out of it: what it does then is compared in all scenarios but
 * the one that is about the cut-over.
 */
export function withoutCutOver(file: FlowFile): FlowFile {
  const versions = file.flow.versions.map((version) => ({
    ...version,
    steps: version.steps.filter((step) => !isFilter(step) || step['x-repatch']?.rule !== 'ledger-state-to-pool'),
  }));
  return { ...file, flow: { ...file.flow, versions } };
}

/** Runs around the cut-over, over records whose date is a moment before it, at it, behind it, or not there. */
export function cutOverScenario(
  { path, atMs }: CutOver,
  { timePaths }: Outline,
  passing: readonly unknown[],
): Scenario {
  const dated = (record: unknown, atDateMs: number | undefined): unknown => {
    const recent = timePaths.reduce((current, one) => setDate(current, one, atMs + minuteMs / 2), record);
    return setDate(recent, path, atDateMs);
  };
  const moments = [atMs - 1000, atMs, atMs + 1000, undefined];
  // In the first run the records are from before it; whatever is let through then is missing later.
  const rounds = [0, 1].map((round) => ({
    nowMs: atMs + minuteMs,
    records: passing.map((record, index) => dated(record, moments[round === 0 ? 0 : 1 + (index % 3)])),
    faults: [],
  }));
  return {
    name: 'cut-over',
    about:
      'Two runs at the cut-over: over records from before it, then over records at it, behind it, and without a date.',
    rounds,
  };
}

/** `undefined`: the record has no such date. Otherwise the form of a date that is there is kept. */
function setDate(record: unknown, path: string, ms: number | undefined): unknown {
  if (ms === undefined || !isObject(record)) return changeAt(record, path, () => undefined);
  const before = compilePath(path)(record);
  const copy = structuredClone(record);
  placeValue(
    copy,
    path,
    () => writtenLike(before, ms),
    () => 1,
  );
  return copy;
}

function writtenLike(before: unknown, ms: number): unknown {
  if (typeof before === 'number') return before < 1e11 ? Math.floor(ms / 1000) : ms;
  const text = new Date(ms).toISOString();
  return typeof before === 'string' && / \d\d:/u.test(before) ? text.slice(0, 19).replace('T', ' ') : text;
}
