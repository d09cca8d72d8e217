import { TerminalError } from '../contract/errors.ts';

/** The platform's own limit for every shape but the connector, whose requests have time-outs. */
const longestMs = 30 * 60_000;

/** What has worked for longer starts nothing more. Errors: `run/shape-timeout`. */
export function requireInTime({
  step,
  durationMs,
}: {
  readonly step: { readonly name: string; readonly shape: string };
  readonly durationMs: number;
}): void {
  if (durationMs <= longestMs || step.shape === 'connector') return;
  throw new TerminalError({
    code: 'run/shape-timeout',
    message: `Step "${step.name}" has worked for ${Math.floor(durationMs / 60_000)} minutes; the platform ends a shape after 30.`,
    help: 'Pull less at a time, or split the work over several flows.',
    step: step.name,
  });
}
