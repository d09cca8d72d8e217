import type { FileSettings } from '../connector/definition.ts';
import type {
  OpenTransport,
  ReadDocument,
  TransportCall,
  TransportContext,
  TransportSession,
  WriteOptions,
} from '../contract/define-transport.ts';
import { RetryableError, TerminalError } from '../contract/errors.ts';
import type { JsonObject } from '../text/json.ts';
import { badEndpoint, pathOf, settingsOf, targetOf } from './file-settings.ts';
import { joinPath, nameOf, partialPath } from './file-path.ts';
import { Connection, type Connect, type FileFacts, type FileServer } from './file-server.ts';
import { findFiles, readWhole } from './read-files.ts';

/** How long a file server may take for what is done after a run. */
const cleanupTimeoutMs = 60_000;

/** Files over any protocol that can list, read, write, rename and remove. */
export function fileTransport(connectTo: (context: TransportContext) => Connect): OpenTransport {
  return (context) => new FileSession(context, new Connection(connectTo(context)));
}

class FileSession implements TransportSession {
  readonly #context: TransportContext;
  readonly #connection: Connection;
  /** Paths that steps of this run write, by step. */
  readonly #claimed = new Set<string>();

  constructor(context: TransportContext, connection: Connection) {
    this.#context = context;
    this.#connection = connection;
    // Whoever stops the run does not wait for the server.
    context.signal.addEventListener('abort', () => void connection.close(), { once: true });
  }

