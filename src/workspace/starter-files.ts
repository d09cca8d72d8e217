import { lstat, readFile, realpath, rmdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { exists } from './files.ts';
import { templatesFolder } from './templates-folder.ts';
import { filesIn, writeTogether } from './write-together.ts';

/** Names of files with their content, relative to the folder that they belong into. */
export type StarterFiles = ReadonlyMap<string, string>;

/** The files of template folders. Of two with the same name the later one counts. */
export async function readStarters(folders: readonly string[]): Promise<StarterFiles> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    const from = join(templatesFolder(), folder);
    // A package leaves out files that npm reads itself, so these have a name of their own.
    for (const name of await filesIn(from))
      files.set(name.replace(/\.template$/u, ''), await readFile(join(from, name), 'utf8'));
  }
  return files;
}

/** The same text, with schema lines that lead from the file to the schemas of the installed package. */
export async function withSchemaPath(text: string, file: string): Promise<string> {
  const own = dirname(resolve(file));
  const path = relative(own, join(await packageFolder(own), 'node_modules')).replaceAll(sep, '/');
  return text.replaceAll(/(\$schema=)(?:\.{1,2}\/)*node_modules/gu, `$1${path.startsWith('.') ? path : `./${path}`}`);
}

/** Where repatch is installed, or will be: beside the nearest package.json, else beside repatch.config.yaml. */
async function packageFolder(start: string): Promise<string> {
  let settings: string | undefined;
  for (let folder = start; ; folder = dirname(folder)) {
    if (await exists(join(folder, 'package.json'))) return folder;
    if (settings === undefined && (await exists(join(folder, 'repatch.config.yaml')))) settings = folder;
    if (dirname(folder) === folder) return settings ?? start;
  }
}

/** Whether anything has this name: a link that leads nowhere counts. */
export async function isTaken(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    (cause: NodeJS.ErrnoException) => cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR',
  );
}

/**
 * Writes files into a folder, all or none. Errors: CliError `cli/cannot-write`, also where a folder on the way is a file
 * or leads out of the folder.
 */
export async function writeStarters(folder: string, files: StarterFiles): Promise<void> {
  for (const name of files.keys()) await requireInside(folder, name);
  await writeTogether(folder, async (add) => {
    for (const [name, text] of files) await add(name, text);
    return true;
  });
  // What files were made in. Others keep something there.
  await rmdir(join(folder, '.repatch')).catch(() => undefined);
}

async function requireInside(folder: string, name: string): Promise<void> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return;
  for (let parent = dirname(name); parent !== '.'; parent = dirname(parent)) {
    const path = join(folder, parent);
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined) continue;
    const real = await realpath(path).catch(() => undefined);
    if (real !== undefined && (real === root || real.startsWith(root + sep)) && (await lstat(real)).isDirectory())
      continue;
    throw new CliError('cli/cannot-write', `"${path}" is no folder of "${folder}", so "${name}" cannot be written.`, {
      help: 'Move it away, or begin in another folder. Nothing was written.',
      exit: EXIT.environment,
    });
  }
}
