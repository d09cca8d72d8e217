import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { Io } from './io.ts';

/** Asks questions on a terminal. Where nobody can answer, each becomes an error that names the flag to give instead. */
export interface Prompt {
  text(question: Question & { readonly default?: string }): Promise<string>;
  choose<Value extends string>(
    question: Question & { readonly choices: readonly { readonly value: Value; readonly name: string }[] },
  ): Promise<Value>;
}

interface Question {
  readonly message: string;
  /** What to type instead, for example `--name NAME`. */
  readonly flag: string;
}

export function createPrompt(io: Io, canAsk: boolean): Prompt {
  return {
    async text({ message, flag, default: preset }) {
      if (!canAsk) throw missing(message, flag);
      const { input } = await import('@inquirer/prompts');
      return ask(io, () =>
        input(
          { message, required: true, ...(preset === undefined ? {} : { default: preset }) },
          { output: process.stderr },
        ),
      );
    },
    async choose({ message, flag, choices }) {
      if (!canAsk) throw missing(message, flag);
      const { select } = await import('@inquirer/prompts');
      return ask(io, () => select({ message, choices: [...choices] }, { output: process.stderr }));
    },
  };
}

/** People are there to answer: both ends are terminals, and neither CI nor a flag says otherwise. */
export function canAsk(io: Io, { json, noInput }: { json: boolean; noInput: boolean }): boolean {
  const isCi = (io.environment['CI'] ?? '') !== '' && io.environment['CI'] !== 'false';
  return process.stdin.isTTY && process.stderr.isTTY && !isCi && !json && !noInput;
}

async function ask<Value>(io: Io, question: () => Promise<Value>): Promise<Value> {
  try {
    return await question();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ExitPromptError') {
      io.err('\n');
      throw new CliError('cli/interrupted', 'Interrupted; nothing was written.', { exit: EXIT.interrupted, cause });
    }
    throw cause;
  }
}

function missing(message: string, flag: string): CliError {
  return new CliError('cli/missing-value', `There is no answer to "${message}".`, {
    help: `Give ${flag}.`,
    exit: EXIT.usage,
  });
}
