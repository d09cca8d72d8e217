/**
 * A file for payloads that do not fit into memory, or that must survive the process. Offsets are bytes.
 * Errors: TerminalError `run/disk-full`, `run/spill-failed`; a short read or write is one, never silence.
 */
export interface SpillFile {
  readonly size: number;
  /** Writes all bytes at the end; returns where they begin. */
  append(bytes: Uint8Array): number;
  read(offset: number, length: number): Uint8Array;
  close(): void;
  /** Closes it and takes it away. */
  remove(): void;
}

/** Files of one run, readable by the user alone. What a killed run leaves behind is cleaned up by the next. */
export interface SpillPort {
  /** An empty file; one that is there already is replaced. */
  create(name: string): SpillFile;
  /** The file that an earlier attempt of the run has written. */
  open(name: string): SpillFile;
}
