import { join, resolve } from 'node:path';
import type { Totals } from '../convert/account.ts';
import { acceptRecommended } from '../convert/accept-recommended.ts';
import { convertBundle, type ConvertInput, type ConvertResult, type RefusedService } from '../convert/convert.ts';
import type { Question } from '../convert/decisions.ts';
import { printDecisions } from '../convert/print-decisions.ts';
import { lookupFiles } from '../convert/lookup-files.ts';
import { narrow } from '../convert/narrow.ts';
import { reviewOf } from '../convert/review.ts';
import { printReportJson } from '../convert/report-json.ts';
import { printReport } from '../convert/report-markdown.ts';
import { reportOf } from '../convert/report.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, sortDiagnostics, type Diagnostic, type Finding } from '../diagnostics/diagnostic.ts';
import { isUsable } from '../diagnostics/usable.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { Decision, DecisionsFile } from '../legacy/decisions.ts';
import type { VolumesFile } from '../legacy/volumes.ts';
import { exists } from '../workspace/files.ts';
import { holdFolder } from '../workspace/hold-folder.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { joinPointer, splitPointer } from '../text/pointer.ts';
import { settingsFor } from '../workspace/output-settings.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';
import { residueName, residueText } from './residue-file.ts';
import { readIfThere } from '../workspace/write-together.ts';
import { chooseServices } from './choose-services.ts';
import { editedDiagnostic, finishOutput, writeOutput, type WrittenOutput } from './convert-output.ts';
import { seedPools } from './seed-pools.ts';
import { setAside, type SortedBundle } from './set-aside.ts';

export type { EditedFile } from './plan-output.ts';
export { acceptRecommended } from '../convert/accept-recommended.ts';
export { openOption } from '../convert/open-option.ts';
export type { Question } from '../convert/decisions.ts';
export type { Decision } from '../legacy/decisions.ts';

export interface ConvertOptions {
  readonly file: string;
  readonly out: string;
  /** File with what goes through the services, for the forecast of operations. */
  readonly volumes?: string;
  /** Ids or names of the services to convert; a `*` stands for any text. Default: all. */
  readonly services?: readonly string[];
  /** Default: decisions.yaml of the workspace, if there is one. */
  readonly decisions?: string;
  /** Answers beside those of the decisions file; ids may have a `*`, which stands for any text. */
  readonly answers?: readonly Pick<Decision, 'id' | 'answer'>[];
  /** Patterns of the ids of questions that get their recommended answer. */
  readonly acceptRecommended?: readonly string[];
  /** Asks for answers to open questions; whatever it gives is taken. */
  readonly ask?: (open: readonly Question[]) => Promise<readonly Decision[]>;
  /** Is told in words how far the work is. */
  readonly onProgress?: (text: string) => void;
  /** What happens to files that somebody has changed since they were written. Default: nothing is written at all. */
  readonly edited?: 'keep' | 'replace';
}

export interface ConvertReport extends Omit<WrittenOutput, 'isWritten'> {
  readonly ok: boolean;
  readonly exit: number;
  readonly totals?: Totals;
  readonly refused: readonly RefusedService[];
  /** Decisions without an answer. */
  readonly open: readonly string[];
  /** Answers that no question asked for. */
  readonly stale: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Converts a bundle and writes flows, lookups, reports and decisions.yaml: all of them, or none where one has been changed by
 * hand and nobody says what is to become of it. Services that are wrong in themselves are set aside.
 */
export async function convertFile(options: ConvertOptions): Promise<ConvertReport> {
  const { file, out, services } = options;
  const document = await readDocument(file);
  const sorted = await readBundle(document, file);
  if (sorted === undefined) return failed(document.diagnostics);
  const { bundle } = sorted;
  const chosen = chooseServices(bundle.services, services);
  return holdFolder(out, () => convertInto(options, { document, sorted, chosen }));
}

interface Prepared {
  readonly document: ReadDocument;
  readonly sorted: SortedBundle;
  readonly chosen: ReadonlySet<string> | undefined;
}

/** Converts while nobody else writes into the folder. */
async function convertInto(options: ConvertOptions, { document, sorted, chosen }: Prepared): Promise<ConvertReport> {
  const { file, out, edited } = options;
  const { bundle, aside } = sorted;
  // What an earlier call was about to write counts as written, before anything is read that it may have written.
  const rescued = await finishOutput(out);
  const workspace = await loadWorkspace(file);
  const given = await readDecisions(options, workspace);
  const volumes = await readVolumes(options.volumes);
  const around = [...workspace.diagnostics, ...(given?.diagnostics ?? []), ...(volumes?.diagnostics ?? [])];
  if (hasErrors(around)) return failed([...sorted.diagnostics, ...around]);
  const decisions = given?.value as DecisionsFile | undefined; // accepted by the schema of its kind
  const input = {
    bundle,
    connectors: workspace.connectors,
    profile: workspace.profile,
    aside,
    asRead: document.source.value,
    ...(options.onProgress === undefined ? {} : { onService: everyHundredth(options.onProgress) }),
  };
  const { result: converted, added } = await convertWithAnswers(input, decisions, options, chosen);
  const { files: pools, flows } = await seedPools(converted.flows, file);
  const result = { ...converted, flows };
  const found = [
    ...(await document.source.locate(result.findings)),
    ...((await given?.source.locate(result.answerFindings)) ?? []),
    ...((await volumes?.source.locate(unknownVolumes(volumes.value as VolumesFile, bundle))) ?? []), // accepted by the schema of its kind
  ];
  const diagnostics = sortDiagnostics([...sorted.diagnostics, ...around, ...found]);
  options.onProgress?.(`writing ${result.flows.length} flows and the report`);
  const texts = await filesOf(result, bundle, chosen, {
    out,
    before: given?.source.text,
    added,
    pools,
    volumes: volumes?.value as VolumesFile | undefined, // as above
  });
  const isOwnDecisions = given === undefined || resolve(given.source.file) === resolve(out, decisionsName);
  const settings = await settingsFor(out, workspace);
  if (settings !== undefined) texts.set('repatch.config.yaml', () => settings);
  const { isWritten, ...written } = await writeOutput(texts, {
    out,
    own: new Set(isOwnDecisions ? [decisionsName] : []),
    ...(edited === undefined ? {} : { edited }),
  });
  const { totals, refused, open, stale } = result;
  const ok = open.length === 0 && totals.unsupported === 0 && !hasErrors(diagnostics) && isWritten;
  return {
    ok,
    exit: ok ? EXIT.clean : EXIT.problems,
    totals,
    refused,
    open,
    stale,
    ...written,
    copies: [...rescued, ...written.copies],
    left: chosen === undefined ? written.left : [],
    diagnostics: isWritten ? diagnostics : [...diagnostics, ...written.edited.map(editedDiagnostic)],
  };
}

function everyHundredth(tell: (text: string) => void): (done: number, all: number) => void {
  return (done, all) => {
    if (done % 100 === 0) tell(`converting: ${done} of ${all} services`);
  };
}

/** `undefined`: there is no bundle to work with. Errors: CliError `cli/wrong-usage` for another kind of document. */
async function readBundle(document: ReadDocument, file: string): Promise<SortedBundle | undefined> {
  const { kind, source, diagnostics } = document;
  if (kind !== 'services') {
    if (kind !== 'flow' && !isUsable(diagnostics)) return undefined;
    throw new CliError('cli/wrong-usage', `"${file}" is not a bundle of services.`, {
      help:
        kind === 'flow'
          ? 'It is a process flow: to make a service of it, give --to service.'
          : 'Give a *.services.yaml or *.services.json file.',
      exit: EXIT.usage,
    });
  }
  if (!isUsable(diagnostics)) return setAside(document);
  return { bundle: source.value as ServiceBundle, aside: new Map(), diagnostics }; // accepted by the schema of its kind
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
    left: [],
    diagnostics,
  };
}

