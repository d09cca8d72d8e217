import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of a folder of templates by path, with forward slashes; what installing and building leave there is left out. */
export async function readConnectorTemplates(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !/^(?:node_modules|dist)\//u.test(path));
  return new Map(
    await Promise.all(paths.sort().map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  );
}
