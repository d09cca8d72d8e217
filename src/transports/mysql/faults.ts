import type { DatabaseFault } from '../database/failure.ts';

/** What `mysql2` throws: of the server, or of the connection. */
interface MysqlError {
  readonly message: string;
  readonly code?: string;
  readonly errno?: number;
  readonly sqlState?: string;
}

/** Access to the server and to the database; a way to log in that does not fit. */
const logins: ReadonlySet<number> = new Set([1044, 1045, 1130, 1251, 1698, 1862, 3118, 4151]);
/** Too many connections, lock waits, deadlocks, storage, shutdown of the group. */
const busy: ReadonlySet<number> = new Set([1040, 1203, 1205, 1213, 1226, 1020, 3572]);
const times: ReadonlySet<number> = new Set([1969, 3024, 1317]);
const connections: ReadonlySet<number> = new Set([
  1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 4031,
]);
/** Values and constraints whose SQLSTATE does not say so. */
const records: ReadonlySet<number> = new Set([
  1264, 1265, 1292, 1366, 1364, 1367, 1406, 1411, 1526, 1644, 1690, 3140, 3141, 3819, 4025,
]);

export function mysqlFault(error: unknown): DatabaseFault {
  const { message, code, errno, sqlState } = error as MysqlError; // whatever it is, it is an Error
  if (sqlState === undefined || errno === undefined) {
    if (code === 'AUTH_SWITCH_PLUGIN_ERROR') return { kind: 'login', text: message, cause: error };
    return {
      kind: code === 'ETIMEDOUT' ? 'time' : 'connection',
      text: message || (code ?? 'it was closed'),
      cause: error,
    };
  }
  const column = /\bcolumn '?(?:`[^`]*`\.)*[`']?([^`']+?)[`']?(?: at row| cannot|$)/iu.exec(message)?.[1];
  return {
    kind: kindOf(errno, sqlState),
    text: message,
    code: String(errno),
    cause: error,
    ...(column === undefined ? {} : { column }),
  };
}

function kindOf(errno: number, sqlState: string): DatabaseFault['kind'] {
  if (logins.has(errno)) return 'login';
  if (busy.has(errno)) return 'busy';
  if (times.has(errno)) return 'time';
  if (connections.has(errno) || sqlState.startsWith('08')) return 'connection';
  // Two columns of one name are a fault of the statement.
  return records.has(errno) || (/^(?:22|23|45)/u.test(sqlState) && errno !== 1052) ? 'record' : 'statement';
}

/** Warnings that say that a value was changed to make it fit. */
export const changedValues: ReadonlySet<number> = new Set([1264, 1265, 1292, 1366, 1406, 1411]);
