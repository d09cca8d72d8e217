import type { RelativePeriod, Service } from '../legacy/bundle.ts';
import { isObject } from '../text/json.ts';

export const dayMs = 86_400_000;

const unitMs: Readonly<Record<RelativePeriod['unit'], number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMs,
  week: 7 * dayMs,
  year: 365 * dayMs,
};

/** How far back a run of a service looks, and the filter row that says so. */
export interface Window {
  readonly index: number;
  readonly lengthMs: number;
}

/** The shortest "within the last" of a service: rows are joined by AND. */
export function windowOf({ filters }: Service): Window | undefined {
  return filters
    .flatMap(({ operator, value }, index) =>
      operator === 'withinLast' && isObject(value) && 'unit' in value
        ? [{ index, lengthMs: value.amount * unitMs[value.unit] }]
        : [],
    )
    .toSorted((a, b) => a.lengthMs - b.lengthMs)[0];
}

/** True when a row compares a time. */
export function hasTimeFilter({ filters }: Service): boolean {
  return filters.some(
    ({ operator, type }) => operator === 'withinLast' || operator === 'olderThan' || /date|time/iu.test(type ?? ''),
  );
}

/** "15 minutes", "2 days". */
export function inWords(lengthMs: number): string {
  const units = [
    ['day', dayMs],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const;
  const [unit, size] = units.find(([, one]) => lengthMs >= one && lengthMs % one === 0) ?? ['second', 1000];
  const amount = Math.round(lengthMs / size);
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
