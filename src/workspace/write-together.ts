import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cannotWrite } from '../diagnostics/environment-fault.ts';

/** Folder inside a folder of output for what the toolkit keeps there. Checks pass hidden folders over. */
export const ownFolder = '.repatch';

/**
 * Writes files into a folder, all or none. They are made beside it and moved when they are complete; what a process that was
 * ended left to move is moved by the next call. Errors: CliError `cli/cannot-write`, after which the folder is as before.
 */
export async function writeTogether(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const drafts = join(folder, ownFolder, `drafts.${process.pid}`);
  try {
    await moveComplete(folder);
    for (const [name, text] of files) {
      await mkdir(dirname(join(drafts, name)), { recursive: true });
      await writeFile(join(drafts, name), text);
    }
    if (files.size > 0) await rename(drafts, completeIn(folder));
    await moveComplete(folder);
  } catch (cause) {
    await rm(drafts, { recursive: true, force: true }).catch(() => undefined);
    throw cannotWrite(`"${folder}"`, cause);
  }
}

function completeIn(folder: string): string {
  return join(folder, ownFolder, 'complete');
}

async function moveComplete(folder: string): Promise<void> {
  const complete = completeIn(folder);
  const names = await readdir(complete, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of names.filter((one) => one.isFile())) {
    const from = join(entry.parentPath, entry.name);
    const to = join(folder, from.slice(complete.length));
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  }
  await rm(complete, { recursive: true, force: true });
}
