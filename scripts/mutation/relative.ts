import { resolveRelativeDate } from '../../src/text/relative-date.ts';

/** The moment that a relative date of a filter means, as filters compare it. */
export function relativePeriodStart(text: string, nowMs: number): string {
  const at = resolveRelativeDate(text, nowMs);
  return at === undefined ? text : new Date(at).toISOString();
}
