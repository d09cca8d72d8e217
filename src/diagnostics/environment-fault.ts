import { CliError } from './cli-error.ts';

/** What the machine refused, sorted by what helps against it. */
export type FaultKind = 'full' | 'busy' | 'damaged' | 'forbidden' | 'missing' | 'wrong-kind' | 'exhausted' | 'other';

export interface EnvironmentFault {
  readonly kind: FaultKind;
  /** Why, as a clause: "the disk is full". */
  readonly reason: string;
  /** What to do, as a sentence. */
  readonly help: string;
  readonly path?: string;
}

type Known = readonly [kind: FaultKind, reason: string];

const systemErrors: Readonly<Record<string, Known>> = {
  ENOSPC: ['full', 'the disk is full'],
  EDQUOT: ['full', 'the quota of the disk is used up'],
  EFBIG: ['full', 'the file would be larger than is allowed'],
  EACCES: ['forbidden', 'permission was denied'],
  EPERM: ['forbidden', 'the operation is not permitted'],
  EROFS: ['forbidden', 'the file system can only be read'],
  ENOENT: ['missing', 'a part of the path does not exist'],
  EISDIR: ['wrong-kind', 'it is a folder'],
  ENOTDIR: ['wrong-kind', 'a part of the path is a file'],
  EEXIST: ['wrong-kind', 'something else has that name'],
  ENAMETOOLONG: ['wrong-kind', 'the name is too long'],
  ELOOP: ['wrong-kind', 'symbolic links lead in a circle'],
  ENXIO: ['wrong-kind', 'nobody is at the other end'],
  EBUSY: ['busy', 'another program holds it'],
  ETXTBSY: ['busy', 'another program holds it'],
  EMFILE: ['exhausted', 'too many files are open'],
  ENFILE: ['exhausted', 'too many files are open on this machine'],
  ENOMEM: ['exhausted', 'the machine has no memory left'],
  EIO: ['other', 'the device reported an error'],
  EPIPE: ['other', 'its reader has gone'],
};

/** By SQLite's primary result code. */
const sqliteErrors: Readonly<Record<number, Known>> = {
  3: ['forbidden', 'permission was denied'],
  5: ['busy', 'another program holds it'],
  6: ['busy', 'another program holds it'],
  7: ['exhausted', 'the machine has no memory left'],
  8: ['forbidden', 'it can only be read'],
  10: ['other', 'the device reported an error'],
  11: ['damaged', 'it is damaged'],
  13: ['full', 'the disk is full'],
  14: ['forbidden', 'it cannot be opened'],
  23: ['forbidden', 'permission was denied'],
  26: ['damaged', 'it is no database'],
};

const help: Readonly<Record<FaultKind, string>> = {
  full: 'Make room and try again.',
  busy: 'Try again when the other program has ended.',
  damaged: 'Restore it from a copy, or move it away.',
  forbidden: 'Check the permissions of the file and its folder.',
  missing: 'Check the path; it is relative to the current folder.',
  'wrong-kind': 'Check the path, or choose another one.',
  exhausted: 'Close other programs, or raise the limit (ulimit), and try again.',
  other: 'Check the disk and the path, and try again.',
};

/** What the operating system or SQLite refused; `undefined` for every other error, such as our own bugs. */
export function environmentFault(error: unknown): EnvironmentFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall, errcode } = error as NodeJS.ErrnoException & { readonly errcode?: unknown }; // each is looked at only
  const known = knownFault(code, errcode, syscall);
  if (known === undefined) return undefined;
  const [kind, reason] = known;
  return { kind, reason, help: help[kind], ...(path === undefined ? {} : { path }) };
}

function knownFault(code: string | undefined, errcode: unknown, syscall: string | undefined): Known | undefined {
  if (typeof errcode === 'number') return sqliteErrors[errcode & 0xff];
  if (code === undefined || !/^E[A-Z0-9]+$/u.test(code)) return undefined;
  if (Object.hasOwn(systemErrors, code)) return systemErrors[code];
  return syscall === undefined ? undefined : ['other', `${syscall} failed with ${code}`];
}

/** The failure that says so where nobody has more to say about it; `undefined` for every other error. */
export function systemError(error: unknown): CliError | undefined {
  const fault = environmentFault(error);
  if (fault === undefined) return undefined;
  const { reason, path } = fault;
  const message = path === undefined ? `The system refused: ${reason}.` : `"${path}" cannot be used: ${reason}.`;
  return new CliError('cli/system-error', message, { help: fault.help, cause: error });
}

/** `cli/file-not-found` or `cli/cannot-read`, with the reason. */
export function cannotRead(file: string, cause: unknown): CliError {
  const { kind, reason, help: advice } = faultOrWords(cause);
  return kind === 'missing'
    ? new CliError('cli/file-not-found', `There is no file "${file}".`, { help: advice, cause })
    : new CliError('cli/cannot-read', `"${file}" cannot be read: ${reason}.`, { help: advice, cause });
}

/** `cli/cannot-write`, with the reason. */
export function cannotWrite(what: string, cause: unknown): CliError {
  const { reason, help: advice } = faultOrWords(cause);
  return new CliError('cli/cannot-write', `${what} cannot be written: ${reason}.`, { help: advice, cause });
}

function faultOrWords(cause: unknown): EnvironmentFault {
  const fault = environmentFault(cause);
  if (fault !== undefined) return fault;
  return { kind: 'other', reason: cause instanceof Error ? cause.message : String(cause), help: help.other };
}
