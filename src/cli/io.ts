import { printable } from '../text/printable.ts';
import { wantsColour } from './colour.ts';

/** The terminal as commands see it. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Replaces the last line of standard error. */
  rewrite(line: string): void;
  /** Whether standard output and standard error show colours. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function processIo(): Io {
  const colour = {
    out: wantsColour(process.env, process.stdout.isTTY),
    err: wantsColour(process.env, process.stderr.isTTY),
  };
  return {
    out: (text) => void process.stdout.write(harmless(text, colour.out)),
    err: (text) => void process.stderr.write(harmless(text, colour.err)),
    rewrite: (line) => void process.stderr.write(`\r\u001B[2K${harmless(line, colour.err)}`),
    colour,
    environment: process.env,
  };
}

/** Parts that may pass: line ends, tabs, and the colours of colour.ts. */
// oxlint-disable-next-line no-control-regex -- the escape character is what colours begin with
const passing = /(\n|\t|\u001B\[(?:1|2|22|31|32|33|36|39)m)/u;

/** Names, messages and answers of others are printed too: nothing in them may command the terminal. */
function harmless(text: string, colour: boolean): string {
  if (!/[^\P{Cc}\n\t]/u.test(text)) return text;
  return text
    .split(passing)
    .map((part) => (part === '\n' || part === '\t' || (colour && passing.test(part)) ? part : printable(part)))
    .join('');
}

/** Errors of a pipe whose reader has gone. */
const readerGone: ReadonlySet<string | undefined> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/**
 * A reader that stops early, such as `head`, ends nothing: the command does its work and its exit code says how it went.
 * Output that is lost for any other reason is handed on. Whoever watches besides is sent away by the function returned.
 */
export function watchOutput(onLoss: (error: Error) => void): () => void {
  const streams = [process.stdout, process.stderr];
  const watch = (error: NodeJS.ErrnoException): void => {
    if (!readerGone.has(error.code)) onLoss(error);
  };
  for (const stream of streams) stream.on('error', watch);
  return () => {
    for (const stream of streams) stream.removeAllListeners('error').on('error', watch);
  };
}
