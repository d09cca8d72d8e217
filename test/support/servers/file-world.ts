import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Protocol } from '../../../src/connector/definition.ts';

export type FileEvent = 'read' | 'write' | 'rename' | 'renamed' | 'facts';

/** What a server does at a moment: go on, or break the connection. */
export type Fault = (event: FileEvent, path: string) => 'drop' | undefined;

/** A file server on loopback with a folder of its own. */
export interface FileWorld {
  readonly protocol: Protocol;
  readonly values: Readonly<Record<string, string>>;
  /** Values with which nobody gets in. */
  readonly wrongValues: Readonly<Record<string, string>>;
  /** Where the folder is for its clients. */
  readonly root: string;
  /** And on the disk. */
  readonly folder: string;
  /** Servers of the tests can be told to fail; others cannot. */
  readonly setFault?: (fault: Fault | undefined) => void;
  close(): Promise<void>;
}

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'repatch-files-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Gives a folder these files, by path, and no others. */
export function fill(folder: string, files: Readonly<Record<string, string>>): void {
  for (const name of readdirSync(folder)) removeFolder(join(folder, name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(join(folder, path), text);
    else mkdirSync(join(folder, path), { recursive: true });
  }
}

/** Every file of a folder with its text, by path. */
export function filesIn(folder: string, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, prefix), { withFileTypes: true })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
        return entry.isDirectory()
          ? Object.entries(filesIn(folder, path))
          : [[path, readFileSync(join(folder, path), 'utf8')] as const];
      }),
  );
}
