import type { DatabaseFault } from '../database/failure.ts';

/** What `pg` throws: of the server, or of the connection. */
interface PgError {
  readonly message: string;
  readonly code?: string;
  readonly detail?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly severity?: string;
}

/** Errors of the server have a severity and five letters of SQLSTATE. `values`: what the statement bound, to name the column. */
export function postgresFault(error: unknown): DatabaseFault {
  const { message, code, detail, column, severity } = error as PgError; // whatever it is, it is an Error
  if (severity === undefined || code === undefined) {
    const isLate = /time-?out/iu.test(message);
    return { kind: isLate ? 'time' : 'connection', text: message || (code ?? 'it was closed'), cause: error };
  }
  const text = detail === undefined ? message : `${message}: ${detail}`;
  return { kind: kindOf(code), text, code, cause: error, ...columnOf(column, detail) };
}

function kindOf(code: string): DatabaseFault['kind'] {
  if (code.startsWith('28')) return 'login';
  if (code === '57014') return 'time';
  if (code.startsWith('08') || code.startsWith('57P')) return 'connection';
  // Serialisation, deadlock, lock, resources.
  if (code.startsWith('40') || code === '55P03' || code.startsWith('53')) return 'busy';
  // Data, constraints, two rows of one key in one statement, check option of a view, what triggers raise.
  if (/^(?:22|23|44|P0001$|21000$)/u.test(code)) return 'record';
  return 'statement';
}

/** Of unique and foreign keys the detail names the columns: `Key (id)=(5) already exists.` */
function columnOf(column: string | undefined, detail: string | undefined): { readonly column?: string } {
  const found = column ?? /^Key \(([^)]+)\)=/u.exec(detail ?? '')?.[1];
  return found === undefined ? {} : { column: found };
}
