import { parseArgs } from 'node:util';
import { printError } from './errors.ts';
import type { Io } from './io.ts';
import { jsonText } from './json-text.ts';
import { performRun } from './perform-run.ts';

const text = { type: 'string' } as const;

/** The flags of commands/run.ts, as far as they need no more than a glance. */
export const runOptions = {
  service: text,
  'source-endpoint': text,
  'destination-endpoint': text,
  instances: text,
  payload: text,
  variable: { type: 'string', multiple: true },
  environment: text,
  version: text,
  trigger: text,
  'queued-at': text,
  now: text,
  stub: { type: 'string', multiple: true },
  callback: text,
  state: text,
  stream: { type: 'boolean' },
  resume: text,
  abandon: text,
  'retry-failed': text,
  'no-journal': { type: 'boolean' },
  log: text,
  json: { type: 'boolean' },
  'no-input': { type: 'boolean' },
} as const;

const onlyOneOf = ['resume', 'abandon', 'retry-failed'] as const;

/**
 * `repatch run` without the command framework, whose loading takes longer than everything else before the first request.
 * Returns the exit code, or `undefined` for a command line that the framework has to explain or to refuse.
 */
export async function runDirectly(argv: readonly string[], io: Io): Promise<number | undefined> {
  // The framework's own switches.
  if (io.environment['REPATCH_CONTENT_TYPE'] !== undefined || io.environment['DEBUG'] !== undefined) return undefined;
  const parsed = parseRun(argv);
  if (parsed === undefined) return undefined;
  const { file, flags } = parsed;
  const json = flags.json ?? false;
  try {
    const asked = { ...flags, file, stream: flags.stream ?? false, journal: flags['no-journal'] !== true };
    const { exit, output } = await performRun(asked, io, json);
    if (json) io.out(jsonText(output));
    return exit;
  } catch (error) {
    return printError(error, json, io);
  }
}

/** The command line, when it is a plain one. */
export function parseRun(argv: readonly string[]) {
  const names = argv.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0]);
  const isGivenTwice = names.some(
    (name, index) => name !== '--variable' && name !== '--stub' && names.indexOf(name) !== index,
  );
  if (isGivenTwice || names.includes('--')) return undefined;
  try {
    const { values: flags, positionals } = parseArgs({ args: [...argv], options: runOptions, allowPositionals: true });
    const [file] = positionals;
    if (positionals.length > 1 || onlyOneOf.filter((name) => flags[name] !== undefined).length > 1) return undefined;
    return { file, flags };
  } catch {
    return undefined;
  }
}
