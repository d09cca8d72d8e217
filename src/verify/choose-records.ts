import type { Endpoint } from '../connector/definition.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { compilePath } from '../text/path.ts';
import { parseDate } from '../text/parse-date.ts';
import { generateRecords } from '../simulator/generate-records.ts';
import type { LoadedSamples } from '../simulator/load-samples.ts';
import type { Outline } from './outline.ts';
import { generatedCount, planFields } from './plan-fields.ts';

/** Moment of the first run where neither the user nor a sample says one. */
const fallbackNowMs = Date.UTC(2026, 0, 1, 12);

export interface ChosenRecords {
  readonly records: readonly unknown[];
  readonly origin: 'given' | 'generated';
  /** Moment of the first run. */
  readonly nowMs: number;
}

/**
 * The records that a service works on: its samples, else made-up ones. Without a given moment the first run is one
 * minute after the newest sample, so that the same samples always give the same result.
 */
export function chooseRecords(
  outline: Outline,
  bundle: ServiceBundle,
  samples: Pick<LoadedSamples, 'records' | 'inbound'>,
  source: { readonly party: string; readonly entity: string; readonly endpoint: Endpoint | undefined },
  givenNowMs: number | undefined,
): ChosenRecords {
  const given = outline.isInbound
    ? samples.inbound.get(outline.service.id)
    : samples.records.get(source.party)?.get(source.entity);
  if (given !== undefined && given.length > 0)
    return { records: given, origin: 'given', nowMs: givenNowMs ?? newestMoment(given, outline) ?? fallbackNowMs };
  const nowMs = givenNowMs ?? fallbackNowMs;
  return {
    records: generateRecords(planFields(outline, source.endpoint, bundle, nowMs), generatedCount, nowMs),
    origin: 'generated',
    nowMs,
  };
}

function newestMoment(records: readonly unknown[], { timePaths }: Outline): number | undefined {
  const moments = timePaths
    .flatMap((path) => records.map(compilePath(path)))
    .flatMap((value) => parseDate(value)?.epochMs ?? []);
  return moments.length === 0 ? undefined : moments.reduce((a, b) => Math.max(a, b)) + 60_000;
}
