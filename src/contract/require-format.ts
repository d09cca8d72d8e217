import { TerminalError } from './errors.ts';
import type { Payload, PayloadFormat } from './payload.ts';

/**
 * Refuses a payload that a step cannot work on: passed on or dropped, its records would be lost in silence.
 * Errors: TerminalError `run/unreadable-format`.
 */
export function requireFormat({ format, value }: Payload, readable: readonly PayloadFormat[], step: string): void {
  if (value === undefined || readable.includes(format)) return;
  const names = readable.map((one) => one.toUpperCase()).join(', ');
  throw new TerminalError({
    code: 'run/unreadable-format',
    message: `Step "${step}" got a payload in ${format.toUpperCase()}, and takes ${names} only.`,
    help: `Map the payload to ${names} first, or set "dataType" of the endpoint if that is what it sends.`,
    step,
  });
}
