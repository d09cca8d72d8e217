import type { TransportCall, TransportContext } from '../contract/define-transport.ts';
import { RetryableError, TerminalError } from '../contract/errors.ts';
import { badEndpoint, settingsOf } from './file-settings.ts';
import { compileFilePattern, isPartial, joinPath, nameOf } from './file-path.ts';
import type { Connection, FileEntry, FileFacts, FileServer } from './file-server.ts';

/** Folders below the first one that are looked into. */
const deepest = 20;

/** Paths of the files that an endpoint reads, sorted. None is no failure. */
export async function findFiles(
  call: TransportCall,
  context: TransportContext,
  connection: Connection,
): Promise<readonly string[]> {
  const { command, root, path, stableSeconds = 0 } = settingsOf(call);
  if (command !== 'get') throw badEndpoint(call, `cannot receive with the command "${command}"`);
  const search = root === undefined ? oneFile(joinPath(call.fill(path))) : matching(call.fill(root), path);
  const look = (): Promise<Files> => call.attempt(() => connection.use(call.timeoutMs, search));
  const found = await look();
  if (found.size === 0 || stableSeconds === 0) return [...found.keys()].toSorted();
  await context.clock.sleep(stableSeconds * 1000, context.signal);
  const later = await look();
  const [stable, changing] = partition([...later.keys()].toSorted(), (name) =>
    isSame(found.get(name), later.get(name)),
  );
  if (changing.length > 0)
    context.note(`Left for the next run, because they are being written: ${changing.join(', ')}.`, call.step);
  return stable;
}

function partition(names: readonly string[], test: (name: string) => boolean): readonly [string[], string[]] {
  return [names.filter(test), names.filter((name) => !test(name))];
}

type Files = ReadonlyMap<string, FileFacts>;

function oneFile(path: string): (server: FileServer) => Promise<Files> {
  return async (server) => {
    const facts = await server.facts(path);
    return new Map(facts === undefined ? [] : [[path, facts]]);
  };
}

/** Files below a folder; below its folders, too, where the pattern has a slash. */
function matching(root: string, pattern: string): (server: FileServer) => Promise<Files> {
  const test = compileFilePattern(pattern);
  const below = pattern.replace(/^\/(.*)\/[a-z]*$/u, '$1').includes('/') ? deepest : 0;
  return async (server) => {
    const found = new Map<string, FileFacts>();
    const visit = async (folder: string, prefix: string, depth: number): Promise<void> => {
      for (const entry of await server.list(folder)) {
        const path = prefix + entry.name;
        if (entry.isFolder) {
          if (depth > 0) await visit(joinPath(folder, entry.name), `${path}/`, depth - 1);
        } else if (isWhole(entry) && test(path)) found.set(joinPath(root, path), entry);
      }
    };
    await visit(root, '', below);
    return found;
  };
}

function isWhole({ name }: FileEntry): boolean {
  return !isPartial(name);
}

/**
 * A file as it stood still: what was read is as long as the server says, and the server says the same before and after.
 * `undefined`: it is not there any more. Errors: `run/file-changing`.
 */
export async function readWhole(
  path: string,
  call: TransportCall,
  connection: Connection,
): Promise<{ readonly bytes: Uint8Array; readonly facts: FileFacts } | undefined> {
  return call.attempt(() =>
    connection.use(call.timeoutMs, async (server) => {
      const before = await server.facts(path);
      if (before === undefined) return undefined;
      if (before.size > largestFile) throw tooLarge(path, call);
      const bytes = await server.read(path);
      const after = await server.facts(path);
      if (bytes.length === before.size && isSame(before, after)) return { bytes, facts: before };
      throw changing(path, bytes.length, after?.size);
    }),
  );
}

/** V8 makes no longer texts. */
const largestFile = 512 * 1024 * 1024;

function isSame(a: FileFacts | undefined, b: FileFacts | undefined): boolean {
  return a !== undefined && b !== undefined && a.size === b.size && a.modifiedMs === b.modifiedMs;
}

function changing(path: string, read: number, size: number | undefined): RetryableError {
  return new RetryableError({
    code: 'run/file-changing',
    message: `File "${path}" changed while it was read: ${read} bytes were read, and it has ${size ?? 'none'} now.`,
    help: 'Let whoever writes it use another name until it is whole, or set "stableSeconds" of the endpoint.',
  });
}

function tooLarge(path: string, { step }: TransportCall): TerminalError {
  return new TerminalError({
    code: 'run/answer-too-large',
    message: `File "${nameOf(path)}" is larger than ${largestFile / 1024 / 1024} MB.`,
    help: 'Let the third party write smaller files.',
    step,
  });
}
