import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretsPort } from '../../contract/ports.ts';
import { cannotRead } from '../../diagnostics/environment-fault.ts';
import { parseEnvFile } from '../../text/env-file.ts';
import { Secret } from '../../text/secret.ts';

interface Sources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** File of NAME=value lines; need not exist. */
  readonly envFile: string;
  /** Folder with one file for each secret, as container platforms mount them. */
  readonly folder?: string;
}

/** Looks a name up in the environment, then in the .env file, then in the secrets folder. */
export function createSecrets({ environment, envFile, folder }: Sources): SecretsPort {
  let lines: Promise<ReadonlyMap<string, string>> | undefined;
  const find = async (name: string): Promise<string | undefined> => {
    if (environment[name] !== undefined) return environment[name];
    lines ??= readOptional(envFile).then((text) => parseEnvFile(text ?? ''));
    const fromFile = (await lines).get(name);
    if (fromFile !== undefined || folder === undefined || !/^[\w.-]+$/u.test(name)) return fromFile;
    return (await readOptional(join(folder, name)))?.replace(/\r?\n$/u, '');
  };
  return {
    async secret(name) {
      const value = await find(name);
      return value === undefined ? undefined : new Secret(value);
    },
    setting: find,
  };
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw cannotRead(file, error);
  }
}
