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
    fix: 'Give endpoints of FTP, FTPS and SFTP "file".',
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
} as const satisfies Record<`run/${string}`, DiagnosticEntry>;