  async *read(call: TransportCall): AsyncGenerator<ReadDocument> {
    const { afterRead = 'keep', charset } = settingsOf(call);
    for (const path of await findFiles(call, this.#context, this.#connection)) {
      const found = await readWhole(path, call, this.#connection);
      if (found === undefined) {
        this.#context.warn(`File "${path}" went away before it was read.`, call.step);
        continue;
      }
      const { bytes, facts } = found;
      this.#context.note(`Read "${path}", ${bytes.length} bytes.`, call.step);
      yield {
        name: `File "${path}"`,
        body: bytes,
        contentType: contentTypeOf(path, charset),
        meta: { original_filename: nameOf(path) },
        ...(afterRead === 'keep' ? {} : { cleanup: { path, ...facts, ...cleanupOf(afterRead) } }),
      };
    }
  }

  claim(call: TransportCall): void {
    const { command } = settingsOf(call);
    if (command !== 'put' && command !== 'rename') return;
    const path = targetOf(call);
    if (!this.#claimed.has(path)) {
      this.#claimed.add(path);
      return;
    }
    throw new TerminalError({
      code: 'run/file-written-twice',
      message: `"${call.endpoint.name}" would write "${path}" a second time in this run; what it wrote first would be lost.`,
      help: 'Put something into the name that differs, such as an id of the record, or bring the payloads together before.',
      step: call.step,
    });
  }

  async write(call: TransportCall, document: Uint8Array, options: WriteOptions): Promise<undefined> {
    const { command } = settingsOf(call);
    if (command === 'put') return this.#put(call, document, options);
    const path = pathOf(call);
    if (command === 'rename') return this.#rename(call, path, targetOf(call), options);
    if (command === 'delete') return this.#delete(call, path, options);
    throw badEndpoint(call, 'cannot send with the command "get"');
  }

  /** Under another name until it is whole; then it takes the place of an earlier one. */
  async #put(call: TransportCall, document: Uint8Array, { key, isRepetition }: WriteOptions): Promise<undefined> {
    const path = targetOf(call);
    const partial = partialPath(path, key);
    const refuses = settingsOf(call).existing === 'refuse';
    let mayBeThere = isRepetition;
    await call.attempt((attempt) =>
      this.#connection.use(call.timeoutMs, async (server) => {
        if (mayBeThere && (await this.#isThere(server, path, partial, document, call, isRepetition && attempt === 1)))
          return;
        if (refuses && (await server.facts(path)) !== undefined) throw fileExists(call, path);
        await server.write(partial, document);
        const written = await server.facts(partial);
        if (written?.size !== document.length) throw cutShort(partial, written?.size ?? 0, document.length);
        // From here on nobody knows where it is, should the connection break.
        mayBeThere = true;
        await server.rename(partial, path);
      }),
    );
    this.#context.note(`Wrote "${path}", ${document.length} bytes.`, call.step);
  }

  /** Looks whether an earlier attempt has done it. When nothing is found, somebody may have taken the file away already. */
  async #isThere(
    server: FileServer,
    path: string,
    partial: string,
    document: Uint8Array,
    { step }: TransportCall,
    isDoubtful: boolean,
  ): Promise<boolean> {
    const target = await server.facts(path);
    if (target?.size === document.length && Buffer.compare(await server.read(path), document) === 0) return true;
    const isUnfinished = (await server.facts(partial)) !== undefined;
    if (!isUnfinished && isDoubtful)
      await this.#context.doubt({
        step,
        request: { method: `${this.#context.protocol} put`, url: path },
        reason: 'the run was ended while it was written, and it has now been written again',
      });
    return false;
  }

  async #rename(call: TransportCall, from: string, to: string, { isRepetition }: WriteOptions): Promise<undefined> {
    const refuses = settingsOf(call).existing === 'refuse';
    let mayBeDone = isRepetition;
    await call.attempt(() =>
      this.#connection.use(call.timeoutMs, async (server) => {
        const isTaken = (refuses || mayBeDone) && (await server.facts(to)) !== undefined;
        if ((await server.facts(from)) === undefined) {
          if (mayBeDone && isTaken) return;
          throw noFile(call, from);
        }
        if (mayBeDone && isTaken) return this.#doubtRename(from, to, call);
        if (isTaken) throw fileExists(call, to);
        mayBeDone = true;
        await server.rename(from, to);
      }),
    );
    this.#context.note(`Renamed "${from}" to "${to}".`, call.step);
  }

  /** The file may have been renamed by an attempt that was cut off, and a new one of its name may have arrived since. */
  async #doubtRename(from: string, to: string, { step }: TransportCall): Promise<void> {
    await this.#context.doubt({
      step,
      request: { method: `${this.#context.protocol} rename`, url: from },
      reason: `the attempt to rename it was cut off, and there are files of both names now; "${to}" was left as it is`,
    });
  }

  async #delete(call: TransportCall, path: string, { isRepetition }: WriteOptions): Promise<undefined> {
    let mayBeDone = isRepetition;
    await call.attempt(() =>
      this.#connection.use(call.timeoutMs, async (server) => {
        if ((await server.facts(path)) === undefined) {
          if (mayBeDone) return;
          throw noFile(call, path);
        }
        mayBeDone = true;
        await server.remove(path);
      }),
    );
    this.#context.note(`Deleted "${path}".`, call.step);
  }

  async cleanUp(what: JsonObject): Promise<void> {
    const { path, size, modifiedMs, moveTo } = what as unknown as CleanupFacts; // made by read()
    await this.#connection.use(cleanupTimeoutMs, async (server) => {
      const now = await server.facts(path);
      // Done by an earlier attempt.
      if (now === undefined) return;
      if (now.size !== size || now.modifiedMs !== modifiedMs) {
        this.#context.warn(`File "${path}" has changed since it was read. It stays, and will be read again.`);
        return;
      }
      const target = moveTo === undefined ? undefined : await freeName(server, joinPath(moveTo, nameOf(path)));
      await (target === undefined ? server.remove(path) : server.rename(path, target));
      this.#context.note(target === undefined ? `Deleted "${path}".` : `Moved "${path}" to "${target}".`);
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

interface CleanupFacts extends FileFacts {
  readonly path: string;
  readonly moveTo?: string;
}

function cleanupOf(afterRead: Exclude<FileSettings['afterRead'], 'keep' | undefined>): JsonObject {
  return afterRead === 'delete' ? {} : afterRead;
}

/** What has been moved there before stays. */
async function freeName(server: FileServer, path: string): Promise<string> {
  for (let number = 1, free = path; ; number++) {
    if ((await server.facts(free)) === undefined) return free;
    const at = path.lastIndexOf('.');
    free = at > path.lastIndexOf('/') + 1 ? `${path.slice(0, at)}.${number}${path.slice(at)}` : `${path}.${number}`;
  }
}

function contentTypeOf(path: string, charset: string | undefined): string {
  const types: Readonly<Record<string, string>> = { csv: 'text/csv', json: 'application/json', xml: 'application/xml' };
  const type = types[/\.([a-z]+)$/iu.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'text/plain';
  return charset === undefined ? type : `${type}; charset=${charset}`;
}

function noFile({ endpoint, step }: TransportCall, path: string): TerminalError {
  return new TerminalError({
    code: 'run/file-refused',
    message: `"${endpoint.name}" works on "${path}", which is not there.`,
    help: 'Check the path; somebody may have taken the file away.',
    step,
  });
}

function fileExists({ endpoint, step }: TransportCall, path: string): TerminalError {
  return new TerminalError({
    code: 'run/file-refused',
    message: `"${endpoint.name}" does not replace "${path}", which is there already.`,
    help: 'Let names differ, or set "existing" of the endpoint to "replace".',
    step,
  });
}

function cutShort(path: string, found: number, expected: number): RetryableError {
  return new RetryableError({
    code: 'run/connection-failed',
    message: `Of "${path}" ${found} of ${expected} bytes have arrived.`,
    help: 'The server may have no space left.',
  });
}
