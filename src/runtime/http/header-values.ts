import { TerminalError } from '../../contract/errors.ts';

/** Errors: TerminalError with this code for a value that no header can carry. `place`: whose it is, as in `Endpoint "Orders"`. */
export function requireHeaders(
  headers: Readonly<Record<string, string>>,
  place: string,
  code: 'run/bad-header' | 'run/bad-credential' = 'run/bad-header',
): void {
  for (const [name, value] of Object.entries(headers)) {
    if (sendable.test(value)) continue;
    throw new TerminalError({
      code,
      message: `${place}: header "${name}" would have a line break or a character that no header can carry.`,
      help: 'Send it in the body or in the query, or encode it as the API expects.',
      wasSent: false,
    });
  }
}

/** Characters of ISO-8859-1 that are no control characters, and the tab. */
const sendable = /^[\t\u0020-\u007E\u0080-\u00FF]*$/u;
