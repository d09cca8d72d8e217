import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { cannotWrite } from '../diagnostics/environment-fault.ts';

/** Folder inside a folder of output for what the toolkit keeps there. Checks pass hidden folders over. */
const ownFolder = '.repatch';

/** Where a file of output is kept as it was written, to tell later what was changed by hand. */
export function writtenCopy(name: string): string {
  return join(ownFolder, 'written', name);
}

/**
 * Where a file of output that is replaced is kept: under its own name, or with a number where another text has that name
 * already. `undefined`: it is kept there already.
 */
export async function replacedCopy(folder: string, name: string, bytes: Uint8Array): Promise<string | undefined> {
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : name.replace(/(?=(?:\.[a-z]+)*$)/u, `-${number}`);
    const copy = join(ownFolder, 'replaced', numbered);
    const there = await readIfThere(join(folder, copy));
    if (there === undefined) return copy;
    if (there.equals(bytes)) return undefined;
  }
}

export type AddFile = (name: string, content: string | Uint8Array) => Promise<void>;

/**
 * Writes the files into a folder that `make` adds, all or none: none if it gives `false` or throws. They are made beside the
 * others and moved when they are complete; what a process that was ended left to move is moved by the next call. Errors:
 * CliError `cli/cannot-write`, after which the folder is as before; those of `make`.
 */
export async function writeTogether(folder: string, make: (add: AddFile) => Promise<boolean>): Promise<void> {
  const drafts = join(folder, ownFolder, `${draftsPrefix}${process.pid}`);
  const made = new Set<string>();
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw cannotWrite(`"${folder}"`, cause);
    }
  };
  const add = async (name: string, content: string | Uint8Array): Promise<void> => {
    const file = join(drafts, name);
    if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    made.add(dirname(file));
    await writeFile(file, content);
  };
  try {
    await write(() => carryOn(folder));
    const isMeant = await make((name, content) => write(() => add(name, content)));
    if (isMeant && made.size > 0) await write(() => rename(drafts, completeIn(folder)));
    await write(() => moveComplete(folder));
  } finally {
    if (made.size > 0) await rm(drafts, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Finishes what a process that was ended has left: complete files are moved, others are removed. Gives the copies of files
 * that somebody has changed in between. Errors: CliError `cli/cannot-write`.
 */
export async function finishWriting(folder: string): Promise<readonly string[]> {
  try {
    return await carryOn(folder);
  } catch (cause) {
    throw cannotWrite(`"${folder}"`, cause);
  }
}

const draftsPrefix = 'drafts.';

function completeIn(folder: string): string {
  return join(folder, ownFolder, 'complete');
}

async function carryOn(folder: string): Promise<readonly string[]> {
  const left = await readdir(join(folder, ownFolder)).catch((): string[] => []);
  for (const name of left)
    if (name.startsWith(draftsPrefix) && !isOfAnother(Number(name.slice(draftsPrefix.length))))
      await rm(join(folder, ownFolder, name), { recursive: true, force: true });
  if (!left.includes('complete')) return [];
  const copies: string[] = [];
  for (const name of await filesIn(completeIn(folder))) {
    const copy = await copyEdit(folder, name);
    if (copy !== undefined) copies.push(copy);
  }
  await moveComplete(folder);
  return copies;
}

/** Copies a file that is about to be replaced, unless it is as it was written or as it will be. */
async function copyEdit(folder: string, name: string): Promise<string | undefined> {
  const now = await readIfThere(join(folder, name));
  if (now === undefined || name.startsWith(ownFolder)) return undefined;
  const known = await Promise.all(
    [join(folder, writtenCopy(name)), join(completeIn(folder), name)].map((file) => readIfThere(file)),
  );
  if (known.some((one) => one?.equals(now))) return undefined;
  const copy = await replacedCopy(folder, name, now);
  if (copy === undefined) return undefined;
  await mkdir(dirname(join(folder, copy)), { recursive: true });
  await writeFile(join(folder, copy), now);
  return copy;
}

/** What was written is noted last, so that until then a file that was not moved yet is known as it was. */
async function moveComplete(folder: string): Promise<void> {
  const complete = completeIn(folder);
  const names = await filesIn(complete);
  const made = new Set<string>();
  for (const name of names.toSorted((a, b) => Number(a.startsWith(ownFolder)) - Number(b.startsWith(ownFolder)))) {
    const to = join(folder, name);
    if (!made.has(dirname(to))) await mkdir(dirname(to), { recursive: true });
    made.add(dirname(to));
    await rename(join(complete, name), to);
  }
  await rm(complete, { recursive: true, force: true });
}

/** Files below a folder, by their paths in it. None where there is no folder. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .toSorted();
}

export async function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw cause;
  });
}

/** Whether another process is at work on its drafts. */
function isOfAnother(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
