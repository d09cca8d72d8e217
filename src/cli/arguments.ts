import { parseJson } from '../text/json-codec.ts';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Stub } from '../contract/step.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { cannotRead } from '../diagnostics/environment-fault.ts';

/** Milliseconds since the epoch of a moment given as a flag. */
export function readMoment(moment: string | undefined): number | undefined {
  if (moment === undefined) return undefined;
  const [, day, time] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/iu.exec(moment) ?? [];
  // Date.parse takes 31 February for 3 March.
  const isDay = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;
  const ms = isDay ? Date.parse(moment) : Number.NaN;
  if (Number.isNaN(ms)) throw usage(`"${moment}" is no moment.`, 'Write it like 2026-03-01T10:00:00Z.');
  // The zone of the machine must not decide what a run does.
  if (time !== undefined && !/(?:Z|[+-]\d{2}:?\d{2})$/iu.test(time))
    throw usage(`"${moment}" names no time zone.`, `Write ${moment}Z for UTC, or ${moment}+01:00.`);
  return ms;
}

export function readVariables(pairs: readonly string[] | undefined): Record<string, string> {
  const variables: [string, string][] = [];
  for (const pair of pairs ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) throw usage(`"${pair}" is no variable.`, 'Write it like --variable name=value.');
    variables.push([pair.slice(0, at), pair.slice(at + 1)]);
  }
  return Object.fromEntries(variables);
}

/** What stands in for steps: NAME=FILE; the kind of payload is told by the name of the file. */
export async function readStubs(
  pairs: readonly string[] | undefined,
): Promise<Readonly<Record<string, Stub>> | undefined> {
  if (pairs === undefined) return undefined;
  const stubs: [string, Stub][] = [];
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=');
    if (at < 1 || at === pair.length - 1)
      throw usage(`"${pair}" is no stub.`, 'Write it like --stub "Step name=payload.json".');
    const file = pair.slice(at + 1);
    const [, extension] = /\.(json|xml|csv)$/iu.exec(file) ?? [];
    const format = (extension?.toLowerCase() ?? 'txt') as Stub['format']; // one of those that the pattern names
    const content = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw cannotRead(file, cause);
    });
    if (format === 'json') requireJson(file, content);
    stubs.push([pair.slice(0, at), { format, text: content }]);
  }
  return Object.fromEntries(stubs);
}

function requireJson(file: string, content: string): void {
  try {
    parseJson(content);
  } catch {
    throw usage(
      `"${file}" is not JSON.`,
      'Give the payload as one JSON value, or name the file *.xml, *.csv or *.txt.',
    );
  }
}

/** The JSON of a file, or of standard input for `-`. */
export async function readJsonArgument(file: string | undefined): Promise<unknown> {
  if (file === undefined) return undefined;
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    throw cannotRead(file, cause);
  }
  try {
    return parseJson(content);
  } catch {
    throw usage(`"${file}" is not JSON.`, 'Give the payload as one JSON value.');
  }
}

function usage(message: string, help: string): CliError {
  return new CliError('cli/wrong-usage', message, { help, exit: EXIT.usage });
}
