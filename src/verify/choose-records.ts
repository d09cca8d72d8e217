import type { Profile } from '../config/profile.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { compilePath } from '../text/path.ts';
import { parseDate } from '../text/parse-date.ts';
import type { LoadedSamples } from '../simulator/load-samples.ts';
import type { Outline } from './outline.ts';
import type { Around } from './probes/field-plans.ts';
import { makeProbeRecords, type ProbeRecords } from './probes/probe-records.ts';

/** Moment of the first run where neither the user nor a sample says one: the week of this Sunday is one of the year before. */
const fallbackNowMs = Date.UTC(2027, 0, 3, 14, 7, 9);

/** From there to another season and another half of the day. */
const toOtherSeasonMs = 192 * 86_400_000 - 19_260_000;

export interface ChosenRecords {
  readonly records: readonly unknown[];
  readonly origin: 'given' | 'generated';
  /** Moment of the first run. */
  readonly nowMs: number;
  /** Made-up records that show what each row of the service does, at this moment and at one of another season. */
  readonly probes: readonly [now: ProbeRecords, other: ProbeRecords];
  readonly otherMs: number;
}

/**
 * The records that a service works on: its samples, and where none of them is pushed made-up ones as well. Without a given
 * moment the first run is one minute after the newest sample, so that the same samples always give the same result.
 */
export function chooseRecords(
  outline: Outline,
  bundle: ServiceBundle,
  samples: Pick<LoadedSamples, 'records' | 'inbound'>,
  source: { readonly party: string; readonly entity: string },
  profile: Profile,
  { nowMs: givenNowMs, cases }: { readonly nowMs?: number; readonly cases?: number },
): ChosenRecords {
  const given = outline.isInbound
    ? samples.inbound.get(outline.service.id)
    : samples.records.get(source.party)?.get(source.entity);
  const isGiven = given !== undefined && given.length > 0;
  const nowMs = givenNowMs ?? (isGiven ? newestMoment(given, outline) : undefined) ?? fallbackNowMs;
  const otherMs = nowMs + toOtherSeasonMs;
  const assume: Around['assume'] = (key) => profile[key];
  const make = (atMs: number, firstId: number, hasOddIds: boolean, more?: number): ProbeRecords =>
    makeProbeRecords(
      outline,
      bundle,
      { nowMs: atMs, assume, warn: () => undefined },
      { samples: given ?? [], firstId, hasOddIds, ...(more === undefined ? {} : { cases: more }) },
    );
  const probes = [make(nowMs, 100_001, true, cases), make(otherMs, 200_001, false)] as const;
  const [{ ordinary, stopped, hasPushedSample }] = probes;
  return {
    records: hasPushedSample ? (given ?? []) : [...(given ?? []), ...ordinary, ...stopped.slice(0, 1)],
    origin: hasPushedSample ? 'given' : 'generated',
    nowMs,
    otherMs,
    probes,
  };
}

function newestMoment(records: readonly unknown[], { timePaths }: Outline): number | undefined {
  const moments = timePaths
    .flatMap((path) => records.map(compilePath(path)))
    .flatMap((value) => parseDate(value)?.epochMs ?? []);
  return moments.length === 0 ? undefined : moments.reduce((a, b) => Math.max(a, b)) + 60_000;
}
