import { resolveRelativeDate } from '../text/relative-date.ts';
import type { RunContext } from './context.ts';
import { TerminalError } from './errors.ts';

/** The moment a relative date such as "-15 minutes" means in this run, in milliseconds since the epoch. */
export function relativeMoment(text: string, context: RunContext, step: string): number {
  const at = resolveRelativeDate(text, context.datesFromMs);
  if (at !== undefined) return at;
  throw new TerminalError({
    code: 'run/bad-relative-date',
    message: `Step "${step}" has a relative date that cannot be read: "${text}".`,
    help: 'Write it like "-15 minutes", "now" or "startOfDay".',
    step,
  });
}
