import type { DiagnosticEntry } from '../entry.ts';

/** What goes wrong between a run and files, databases and message brokers. */
export const runTransportCodes = {
  'run/unsupported-protocol': {
    severity: 'error',
    title: 'Protocol that cannot be used',
    means: 'A step uses a connector whose "protocol" this version does not speak.',
    why: 'There is no way to reach the third party.',
    fix: 'Use one of the protocols that the help lists.',
  },
  'run/bad-endpoint': {
    severity: 'error',
    title: 'Endpoint that does not fit its protocol',
    means:
      'An endpoint does not say what its protocol has to do, or says something that cannot be done in its direction.',
    why: 'There is no telling what to do.',
    fix: 'Give endpoints of FTP, FTPS and SFTP "file", and those of databases "query" or "table".',
    example: 'file: { command: get, root: /out, path: "orders-.*\\.csv" }',
  },
  'run/unknown-host-key': {
    severity: 'error',
    title: 'Server that nobody has vouched for',
    means: 'The key that an SFTP server shows is not the one that the instance names, or the instance names none.',
    why: 'Passwords and files could go to anybody who stands between.',
    fix: 'Ask whoever runs the server for its fingerprint, and set "host_key" of the instance to it.',
    example: 'values: { host_key: "SHA256:uNiVztksCsDhcc0u9e8BrrJr1GEjXKuKcTDdTEuGq2M" }',
  },
  'run/file-refused': {
    severity: 'error',
    title: 'File that the server does not give or take',
    means: 'The server refuses to list, read, write, rename or delete something, or it is not there.',
    why: 'What the step should have done has not been done.',
    fix: 'Check the path and the permissions of the user.',
  },
  'run/file-changing': {
    severity: 'error',
    title: 'File that changes while it is read',
    means:
      'A file had another size or time after it was read than before, or its end did not come, also when it was read again.',
    why: 'Half a file would pass for a whole one.',
    fix: 'Let whoever writes it use another name until it is whole, or set "stableSeconds" of the endpoint.',
  },
  'run/file-written-twice': {
    severity: 'error',
    title: 'Two payloads for one file',
    means: 'A step would write a second payload to a file that it has written in the same run.',
    why: 'The file keeps one of them; the other would be lost.',
    fix: 'Put something into the name that differs, such as an id of the record.',
    example: 'file: { command: put, path: "/in/order-{{id}}.json" }',
  },
  'run/database-refused': {
    severity: 'error',
    title: 'Statement that a database refuses',
    means: 'The database does not know a table or a column, cannot read the statement, or does not let the user do it.',
    why: 'Nothing of the payload is there: what the transaction had done before is undone.',
    fix: 'Correct the statement or the names of the endpoint, or give the user the right.',
  },
  'run/record-refused': {
    severity: 'error',
    title: 'Record that a database does not take',
    means:
      'A value does not fit its column, a constraint is violated, or no row has the key that should be updated. The sentence names the record and, where the database does, the column.',
    why: 'Nothing of the payload is there: the records before it are undone, too.',
    fix: 'Correct the record, or map it to what the table takes. Smaller payloads lose less to one bad record.',
  },
  'run/value-not-bound': {
    severity: 'error',
    title: 'Value that cannot be written to a database',
    means:
      'A record has no such member, null where the key is, or a value that the column would keep only in part, such as a third decimal place.',
    why: 'A row would be changed in silence, or the wrong one.',
    fix: 'Map the value to what the column keeps, or name the column in "optional" of the endpoint.',
    example: 'table: { name: orders, action: upsert, key: [id], columns: [id, note], optional: [note] }',
  },
  'run/column-twice': {
    severity: 'error',
    title: 'Two columns of one name',
    means: 'The rows of a query have two columns of the same name.',
    why: 'A record has one member of a name; the other value would be lost.',
    fix: 'Give each its own name with AS.',
    example: 'SELECT o.id, c.id AS customer_id FROM orders o JOIN customers c ON c.id = o.customer_id',
  },
  'run/database-busy': {
    severity: 'error',
    title: 'Database that cannot do it now',
    means: 'Two transactions waited for each other, a lock did not come, or there are too many connections.',
    why: 'Nothing of the payload is there. The step has tried as often as its "retries" say.',
    fix: 'Run again; where it happens often, let fewer jobs write at once.',
  },
} as const satisfies Record<`run/${string}`, DiagnosticEntry>;