/** Errors: CliError `cli/wrong-usage` for another kind of document. */
async function readVolumes(file: string | undefined): Promise<ReadDocument | undefined> {
  if (file === undefined) return undefined;
  const document = await readDocument(file);
  if (document.kind === 'volumes' || !isUsable(document.diagnostics)) return document;
  throw new CliError('cli/wrong-usage', `"${file}" holds no volumes of services.`, {
    help: 'Begin it with "format: repatch-volumes"; "repatch schema volumes" prints its form.',
    exit: EXIT.usage,
  });
}

function unknownVolumes({ services }: VolumesFile, bundle: ServiceBundle): readonly Finding[] {
  const ids = bundle.services.map(({ id }) => id);
  const unknown = Object.keys(services).filter((id) => !ids.includes(id));
  return unknown.map((id) => {
    const nearest = didYouMean(id, ids);
    return {
      code: 'convert/unknown-volume',
      message: `There is no service "${id}".`,
      help: nearest === undefined ? 'Remove the entry, or correct the id.' : `Did you mean "${nearest}"?`,
      pointer: joinPointer('/services', id),
    };
  });
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

async function filesOf(
  result: ConvertResult,
  bundle: ServiceBundle,
  chosen: ReadonlySet<string> | undefined,
  {
    out,
    before,
    added,
    pools,
    volumes,
  }: {
    readonly out: string;
    readonly before: string | undefined;
    readonly added: readonly Decision[];
    readonly pools: ReadonlyMap<string, string>;
    readonly volumes: VolumesFile | undefined;
  },
): Promise<Map<string, () => string>> {
  const { htmlPages } = await import('../convert/report-html.ts');
  const report = reportOf(result, bundle, { chosen, volumes });
  const reviews = reviewOf(result, bundle);
  const others = chosen === undefined ? undefined : (await readIfThere(join(out, residueName)))?.toString('utf8');
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ...result.flows.map(({ file, flow }): [string, () => string] => [file, () => json(flow)]),
    ...Array.from(lookupFiles(result.flows), ([name, text]): [string, () => string] => [name, () => text]),
    ...Array.from(pools, ([name, text]): [string, () => string] => [name, () => text]),
    ['report.json', () => printReportJson(report)],
    ['report.md', () => printReport(report, reviews)],
    ...htmlPages(report, reviews),
    [residueName, () => residueText(bundle, result, chosen && { before: others, chosen })],
    [decisionsName, () => printDecisions(result.decisions, before, added)],
  ]);
}

/** An answer can raise the next question, such as fields of an endpoint that is known now; this many times it is looked again. */
const mostRounds = 5;

/** Converts with the answers of the file, the command line and whoever is asked. `added`: those that are not in the file yet. */
async function convertWithAnswers(
  input: Omit<ConvertInput, 'decisions'>,
  file: DecisionsFile | undefined,
  { answers = [], acceptRecommended: patterns = [], ask }: ConvertOptions,
  chosen: ReadonlySet<string> | undefined,
): Promise<{ readonly result: ConvertResult; readonly added: readonly Decision[] }> {
  const added: Decision[] = answers.map(({ id, answer }) => ({ id, answer }));
  const convert = (): ConvertResult => {
    const all = convertBundle({ ...input, decisions: withAnswers(file, added) });
    return chosen === undefined ? all : narrow(all, input.bundle, chosen);
  };
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

const decisionsName = 'decisions.yaml';
