import type { Io } from '../../src/cli/io.ts';

export interface CapturedIo {
  readonly io: Io;
  /** What was written to standard output. */
  readonly out: () => string;
  /** What was written to standard error; a line that was replaced ends with `\r`. */
  readonly err: () => string;
}

/** A terminal that remembers what was written. */
export function capturedIo(environment: Io['environment'] = {}): CapturedIo {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    rewrite: (line) => void (err += `${line}\r`),
    colour: { out: false, err: false },
    environment,
  };
  return { io, out: () => out, err: () => err };
}
