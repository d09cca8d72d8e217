import { join, resolve } from 'node:path';
import type { Totals } from '../convert/account.ts';
import { acceptRecommended } from '../convert/accept-recommended.ts';
import { convertBundle, type ConvertInput, type ConvertResult, type RefusedService } from '../convert/convert.ts';
import type { Question } from '../convert/decisions.ts';
import { printDecisions } from '../convert/print-decisions.ts';
import { lookupFiles } from '../convert/lookup-files.ts';
import { printHtmlReport } from '../convert/report-html.ts';
import { reviewOf } from '../convert/review.ts';
import { printReportJson } from '../convert/report-json.ts';
import { printReport } from '../convert/report-markdown.ts';
import { reportOf } from '../convert/report.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isUsable } from '../diagnostics/usable.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { Decision, DecisionsFile } from '../legacy/decisions.ts';
import { exists, readBytes } from '../workspace/files.ts';
import { splitPointer } from '../text/pointer.ts';
import { settingsFor } from '../workspace/output-settings.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';
import { ownFolder, writeTogether } from '../workspace/write-together.ts';
import { residueName, residueText } from './residue-file.ts';
import { describeEdit, isEdited, type EditedFile, type OutputFile } from './plan-output.ts';

export { acceptRecommended } from '../convert/accept-recommended.ts';
export type { Question } from '../convert/decisions.ts';
export type { Decision } from '../legacy/decisions.ts';

export interface ConvertOptions {
  readonly file: string;
  readonly out: string;
  /** Default: decisions.yaml of the workspace, if there is one. */
  readonly decisions?: string;
  /** Answers beside those of the decisions file; ids may have a `*`, which stands for any text. */
  readonly answers?: readonly Pick<Decision, 'id' | 'answer'>[];
  /** Patterns of the ids of questions that get their recommended answer. */
  readonly acceptRecommended?: readonly string[];
  /** Asks for answers to open questions; whatever it gives is taken. */
  readonly ask?: (open: readonly Question[]) => Promise<readonly Decision[]>;
  /** What happens to files that somebody has changed since they were written. Default: nothing is written at all. */
  readonly edited?: 'keep' | 'replace';
}

export interface ConvertReport {
  readonly ok: boolean;
  readonly exit: number;
  readonly totals?: Totals;
  readonly refused: readonly RefusedService[];
  /** Decisions without an answer. */
  readonly open: readonly string[];
  /** Answers that no question asked for. */
  readonly stale: readonly string[];
  /** Files that were written, or are there already as they should be. */
  readonly files: readonly string[];
  /** Files that somebody has changed since they were written, each with its three-way difference. */
  readonly edited: readonly EditedFile[];
  /** Copies of edited files that were replaced. */
  readonly copies: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Converts a bundle and writes flows, report.json, report.md and decisions.yaml: all of them, or none where one has been
 * changed by hand and nobody says what is to become of it.
 */
export async function convertFile(options: ConvertOptions): Promise<ConvertReport> {
  const document = await readDocument(options.file);
  if (!isUsable(document.diagnostics)) return failed(document.diagnostics);
  if (document.kind !== 'services') {
    throw new CliError('cli/wrong-usage', `"${options.file}" is not a bundle of services.`, {
      help: 'Give a *.services.yaml or *.services.json file.',
      exit: EXIT.usage,
    });
  }
  const workspace = await loadWorkspace(options.file);
  const given = await readDecisions(options, workspace);
  const around = [...workspace.diagnostics, ...(given?.diagnostics ?? [])];
  if (hasErrors(around)) return failed([...document.diagnostics, ...around]);
  const bundle = document.source.value as ServiceBundle; // accepted by the schema of its kind
  const decisions = given?.value as DecisionsFile | undefined; // as above
  const { result, added } = await convertWithAnswers({ bundle, connectors: workspace.connectors }, decisions, options);
  const found = [
    ...(await document.source.locate(result.findings)),
    ...((await given?.source.locate(result.answerFindings)) ?? []),
  ];
  const diagnostics = sortDiagnostics([...document.diagnostics, ...around, ...found]);
  const texts = filesOf(result, bundle, given?.source.text, added);
  const isOwnDecisions = given === undefined || resolve(given.source.file) === resolve(options.out, decisionsName);
  const settings = await settingsFor(options.out, workspace);
  if (settings !== undefined) texts.set('repatch.config.yaml', settings);
  const written = await writeOutput(texts, options, isOwnDecisions);
  const ok =
    result.open.length === 0 && result.totals.unsupported === 0 && !hasErrors(diagnostics) && written.isWritten;
  const { totals, refused, open, stale } = result;
  const { files, edited, copies } = written;
  const all = written.isWritten ? diagnostics : [...diagnostics, ...edited.map(editedDiagnostic)];
  const outcome = { ok, exit: ok ? EXIT.clean : EXIT.problems };
  return { ...outcome, totals, refused, open, stale, files, edited, copies, diagnostics: all };
}

function failed(diagnostics: readonly Diagnostic[]): ConvertReport {
  return {
    ok: false,
    exit: EXIT.problems,
    refused: [],
    open: [],
    stale: [],
    files: [],
    edited: [],
    copies: [],
    diagnostics,
  };
}

/** Answers are given where the questions were written, unless the command line or the workspace says otherwise. */
async function readDecisions(
  { decisions, out }: ConvertOptions,
  { decisionsFile }: Workspace,
): Promise<ReadDocument | undefined> {
  if (decisions !== undefined) return readDocument(decisions);
  const written = join(out, decisionsName);
  const file = (await exists(decisionsFile)) ? decisionsFile : written;
  return (await exists(file)) ? readDocument(file) : undefined;
}

function filesOf(
  result: ConvertResult,
  bundle: ServiceBundle,
  decisionsBefore: string | undefined,
  added: readonly Decision[],
): Map<string, string> {
  const report = reportOf(result, bundle);
  const reviews = reviewOf(result, bundle);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ...result.flows.map(({ file, flow }): [string, string] => [file, json(flow)]),
    ['report.json', printReportJson(report)],
    ['report.md', printReport(report, reviews)],
    ...lookupFiles(result.flows),
    ['report.html', printHtmlReport(report, reviews)],
    [residueName, residueText(bundle, result)],
    [decisionsName, printDecisions(result.decisions, decisionsBefore, added)],
  ]);
}

