import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoginStore } from '../../contract/ports.ts';
import { cannotRead, cannotWrite } from '../../diagnostics/environment-fault.ts';

interface Kept {
  readonly instance: string;
  readonly refreshToken: string;
}

/** What logins have left, one file for each instance, which nobody but the user can read. */
export function createLoginFiles(folder: string): LoginStore {
  const fileOf = (instance: string): string =>
    join(folder, `${createHash('sha256').update(instance).digest('hex').slice(0, 32)}.json`);
  return {
    async load(instance) {
      const file = fileOf(instance);
      try {
        const kept = JSON.parse(await readFile(file, 'utf8')) as Kept; // written below
        return kept.refreshToken;
      } catch (error) {
        if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw cannotRead(file, error);
      }
    },
    async save(instance, refreshToken) {
      const file = fileOf(instance);
      const beside = `${file}.${randomUUID()}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await chmod(folder, 0o700);
        const kept: Kept = { instance, refreshToken };
        await writeFile(beside, JSON.stringify(kept), { mode: 0o600, flag: 'wx' });
        await rename(beside, file);
      } catch (error) {
        await rm(beside, { force: true }).catch(() => undefined);
        throw cannotWrite(file, error);
      }
    },
  };
}
