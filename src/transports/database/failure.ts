import type { TransportCall, TransportContext } from '../../contract/define-transport.ts';
import { RetryableError, TerminalError, type RunError } from '../../contract/errors.ts';

/** What a database says when it does not do something. */
export interface DatabaseFault {
  readonly kind: 'login' | 'statement' | 'record' | 'busy' | 'time' | 'connection';
  /** The database's own words. */
  readonly text: string;
  /** Its own code, such as 23505. */
  readonly code?: string;
  readonly column?: string;
  readonly cause: unknown;
}

export function failureOf(fault: DatabaseFault, { place }: TransportContext): RunError {
  const { kind, code, column, cause } = fault;
  const text = fault.text.trim().replace(/\.$/u, '');
  const said = code === undefined ? text : `${text} (${code})`;
  switch (kind) {
    case 'login':
      // Repeated, it could lock the account.
      return new TerminalError({
        code: 'run/unauthorised',
        message: `${place}: the database refuses the login: ${said}.`,
        help: 'Check the user name and the password of the instance, and what the user may do.',
        cause,
      });
    case 'busy':
      return new RetryableError({
        code: 'run/database-busy',
        message: `${place}: the database cannot do it now: ${said}.`,
        help: 'Run again; where it happens often, let fewer jobs write at once.',
        cause,
      });
    case 'time':
      return new RetryableError({
        code: 'run/timed-out',
        message: `${place}: the database did not finish in time: ${said}.`,
        help: 'Raise "timeout" of the step, or look whether an index is missing.',
        cause,
      });
    case 'connection':
      return new RetryableError({
        code: 'run/connection-failed',
        message: `${place}: the connection failed: ${said}.`,
        help: 'Check host and port of the instance, and the network; run again.',
        cause,
      });
    case 'record':
      return new TerminalError({
        code: 'run/record-refused',
        message: `${column === undefined ? '' : `column "${column}": `}${said}.`,
        help: 'Correct the record, or map it to what the table takes.',
        cause,
      });
    case 'statement':
      return new TerminalError({
        code: 'run/database-refused',
        message: `${place}: the database refuses the statement: ${said}.`,
        help: 'Correct the statement or the names of the endpoint, and check what the user may do.',
        cause,
      });
  }
}

export function badEndpoint({ endpoint, step }: TransportCall, what: string, help: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-endpoint',
    message: `Endpoint "${endpoint.name}" ${what}.`,
    help,
    step,
    wasSent: false,
  });
}

/** Errors of the work, of the time, and of the connection, whichever comes first. `onLate` ends what nobody waits for. */
export async function withinTime<Result>(
  timeoutMs: number,
  context: TransportContext,
  work: Promise<Result>,
  onLate: () => void,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate();
      const text = `no answer within ${Math.round(timeoutMs / 1000)} seconds`;
      reject(failureOf({ kind: 'time', text, cause: undefined }, context));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
