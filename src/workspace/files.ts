import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError } from '../diagnostics/cli-error.ts';

/** The bytes of a file. Errors: CliError `cli/file-not-found`, `cli/cannot-read`. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOENT') {
      throw new CliError('cli/file-not-found', `There is no file "${file}".`, {
        help: 'Check the path; it is relative to the current folder.',
        cause,
      });
    }
    throw new CliError('cli/cannot-read', `"${file}" cannot be read (${code}).`, {
      help: 'Check the permissions, and that it is a file.',
      cause,
    });
  }
}

/** Writes a file whole or not at all. Errors: CliError `cli/cannot-write`. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (cause) {
    throw new CliError('cli/cannot-write', `"${file}" cannot be written (${errorCode(cause)}).`, {
      help: 'Check the permissions of the folder and the free space.',
      cause,
    });
  }
}

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
}
