import { open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { DescriptionFiles, FileRefusal } from '../readers/openapi/documents.ts';

const byteLimit = 64 * 1024 * 1024;

export interface DescriptionFilesOptions {
  /** Files may lie outside the folder of the root document. */
  readonly allowOutside?: boolean;
  /** Fetches a URL. Without it remote files are missing. */
  readonly fetch?: (url: string) => Promise<Uint8Array | FileRefusal>;
}

/**
 * The files of a description on disk. Links are followed before the folder is compared, so that no link leads out of
 * it; only regular files of at most 64 MB are read.
 */
export function createDescriptionFiles(root: string, options: DescriptionFilesOptions = {}): DescriptionFiles {
  const folder = resolve(dirname(root));
  return {
    async read(path) {
      if (/^https?:/iu.test(path)) return (await options.fetch?.(path)) ?? 'missing';
      try {
        const file = await realpath(join(isAbsolute(path) ? '' : folder, path));
        // The root document itself may be a link: it was named by the user, not by a reference.
        const isRoot = resolve(folder, path) === resolve(root);
        if (!isRoot && options.allowOutside !== true && !isInside(await realpath(folder), file)) return 'outside';
        return await readRegularFile(file);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
      }
    },
  };
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

async function readRegularFile(file: string): Promise<Uint8Array | FileRefusal> {
  const handle = await open(file);
  try {
    const status = await handle.stat();
    if (!status.isFile()) return 'unreadable';
    return status.size > byteLimit ? 'too-large' : await handle.readFile();
  } finally {
    await handle.close();
  }
}
