import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { isObject } from '../../text/json.ts';

/** Keeps the digests of what was generated, so that an edit is noticed before it is overwritten. */
const manifestFile = 'scaffold.manifest.json';

export interface Output {
  /** Text by path below the output folder, with forward slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths that are written once and belong to the user from then on. */
  readonly handWritten: ReadonlySet<string>;
  /** Other paths in the folder that are known to be the user's, such as the description itself. */
  readonly known?: ReadonlySet<string>;
}

export interface OutputPlan {
  readonly folder: string;
  readonly isNew: boolean;
  /** What would be written, in order: new files and changed ones. */
  readonly write: ReadonlyMap<string, string>;
  /** Generated before, and no longer. */
  readonly remove: readonly string[];
  /** Generated files that somebody edited. */
  readonly edited: readonly string[];
  /** Files in a folder that no scaffold wrote to. */
  readonly foreign: readonly string[];
}

/** Compares what would be generated with what is there. Reads only. */
export async function planOutput(folder: string, { files, handWritten, known }: Output): Promise<OutputPlan> {
  const present = await listFiles(folder);
  const before = await readManifest(folder);
  const write = new Map<string, string>();
  const edited: string[] = [];
  const digests: Record<string, string> = {};
  for (const [path, text] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    checkPath(path);
    if (handWritten.has(path)) {
      if (!present.has(path)) write.set(path, text);
      continue;
    }
    digests[path] = digestOf(text);
    const there = present.has(path) ? await readFile(join(folder, path), 'utf8') : undefined;
    if (there === text) continue;
    write.set(path, text);
    if (there !== undefined && before?.[path] !== digestOf(there)) edited.push(path);
  }
  const remove: string[] = [];
  for (const [path, digest] of Object.entries(before ?? {})) {
    if (Object.hasOwn(digests, path) || handWritten.has(path) || !present.has(path)) continue;
    const there = await readFile(join(folder, path), 'utf8');
    if (digestOf(there) === digest) remove.push(path);
    else edited.push(path);
  }
  const manifest = `${JSON.stringify({ format: 'repatch-scaffold', formatVersion: 1, files: digests }, null, 2)}\n`;
  if (!present.has(manifestFile) || (await readFile(join(folder, manifestFile), 'utf8')) !== manifest)
    write.set(manifestFile, manifest);
  return {
    folder,
    isNew: before === undefined,
    write,
    remove,
    edited,
    foreign:
      before === undefined ? [...present].filter((path) => !handWritten.has(path) && known?.has(path) !== true) : [],
  };
}

/**
 * Carries a plan out. Everything is written beside the folder first; a new folder then appears whole, in an existing one
 * each file is replaced whole. Never writes through a link that leads out of the folder.
 */
export async function writeOutput({ folder, write, remove }: OutputPlan): Promise<void> {
  const target = resolve(folder);
  try {
    await mkdir(dirname(target), { recursive: true });
    const staging = await mkdtemp(`${target}.tmp-`);
    try {
      for (const [path, text] of write) {
        await mkdir(dirname(join(staging, path)), { recursive: true });
        await writeFile(join(staging, path), text);
      }
      // Succeeds when the folder is not there, or empty: then it appears whole.
      if (await moveWhole(staging, target)) return;
      for (const path of write.keys()) await checkInside(target, path);
      for (const path of write.keys()) {
        await mkdir(dirname(join(target, path)), { recursive: true });
        await rename(join(staging, path), join(target, path));
      }
      for (const path of remove) await rm(join(target, path));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError('cli/cannot-write', `"${folder}" cannot be written (${codeOf(cause)}).`, {
      help: 'Check the permissions of the folder and the free space.',
      cause,
    });
  }
}

async function moveWhole(staging: string, target: string): Promise<boolean> {
  try {
    await rmdir(target);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return false;
  }
  await rename(staging, target);
  return true;
}

/** Names come from descriptions of strangers; whatever made a path of them, this is the last gate. */
function checkPath(path: string): void {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..') || isAbsolute(path) || /[\\:\0]/u.test(path))
    throw outside(path);
}

/** The nearest folder that exists must really lie inside the target, links followed. */
async function checkInside(target: string, path: string): Promise<void> {
  const root = await realpath(target);
  for (let folder = dirname(join(target, path)); folder.length >= target.length; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined) continue;
    if (real !== root && !real.startsWith(root + sep)) throw outside(path);
    return;
  }
}

function outside(path: string): CliError {
  return new CliError('cli/cannot-write', `"${path}" would be written outside of the output folder.`, {
    help: 'Check the output folder for links that lead elsewhere.',
    exit: EXIT.problems,
  });
}

/** Paths below the folder with forward slashes; what installing, building and version control leave there is left out. */
async function listFiles(folder: string): Promise<ReadonlySet<string>> {
  const ignored = /^(?:node_modules|dist|\.git|coverage)$/u;
  const files = new Set<string>();
  const visit = async (at: string): Promise<void> => {
    const entries = await readdir(at, { withFileTypes: true }).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw new CliError('cli/cannot-read', `"${folder}" cannot be read as a folder (${codeOf(error)}).`, {
        help: 'Choose another --out.',
      });
    });
    for (const entry of entries) {
      if (entry.isDirectory() && !ignored.test(entry.name)) await visit(join(at, entry.name));
      else if (!entry.isDirectory()) files.add(relative(folder, join(at, entry.name)).replaceAll('\\', '/'));
    }
  };
  await visit(folder);
  return files;
}

async function readManifest(folder: string): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    const value = JSON.parse(await readFile(join(folder, manifestFile), 'utf8')) as unknown;
    const files = isObject(value) && value['format'] === 'repatch-scaffold' ? value['files'] : undefined;
    return isObject(files)
      ? Object.fromEntries(
          Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        )
      : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
