import { parseJson } from '../text/json-codec.ts';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { RunTrigger } from '../contract/events.ts';
import type { PayloadFormat } from '../contract/payload.ts';
import type { Stub } from '../contract/step.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { cannotRead } from '../diagnostics/environment-fault.ts';
import { EncodingError, utf8Of } from '../text/decode-text.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { scanJson } from '../text/json-scan.ts';
import { LineIndex } from '../text/places.ts';
import { printable } from '../text/printable.ts';

/** Milliseconds since the epoch of a moment given as a flag. */
export function readMoment(moment: string | undefined, flag = 'now'): number | undefined {
  if (moment === undefined) return undefined;
  const [, day, time] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/iu.exec(moment) ?? [];
  // Date.parse takes 31 February for 3 March.
  const isDay = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;
  const ms = isDay ? Date.parse(moment) : Number.NaN;
  if (Number.isNaN(ms)) throw usage(`"${moment}" is no moment.`, `Write it like --${flag} 2026-03-01T10:00:00Z.`);
  // The zone of the machine must not decide what a run does.
  if (time !== undefined && !/(?:Z|[+-]\d{2}:?\d{2})$/iu.test(time))
    throw usage(`"${moment}" names no time zone.`, `Write ${moment}Z for UTC, or ${moment}+01:00.`);
  return ms;
}

export function readVariables(pairs: readonly string[] | undefined, flag = 'variable'): Record<string, string> {
  const variables: [string, string][] = [];
  for (const pair of pairs ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) throw usage(`"${pair}" is no ${flag}.`, `Write it like --${flag} name=value.`);
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
    const content = await readTextArgument(file);
    if (format === 'json') requireJson(file, content);
    stubs.push([pair.slice(0, at), { format, text: content }]);
  }
  return Object.fromEntries(stubs);
}

/** Throws where it stops being JSON, and where a key is given twice, of which one value would be lost. */
function requireJson(file: string, content: string, help = anyPayload): void {
  const [problem] = scanJson(content).filter(({ kind }) => kind !== 'forbidden-key');
  if (problem === undefined) return;
  const [line, column] = new LineIndex(content).lineAndColumn(problem.start);
  const what =
    problem.kind === 'duplicate-key'
      ? `gives key "${problem.found}" twice in one object`
      : problem.kind === 'too-deep'
        ? 'is nested too deep'
        : `is not JSON: ${problem.expected} is expected`;
  throw usage(`"${printable(file)}" ${printable(what)} (${line}:${column}).`, help);
}

const anyPayload = 'Give the payload as one JSON value, or name the file *.xml, *.csv or *.txt.';

/** A version of a flow: its number, or the state that it is in. */
export function readVersion(version: string | undefined): number | 'draft' | 'deployed' | undefined {
  if (version === undefined || version === 'draft' || version === 'deployed') return version;
  if (/^[1-9]\d{0,8}$/u.test(version)) return Number(version);
  throw usage(`"${version}" is no version.`, 'Write --version with a number, draft or deployed.');
}

const triggers = ['manual', 'api', 'webhook', 'schedule', 'callback', 'event'] as const satisfies readonly RunTrigger[];

export function readTrigger(trigger: string | undefined): RunTrigger | undefined {
  if (trigger === undefined) return undefined;
  const found = triggers.find((one) => one === trigger);
  if (found !== undefined) return found;
  const nearest = didYouMean(trigger, triggers);
  throw usage(
    `"${trigger}" is no trigger.`,
    nearest === undefined ? `Triggers: ${triggers.join(', ')}.` : `Did you mean "${nearest}"?`,
  );
}

const textFormats = { '.xml': 'xml', '.csv': 'csv', '.txt': 'txt' } as const satisfies Record<string, PayloadFormat>;

/** The payload of a trigger: JSON, or text of the format that the name of the file says. */
export async function readPayload(
  file: string | undefined,
): Promise<{ readonly payload?: unknown; readonly payloadFormat?: PayloadFormat }> {
  if (file === undefined) return {};
  const suffix = extname(file).toLowerCase();
  if (!Object.hasOwn(textFormats, suffix)) return { payload: await readJsonArgument(file) };
  return { payload: await readTextArgument(file), payloadFormat: textFormats[suffix as keyof typeof textFormats] }; // one of its keys
}

/** The text that a flow is started with; `isRaw`: it is sent as JSON. */
export async function readStartPayload(file: string | undefined, isRaw: boolean): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const content = await readTextArgument(file);
  if (isRaw) requireJson(file, content);
  return content;
}

/** The JSON of a file, or of standard input for `-`. */
async function readJsonArgument(file: string | undefined): Promise<unknown> {
  if (file === undefined) return undefined;
  const content = await readTextArgument(file);
  requireJson(file, content, 'Give the payload as one JSON value.');
  return parseJson(content);
}

/** In the character set of its byte-order mark or XML declaration, else UTF-8; nothing is replaced. */
async function readTextArgument(file: string): Promise<string> {
  try {
    return Buffer.from(utf8Of(file === '-' ? await buffer(process.stdin) : await readFile(file))).toString();
  } catch (cause) {
    if (cause instanceof EncodingError) throw usage(`"${file}" cannot be read: ${cause.message}.`, 'Save it as UTF-8.');
    throw cannotRead(file, cause);
  }
}

function usage(message: string, help: string): CliError {
  return new CliError('cli/wrong-usage', message, { help, exit: EXIT.usage });
}
