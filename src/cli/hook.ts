import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { expandPatterns, validateFiles, type GivenFile, type ValidateResult } from '../app/validate.ts';
import { printError } from './errors.ts';
import type { Io } from './io.ts';
import { printCounts, printReport, readReports, type Report } from './validate-reports.ts';
import { count } from './words.ts';

/** `repatch validate` without the command framework. Returns the exit code. */
export async function runHook(argv: readonly string[], io: Io): Promise<number> {
  let isJson = argv.includes('--json');
  try {
    const { files, flags } = parse(argv);
    const reports = readReports(flags.json === true ? ['json'] : (flags.format ?? []), io);
    isJson = reports.some(({ format, file }) => format === 'json' && file === undefined);
    const most = readMaximum(flags['max-warnings']);
    const given = await readGiven(files, flags['stdin-filepath']);
    if (flags.fix === true || flags['fix-dry-run'] === true) {
      if (given !== undefined) throw usage('What comes through standard input cannot be fixed.', 'Name the file.');
      if (flags['fix-dry-run'] === true) return await showFixes(files, io);
      await makeFixes(files, io);
    }
    const named = files.filter((file) => file !== '-');
    const found = await validateFiles(named, given);
    if (flags['update-baseline'] === true) return await updateBaseline(found, flags.baseline, io);
    const result = flags.baseline === undefined ? found : await compare(found, flags.baseline, named, io);
    await print(result, reports, { quiet: flags.quiet === true, given, io });
    if (most === undefined || result.warnings <= most) return result.ok ? EXIT.clean : EXIT.problems;
    io.err(`${count(result.warnings, 'warning')}: more than the ${most} that --max-warnings allows\n`);
    return EXIT.problems;
  } catch (error) {
    return printError(error, isJson, io);
  }
}

interface Flags {
  readonly json?: boolean;
  readonly format?: string[];
  readonly quiet?: boolean;
  readonly baseline?: string;
  readonly 'update-baseline'?: boolean;
  readonly fix?: boolean;
  readonly 'fix-dry-run'?: boolean;
  readonly 'max-warnings'?: string;
  readonly 'stdin-filepath'?: string;
}

function parse(argv: readonly string[]): { readonly files: readonly string[]; readonly flags: Flags } {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        format: { type: 'string', multiple: true },
        quiet: { type: 'boolean' },
        baseline: { type: 'string' },
        'update-baseline': { type: 'boolean' },
        fix: { type: 'boolean' },
        'fix-dry-run': { type: 'boolean' },
        'max-warnings': { type: 'string' },
        'stdin-filepath': { type: 'string' },
        'no-input': { type: 'boolean' },
      },
    });
    if (positionals.length > 0) return { files: positionals, flags: values };
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : 'The command line cannot be read';
    throw usage(`${message}.`, 'See repatch validate --help.', cause);
  }
  throw usage('Name at least one file, folder or glob.', 'For example: repatch validate flows');
}

async function updateBaseline(found: ValidateResult, file: string | undefined, io: Io): Promise<number> {
  if (file === undefined)
    throw usage(
      '--update-baseline needs the file to write.',
      'Say it with --baseline, for example --baseline findings.json.',
    );
  const { writeBaseline } = await import('../app/baseline.ts');
  io.err(`${count(await writeBaseline(found, file), 'finding')} written to ${file}\n`);
  return EXIT.clean;
}

/** What is new; how much is not goes to standard error. */
async function compare(
  found: ValidateResult,
  file: string,
  patterns: readonly string[],
  io: Io,
): Promise<ValidateResult> {
  const { compareWithBaseline } = await import('../app/baseline.ts');
  const { result, known, gone } = await compareWithBaseline(found, file, await expandPatterns(patterns));
  if (known > 0) io.err(`${count(known, 'finding')} of the baseline ${known === 1 ? 'is' : 'are'} still there\n`);
  if (gone > 0)
    io.err(
      `${count(gone, 'finding')} of the baseline ${gone === 1 ? 'is' : 'are'} gone: --update-baseline takes ${gone === 1 ? 'it' : 'them'} out\n`,
    );
  return result;
}

async function makeFixes(files: readonly string[], io: Io): Promise<void> {
  const { fixFiles } = await import('../app/fix-files.ts');
  for (const { file, titles } of await fixFiles(files)) for (const title of titles) io.err(`fixed ${file}:${title}\n`);
}

/** Prints what --fix would change. Exit code 1 where that is anything. */
async function showFixes(files: readonly string[], io: Io): Promise<number> {
  const { fixesAsDiff, fixFiles } = await import('../app/fix-files.ts');
  const fixed = await fixFiles(files, true);
  io.out(await fixesAsDiff(fixed));
  io.err(`${count(fixed.length, 'file')} would be changed by --fix\n`);
  return fixed.length === 0 ? EXIT.clean : EXIT.problems;
}

function readMaximum(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw usage(`"${text}" is no number of warnings.`, 'Write it like --max-warnings 0.');
}

/** What comes through standard input, and the name under which it is checked. */
async function readGiven(files: readonly string[], path: string | undefined): Promise<GivenFile | undefined> {
  if (!files.includes('-')) {
    if (path === undefined) return undefined;
    throw usage('--stdin-filepath is given, but standard input is not read.', 'Write - in place of the file.');
  }
  if (path === undefined)
    throw usage(
      'Standard input has no name that tells what it is.',
      'Say it with --stdin-filepath, for example --stdin-filepath flows/orders.flow.json.',
    );
  return { file: path, bytes: await buffer(process.stdin) };
}

async function print(
  result: ValidateResult,
  reports: readonly Report[],
  { quiet, given, io }: { readonly quiet: boolean; readonly given: GivenFile | undefined; readonly io: Io },
): Promise<void> {
  const texts = new Map(given === undefined ? [] : [[given.file, new TextDecoder().decode(given.bytes)]]);
  for (const report of reports) {
    const text = await printReport(result, report, { quiet, texts, io });
    if (report.file === undefined) io.out(text);
    else await (await import('../app/write-report.ts')).writeReport(report.file, text);
    const isForPeople = report.format === 'pretty' || report.format === 'github';
    if (report.file === undefined && isForPeople && (!quiet || result.errors > 0)) io.err(printCounts(result));
  }
}

function usage(message: string, help: string, cause?: unknown): CliError {
  return new CliError('cli/wrong-usage', message, {
    help,
    exit: EXIT.usage,
    ...(cause === undefined ? {} : { cause }),
  });
}
