import { RetryableError, TerminalError } from '../contract/errors.ts';

/** A file as its server describes it. */
export interface FileFacts {
  readonly size: number;
  /** Milliseconds since the epoch, as exactly as the server keeps it; 0 where it does not say. */
  readonly modifiedMs: number;
}

export interface FileEntry extends FileFacts {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * A connected file server. Errors of every method: RetryableError `run/connection-failed`, `run/timed-out`; TerminalError
 * `run/unauthorised`, `run/file-refused`.
 */
export interface FileServer {
  /** What is in a folder, in any order. */
  list(folder: string): Promise<readonly FileEntry[]>;
  /** `undefined`: there is no such file. */
  facts(path: string): Promise<FileFacts | undefined>;
  read(path: string): Promise<Uint8Array>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Replaces a file of that name, at once where the server can. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  close(): Promise<void>;
}

export type Connect = (timeoutMs: number) => Promise<FileServer>;

/** One connection, used by one piece of work at a time and opened again when it has broken. */
export class Connection {
  readonly #connect: Connect;
  #server: FileServer | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  use<Result>(timeoutMs: number, work: (server: FileServer) => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(
      () => this.#work(timeoutMs, work),
      () => this.#work(timeoutMs, work),
    );
    this.#last = turn;
    return turn;
  }

  async #work<Result>(timeoutMs: number, work: (server: FileServer) => Promise<Result>): Promise<Result> {
    try {
      this.#server ??= await this.#connect(timeoutMs);
      return await withinTime(timeoutMs, work(this.#server));
    } catch (error) {
      if (error instanceof RetryableError) await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    // It may be broken already.
    await server?.close().catch(() => undefined);
  }
}

async function withinTime<Result>(timeoutMs: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new RetryableError({
            code: 'run/timed-out',
            message: `The file server did not finish within ${Math.round(timeoutMs / 1000)} seconds.`,
            help: 'Raise "timeout" of the step.',
          }),
        ),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a server refuses to do with a file. */
export function refusedFile(what: string, path: string, cause: unknown): TerminalError {
  return new TerminalError({
    code: 'run/file-refused',
    message: `The server refuses to ${what} "${path}": ${cause instanceof Error ? cause.message.trim() : String(cause)}.`,
    help: 'Check the path and the permissions of the user.',
    cause,
  });
}
