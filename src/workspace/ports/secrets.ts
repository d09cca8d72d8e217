import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretsPort } from '../../contract/ports.ts';
import { CliError } from '../../diagnostics/cli-error.ts';
import { cannotRead } from '../../diagnostics/environment-fault.ts';
import { parseEnvFile } from '../../text/env-file.ts';
import { Secret } from '../../text/secret.ts';

interface Sources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** File of NAME=value lines; need not exist. */
  readonly envFile: string;
  /** Folder with one file for each secret, as container platforms mount them. */
  readonly folder?: string;
  /** A program and its arguments, such as that of a password manager. It gets the name behind them and prints the secret. */
  readonly command?: readonly string[];
}

const commandTimeoutMs = 30_000;

/**
 * Looks a name up in the environment, then in the .env file, then in the secrets folder. What none of them has is asked of the
 * command, once for each name. Errors: CliError `run/secrets-command`, `cli/cannot-read`.
 */
export function createSecrets({ environment, envFile, folder, command }: Sources): SecretsPort {
  let lines: Promise<ReadonlyMap<string, string>> | undefined;
  const asked = new Map<string, Promise<string | undefined>>();
  const find = async (name: string): Promise<string | undefined> => {
    if (environment[name] !== undefined) return environment[name];
    lines ??= readOptional(envFile).then((text) => parseEnvFile(text ?? ''));
    const fromFile = (await lines).get(name);
    if (fromFile !== undefined || folder === undefined || !/^[\w.-]+$/u.test(name)) return fromFile;
    return (await readOptional(join(folder, name)))?.replace(/\r?\n$/u, '');
  };
  const ask = (name: string): Promise<string | undefined> => {
    let answer = asked.get(name);
    if (answer === undefined) asked.set(name, (answer = askCommand(command, name)));
    return answer;
  };
  return {
    async secret(name) {
      const value = (await find(name)) ?? (await ask(name));
      return value === undefined ? undefined : new Secret(value);
    },
    setting: find,
  };
}

/** What the command prints goes nowhere else, neither does what it complains of: both may hold secrets. */
async function askCommand(command: readonly string[] = [], name: string): Promise<string | undefined> {
  const [program, ...args] = command;
  // A name is no flag, and no argument of a shell.
  if (program === undefined || !/^\w[\w./ -]*$/u.test(name)) return undefined;
  const { execa } = await import('execa');
  const { failed, exitCode, code, timedOut, stdout } = await execa(program, [...args, name], {
    reject: false,
    stdin: 'ignore',
    timeout: commandTimeoutMs,
  });
  if (!failed) return stdout === '' ? undefined : stdout;
  const why = timedOut
    ? 'did not end within 30 seconds'
    : exitCode === undefined
      ? `could not be run (${code})`
      : `ended with exit code ${exitCode}`;
  throw new CliError(
    'run/secrets-command',
    `The command for secrets, "${program}", ${why} when it was asked for "${name}".`,
    {
      help: `Type the command of "secrets" in repatch.config.yaml yourself, with ${name} behind it.`,
    },
  );
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
