import { stripVTControlCharacters } from 'node:util';
import type { Command } from '@oclif/core/command';
import * as Errors from '@oclif/core/errors';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** What a command takes, as far as messages name it. */
type Takes = Pick<typeof Command, 'id' | 'args' | 'flags' | 'baseFlags'>;

/** Errors of the framework are about flags and arguments: they become sentences that name what is missing or not known. */
export function fromFramework(error: Error, command: Takes): Error {
  if (!(error instanceof Errors.CLIError)) return error;
  const name = (command.id ?? '').replaceAll(':', ' ');
  const usage = `See: repatch ${name} --help.`;
  const problem = describe(error, command, name);
  return new CliError('cli/wrong-usage', problem.message, {
    help: problem.help === undefined ? usage : `${problem.help} ${usage}`,
    exit: EXIT.usage,
    cause: error,
  });
}

interface Problem {
  readonly message: string;
  readonly help?: string;
}

function describe(error: Errors.CLIError, command: Takes, name: string): Problem {
  if ('flags' in error && Array.isArray(error.flags)) return unknownFlags(error.flags.map(String), command, name);
  const args = 'args' in error && Array.isArray(error.args) ? (error.args as readonly unknown[]) : [];
  const missing = args.filter((arg) => isNamed(arg));
  if (missing.length > 0) return missingArguments(missing, command, name);
  if (args.length > 0)
    return { message: `"${name}" does not take ${args.map((arg) => `"${String(arg)}"`).join(', ')}.` };
  return notAnOption(error.message) ?? { message: sentenceOf(error.message, name) };
}

interface NamedArgument {
  readonly name: string;
  readonly description?: string;
}

function isNamed(arg: unknown): arg is NamedArgument {
  return typeof arg === 'object' && arg !== null && 'name' in arg;
}

function missingArguments(missing: readonly NamedArgument[], { args }: Takes, name: string): Problem {
  const needed = missing.map(({ name: arg, description }) =>
    description === undefined ? arg.toUpperCase() : `${arg.toUpperCase()} (${description.replace(/\.$/u, '')})`,
  );
  const all = Object.entries(args).map(([arg, { required }]) =>
    required === true ? arg.toUpperCase() : `[${arg.toUpperCase()}]`,
  );
  return {
    message: `"${name}" needs ${needed.join(' and ')}.`,
    help: `Write: repatch ${[name, ...all].join(' ')}.`,
  };
}

function unknownFlags(flags: readonly string[], command: Takes, name: string): Problem {
  const known = Object.keys({ ...command.baseFlags, ...command.flags, json: true, help: true });
  const nearest = flags.map((flag) => didYouMean(flag.replace(/^-+/u, ''), known)).find((one) => one !== undefined);
  return {
    message: `"${name}" has no flag ${flags.join(', ')}.`,
    ...(nearest === undefined ? {} : { help: `Did you mean --${nearest}?` }),
  };
}

/** `Expected --ci=githb to be one of: github, gitlab, none` in our words. */
function notAnOption(message: string): Problem | undefined {
  const [, flag, value = '', list = ''] =
    /^Expected (?:(--[\w-]+)=)?(.*) to be one of: ([^\n]+)/su.exec(stripVTControlCharacters(message)) ?? [];
  if (list === '') return undefined;
  const nearest = didYouMean(value, list.split(', '));
  return {
    message: flag === undefined ? `"${value}" is not one of: ${list}.` : `${flag} takes ${list}; not "${value}".`,
    ...(nearest === undefined ? {} : { help: `Did you mean "${nearest}"?` }),
  };
}

/** The framework writes a heading with a list below it, or one sentence with an advice below it. */
function sentenceOf(message: string, name: string): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'See more help with --help');
  const facts = lines.length > 1 && lines[0]?.endsWith(':') === true ? lines.slice(1) : lines.slice(0, 1);
  const text = facts.join('; ').replaceAll(/Missing required flag (\S+)/gu, `"${name}" needs the flag --$1`);
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}
