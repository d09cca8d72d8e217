import type { Fault } from '../simulator/faults.ts';
import { compilePath, hasWildcard } from '../text/path.ts';
import { parseDate } from '../text/parse-date.ts';
import { changeAt } from './change-at.ts';
import type { Outline } from './outline.ts';

/** One moment at which service and flow run: what the source has, and what goes wrong. */
export interface ScenarioRound {
  readonly nowMs: number;
  /** Records at the source; for an inbound service the payloads that arrive, each starting a run. */
  readonly records: readonly unknown[];
  readonly faults: readonly Fault[];
  /** Who runs. Default: the service that is verified, or its flow. */
  readonly by?: 'partner';
}

const scenarioNames = [
  'plain',
  'values',
  'overlap',
  'repeated',
  'poison',
  'outage',
  'downtime',
  'arrivals',
  'partner',
  'cut-over',
  'seeded',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Scenario {
  readonly name: ScenarioName;
  readonly about: string;
  readonly rounds: readonly ScenarioRound[];
}

export function plainScenario(records: readonly unknown[], nowMs: number): Scenario {
  return { name: 'plain', about: 'One run over all samples.', rounds: [{ nowMs, records, faults: [] }] };
}

/** The first run of a flow whose pool was filled from a list of what the service has done. */
export function seededScenario(records: readonly unknown[], nowMs: number): Scenario {
  return {
    name: 'seeded',
    about: 'A run over all samples, with the data pool filled from a list of those that the service has pushed.',
    rounds: [{ nowMs, records, faults: [] }],
  };
}

/** `probes`: records of both rounds, made for their moments. */
export function valuesScenario(probes: readonly ProbeRound[]): Scenario {
  return {
    name: 'values',
    about:
      'Made-up records: each filter row on both outcomes, fields with all kinds of values; then a run in another season.',
    rounds: probes.map(({ nowMs, records }) => ({ nowMs, records, faults: [] })),
  };
}

interface ProbeRound {
  readonly nowMs: number;
  readonly records: readonly unknown[];
}

/**
 * The scenarios behind the plain one. `passing` holds the positions of the samples that the service processes: to
 * change any other would show nothing.
 */
export function furtherScenarios(
  outline: Outline,
  records: readonly unknown[],
  passing: readonly number[],
  nowMs: number,
): readonly Scenario[] {
  return [
    overlap(outline, records, passing, nowMs),
    repeated(outline, records, passing, nowMs),
    poison(outline, records, passing, nowMs),
    {
      name: 'outage',
      about: 'The source asks to wait (429), the first push is answered with 503; then a run in which it works.',
      rounds: [
        {
          nowMs,
          records,
          faults: [
            { on: 'pull', nth: 1, status: 429, headers: { 'retry-after': '1' } },
            { on: 'push', nth: 1, status: 503 },
          ],
        },
        { nowMs, records, faults: [] },
      ],
    },
    outline.isInbound ? arrivals(outline, records, passing, nowMs) : downtime(outline, records, passing, nowMs),
  ];
}

const dayMs = 24 * 3_600_000;

/** What a run leaves behind that could not even read: records that changed meanwhile are older than the window at the end of it. */
function downtime(outline: Outline, records: readonly unknown[], passing: readonly number[], nowMs: number): Scenario {
  const intervalMs = outline.intervalMs(nowMs);
  // A pool forgets a key after 90 days, which the converter states; nothing is to be learnt from seeing it again here.
  const awayMs = Math.min(2 * intervalMs + outline.windowMs(nowMs), 80 * dayMs);
  const [missed, seen = missed] = passing;
  const changed = (atMs: number, position: number | undefined, round: number): readonly unknown[] =>
    records.map((record, index) => (index === position ? touch(later(record, outline, atMs), outline, round) : record));
  const middle = changed(intervalMs, missed, 1);
  const end = changed(awayMs, seen, 2).map((record, index) =>
    index === missed && index !== seen ? middle[index] : record,
  );
  return {
    name: 'downtime',
    about:
      'The source answers nothing but 503 for longer than the window of the service, and records change; then it is back.',
    rounds: [
      { nowMs, records, faults: [] },
      { nowMs: nowMs + intervalMs, records: middle, faults: [{ on: 'pull', nth: 'each', status: 503 }] },
      { nowMs: nowMs + awayMs, records: end, faults: [] },
    ],
  };
}

/** What calls bring that no listing does. */
function arrivals(outline: Outline, records: readonly unknown[], passing: readonly number[], nowMs: number): Scenario {
  const own = passing.flatMap((position) => [records[position]].flat()).slice(0, 2);
  const [first = records[0], second = first] = own;
  const changed = touch(later(first, outline, 1000), outline, 1);
  const minuteMs = 60_000;
  const round = (minutes: number, payloads: readonly unknown[], faults: readonly Fault[] = []): ScenarioRound => ({
    nowMs: nowMs + minutes * minuteMs,
    records: payloads,
    faults,
  });
  return {
    name: 'arrivals',
    about:
      'Deliveries come twice, in a list of two, as an empty list, and with a change before what it changed; the destination is down for one of them.',
    rounds: [
      round(0, [first, first]),
      round(1, [changed, first]),
      round(2, [[second, changed], []], [{ on: 'push', nth: 'each', status: 503 }]),
      round(3, [[second, changed], []]),
    ],
  };
}

/** A service and its sweeper, which share what they remember, in turn. `timePaths`: fields by which the partner looks at what is recent. */
export function partnerScenario(
  outline: Outline,
  given: readonly unknown[],
  passing: readonly number[],
  timePaths: readonly string[],
  nowMs: number,
): Scenario {
  const intervalMs = outline.intervalMs(nowMs);
  const [changed] = passing;
  const recent = given.map((record, index) =>
    passing.includes(index) ? timePaths.reduce((one, path) => datedAt(one, path, nowMs - 30_000), record) : record,
  );
  const moved = recent.map((record, index) =>
    index === changed ? touch(later(record, outline, intervalMs / 2), outline, 1) : record,
  );
  return {
    name: 'partner',
    about:
      'The service that it sweeps for runs first, and one push fails; then the sweeper; then both again, over a change.',
    rounds: [
      { nowMs, records: recent, faults: [{ on: 'push', nth: 1, status: 503 }], by: 'partner' },
      { nowMs: nowMs + 60_000, records: recent, faults: [] },
      { nowMs: nowMs + intervalMs, records: moved, faults: [], by: 'partner' },
      { nowMs: nowMs + intervalMs + 60_000, records: moved, faults: [] },
    ],
  };
}

/** Records that the first run does not see yet. */
const heldBack = 2;

function overlap(outline: Outline, records: readonly unknown[], passing: readonly number[], nowMs: number): Scenario {
  const intervalMs = outline.intervalMs(nowMs);
  const late = passing.slice(1).slice(-heldBack);
  const current = [...records];
  const rounds = [0, 1, 2].map((round): ScenarioRound => {
    const changed = round === 0 ? undefined : passing[(round - 1) % passing.length];
    const arriving = round === 0 ? undefined : late[round - 1];
    for (const position of new Set([changed, arriving])) {
      if (position === undefined) continue;
      const moved = later(current[position], outline, round * intervalMs);
      current[position] = position === arriving ? moved : touch(moved, outline, round);
    }
    const present = current.filter((_, position) => late.indexOf(position) < round);
    return { nowMs: nowMs + round * intervalMs, records: present, faults: [] };
  });
  return {
    name: 'overlap',
    about: 'Three runs, one schedule interval apart, with overlapping windows: samples change and new ones appear.',
    rounds,
  };
}

/** Some APIs list a record for each change of it, and some senders deliver one twice in one list. */
function repeated(outline: Outline, records: readonly unknown[], passing: readonly number[], nowMs: number): Scenario {
  const own = records[passing.at(-1) ?? 0];
  const changed = touch(own, outline, 1);
  // Never as it was: a page that has a record of the page before ends the run, as one of a list that moved on.
  const given = outline.isInbound ? [...records, [own, own, changed].flat()] : [...records, changed];
  return {
    name: 'repeated',
    about: 'One record comes again behind all others, changed; then a run with all of it once more.',
    rounds: [0, 1].map((round) => ({ nowMs: nowMs + round * 60_000, records: given, faults: [] })),
  };
}

function poison(outline: Outline, records: readonly unknown[], passing: readonly number[], nowMs: number): Scenario {
  // The last one: whether it fails or not, the pushes before it stay the same, and so does the one that is rejected.
  const spoiled = passing.at(-1);
  const poisoned = records.map((record, position) => (position === spoiled ? spoil(record, outline) : record));
  return {
    name: 'poison',
    about: 'One record has a value of a wrong type, one is rejected with 422; then both are well.',
    rounds: [
      { nowMs, records: poisoned, faults: [{ on: 'push', nth: passing.length > 2 ? 2 : 1, status: 422 }] },
      { nowMs, records, faults: [] },
    ],
  };
}

/** The record with a wrong type where a mapping is most likely to fail: text for a list, or an object for a value that is transformed. */
function spoil(record: unknown, outline: Outline): unknown {
  const rows = outline.mappings.flatMap(({ source, transformation = [] }) =>
    'field' in source ? [{ path: outline.sourcePath(source.field), transforms: transformation.length }] : [],
  );
  const listed = rows.find(({ path }) => hasWildcard(path) && !path.startsWith('*'));
  if (listed !== undefined) return changeAt(record, listed.path.slice(0, listed.path.indexOf('.*')), () => 'no list');
  const keys = [outline.idPath, ...outline.service.filters.map(({ field }) => outline.sourcePath(field))];
  const free = rows.filter(({ path }) => !keys.includes(path));
  const target = free.find(({ transforms }) => transforms > 0) ?? free[0];
  return target === undefined ? record : changeAt(record, target.path, () => ({ unexpected: 'object' }));
}

/** The record with another value in one mapped field that neither identifies nor selects it. */
function touch(record: unknown, outline: Outline, round: number): unknown {
  const { idPath, referencePath, modifiedPath, service, sourcePath } = outline;
  const kept = new Set([idPath, referencePath, modifiedPath, ...service.filters.map(({ field }) => sourcePath(field))]);
  const candidates = outline.mappings
    .flatMap(({ source, transformation = [] }) =>
      'field' in source ? [{ path: sourcePath(source.field), transforms: transformation.length }] : [],
    )
    .filter(({ path }) => !kept.has(path) && changeable(compilePath(path)(record)))
    .toSorted((a, b) => a.transforms - b.transforms);
  const [target] = candidates;
  if (target === undefined) return record;
  return changeAt(record, target.path, (value) => {
    if (typeof value === 'number') return value + round;
    return typeof value === 'string' ? `${value} (changed)` : value;
  });
}

function changeable(value: unknown): boolean {
  return [value]
    .flat()
    .some((one) => typeof one === 'number' || (typeof one === 'string' && parseDate(one) === undefined));
}

/** The record as if it had changed so much later. */
function later(record: unknown, { timePaths }: Outline, byMs: number): unknown {
  return timePaths.reduce((current, path) => changeAt(current, path, (value) => shiftDate(value, byMs)), record);
}

/** The record with another date at a path, where it has one that can be moved. */
function datedAt(record: unknown, path: string, atMs: number): unknown {
  return changeAt(record, path, (value) => shiftDate(value, atMs - (parseDate(value)?.epochMs ?? atMs)));
}

/** A date moved on, written the way it was. Anything that is no ISO date stays as it is. */
function shiftDate(value: unknown, byMs: number): unknown {
  if (typeof value !== 'string') return value;
  const [, separator, rest = ''] = /^\d{4}-\d{2}-\d{2}(?:([T ])\d{2}:\d{2}:\d{2}(.*))?$/u.exec(value) ?? [];
  const parsed = separator === undefined ? undefined : parseDate(value);
  if (separator === undefined || parsed === undefined) return value;
  const local = new Date(parsed.epochMs + byMs + parsed.offsetMinutes * 60_000).toISOString();
  return `${local.slice(0, 10)}${separator}${local.slice(11, 19)}${rest}`;
}