/** An answer can raise the next question, such as fields of an endpoint that is known now; this many times it is looked again. */
const mostRounds = 5;

/** Converts with the answers of the file, the command line and whoever is asked. `added`: those that are not in the file yet. */
async function convertWithAnswers(
  input: Pick<ConvertInput, 'bundle' | 'connectors'>,
  file: DecisionsFile | undefined,
  { answers = [], acceptRecommended: patterns = [], ask }: ConvertOptions,
): Promise<{ readonly result: ConvertResult; readonly added: readonly Decision[] }> {
  const added: Decision[] = answers.map(({ id, answer }) => ({ id, answer }));
  const convert = (): ConvertResult => convertBundle({ ...input, decisions: withAnswers(file, added) });
  const shown = new Set<string>();
  let result = convert();
  requireAnswers(result, withAnswers(file, added), answers);
  for (let round = 0; round < mostRounds; round++) {
    const accepted = acceptRecommended(result.openQuestions, patterns);
    const fresh = result.openQuestions.filter(({ id }) => !shown.has(id));
    const asked = accepted.length > 0 || fresh.length === 0 ? accepted : ((await ask?.(fresh)) ?? []);
    if (accepted.length === 0) for (const { id } of fresh) shown.add(id);
    if (asked.length === 0) break;
    added.push(...asked);
    result = convert();
  }
  return { result, added };
}

function withAnswers(file: DecisionsFile | undefined, added: readonly Decision[]): DecisionsFile {
  const { decisions = [] } = file ?? {};
  const own = new Map(added.map((decision) => [decision.id, decision]));
  const known = new Set(decisions.map(({ id }) => id));
  return {
    format: 'repatch-decisions',
    formatVersion: 1,
    decisions: [
      // In their places, to which the findings point.
      ...decisions.map((decision) => ({ ...decision, ...own.get(decision.id) })),
      ...added.filter(({ id }) => !known.has(id)),
    ],
  };
}

/** Errors: CliError `cli/wrong-usage` for an answer of the command line that answers nothing. */
function requireAnswers(
  { answerFindings }: ConvertResult,
  { decisions }: DecisionsFile,
  answers: readonly Pick<Decision, 'id'>[],
): void {
  for (const { pointer, message, help } of answerFindings) {
    const id = decisions[Number(splitPointer(pointer)[1])]?.id;
    if (!answers.some((one) => one.id === id)) continue;
    throw new CliError('cli/wrong-usage', message, { ...(help === undefined ? {} : { help }), exit: EXIT.usage });
  }
}

interface Written extends Pick<ConvertReport, 'files' | 'edited' | 'copies'> {
  readonly isWritten: boolean;
}

function editedDiagnostic({ file, byHand }: EditedFile): Diagnostic {
  return {
    code: 'convert/edited-file',
    severity: 'error',
    message: `"${file}" ${byHand === '' ? 'is there already and differs' : 'was changed by hand since it was written'}; nothing was written.`,
    help: 'Give --keep-edits to leave it as it is, or --force to replace it and keep a copy.',
    at: { file, pointer: '', line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 },
    related: [],
  };
}

/** `isOwnDecisions`: the decisions to be written are those that are there, brought up to date. */
async function writeOutput(
  texts: ReadonlyMap<string, string>,
  { out, edited }: ConvertOptions,
  isOwnDecisions: boolean,
): Promise<Written> {
  const outputs = await Promise.all(
    Array.from(texts, async ([name, next]): Promise<OutputFile> => {
      const [now, last] = await Promise.all([join(out, name), join(out, lastOf(name))].map(readIfThere));
      return { name, next, now, last };
    }),
  );
  const changed = outputs.filter((output) => isEdited(output) && !(isOwnDecisions && output.name === decisionsName));
  const described = await Promise.all(changed.map(describeEdit));
  const edits = described.map((edit) => ({ ...edit, file: join(out, edit.file) }));
  if (changed.length > 0 && edited === undefined) return { isWritten: false, files: [], edited: edits, copies: [] };
  const written = edited === 'keep' ? outputs.filter((output) => !changed.includes(output)) : outputs;
  const copies = edited === 'replace' ? changed.map(({ name, now = '' }): [string, string] => [copyOf(name), now]) : [];
  const news = written.filter(({ next, now, last }) => next !== now || next !== last);
  await writeTogether(
    out,
    new Map([
      ...copies,
      ...news.flatMap(({ name, next }): [string, string][] => [
        [name, next],
        [lastOf(name), next],
      ]),
    ]),
  );
  return {
    isWritten: true,
    files: written.map(({ name }) => join(out, name)),
    edited: edits,
    copies: copies.map(([name]) => join(out, name)),
  };
}

const decisionsName = 'decisions.yaml';

/** Where a file is kept as it was written, to tell later what was changed by hand. */
function lastOf(name: string): string {
  return join(ownFolder, 'written', name);
}

function copyOf(name: string): string {
  return join(ownFolder, 'replaced', name);
}

async function readIfThere(file: string): Promise<string | undefined> {
  return (await exists(file)) ? Buffer.from(await readBytes(file)).toString('utf8') : undefined;
}
