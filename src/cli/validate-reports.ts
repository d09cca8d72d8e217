import { readFile } from 'node:fs/promises';
import type { ValidateResult } from '../app/validate.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { loadPaint } from './colour.ts';
import type { Io } from './io.ts';
import { jsonText } from './json-text.ts';
import { printAnnotation } from './printers/github.ts';
import { printDiagnostic } from './printers/pretty.ts';
import { count } from './words.ts';

const reportFormats = ['pretty', 'json', 'github', 'sarif', 'junit', 'gitlab'] as const;

type Format = (typeof reportFormats)[number];

/** One report of a check, on standard output or in a file. */
export interface Report {
  readonly format: Format;
  readonly file?: string;
}

/** What `--format` says: `FORMAT`, or `FORMAT=FILE`. One report goes to standard output. Errors: CliError `cli/wrong-usage`. */
export function readReports(asked: readonly string[], io: Io): readonly Report[] {
  const reports = asked.map(readReport);
  const usual = io.environment['GITHUB_ACTIONS'] === 'true' ? 'github' : 'pretty';
  const shown = reports.filter(({ file }) => file === undefined);
  if (shown.length === 0) return [{ format: usual }, ...reports];
  const [first, second] = shown;
  if (second === undefined) return reports;
  throw new CliError('cli/wrong-usage', `Reports "${first?.format}" and "${second.format}" cannot both be printed.`, {
    help: `Write one of them to a file, for example --format ${second.format}=report.${second.format}.`,
    exit: EXIT.usage,
  });
}

function readReport(text: string): Report {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/su.exec(text) ?? [];
  const format = reportFormats.find((one) => one === name);
  if (format !== undefined && file !== '') return { format, ...(file === undefined ? {} : { file }) };
  const nearest = didYouMean(name, reportFormats);
  throw new CliError(
    'cli/wrong-usage',
    format === undefined ? `There is no format "${name}".` : `Format "${text}" names no file.`,
    {
      help:
        nearest === undefined || format !== undefined
          ? `Formats: ${reportFormats.join(', ')}; with a file like sarif=repatch.sarif.`
          : `Did you mean "${nearest}"?`,
      exit: EXIT.usage,
    },
  );
}

interface Around {
  /** Errors only. */
  readonly quiet: boolean;
  /** Texts of files that did not come from the disk. */
  readonly texts: ReadonlyMap<string, string>;
  readonly io: Io;
}

/** The report as text; for a terminal with colours. */
export async function printReport(
  result: ValidateResult,
  { format, file }: Report,
  { quiet, texts, io }: Around,
): Promise<string> {
  const shown = quiet ? result.diagnostics.filter(({ severity }) => severity === 'error') : result.diagnostics;
  switch (format) {
    case 'json':
      return jsonText(result);
    case 'github':
      return shown.map(printAnnotation).join('');
    case 'sarif':
      return (await import('./printers/sarif.ts')).printSarif(
        shown,
        await (await import('../app/write-report.ts')).ownVersion(),
      );
    case 'junit':
      return (await import('./printers/junit.ts')).printJunit(shown, result.files);
    case 'gitlab':
      return (await import('./printers/gitlab.ts')).printGitlab(shown);
    case 'pretty':
      return printPretty(shown, texts, file === undefined && io.colour.out);
  }
}

/** The closing line of reports for people. */
export function printCounts({ files, errors, warnings }: ValidateResult): string {
  const found =
    errors === 0 && warnings === 0 ? 'no problems' : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return `${count(files, 'file')} checked: ${found}\n`;
}

/** Findings of one file that are shown to people. */
const shownOfFile = 100;

async function printPretty(
  diagnostics: readonly Diagnostic[],
  given: ReadonlyMap<string, string>,
  colour: boolean,
): Promise<string> {
  const paint = await loadPaint(colour);
  const printed: string[] = [];
  for (const [file, list] of Map.groupBy(diagnostics, ({ at }) => at.file)) {
    const text = given.get(file) ?? (await textOf(file));
    for (const diagnostic of list.slice(0, shownOfFile)) printed.push(`${printDiagnostic(diagnostic, text, paint)}\n`);
    const more = list.length - shownOfFile;
    if (more > 0) printed.push(`${file}: and ${count(more, 'more finding')}; --format json has them all\n\n`);
  }
  return printed.join('');
}

/** The text for the excerpt; huge files go without. */
async function textOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined || text.length > 4_000_000 ? undefined : text;
}
