import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Totals } from '../convert/account.ts';
import { convertBundle, type ConvertResult, type RefusedService } from '../convert/convert.ts';
import { printDecisions } from '../convert/print-decisions.ts';
import { printReport } from '../convert/report-markdown.ts';
import { reportOf } from '../convert/report.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { DecisionsFile } from '../legacy/decisions.ts';
import { exists, writeWhole } from '../workspace/files.ts';
import { settingsFor } from '../workspace/output-settings.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';

export interface ConvertOptions {
  readonly file: string;
  readonly out: string;
  /** Default: decisions.yaml of the workspace, if there is one. */
  readonly decisions?: string;
  /** Replace output files that differ. */
  readonly force: boolean;
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
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Converts a bundle and writes flows, report.json, report.md and decisions.yaml. Writes nothing when one of them would overwrite an edit. */
export async function convertFile(options: ConvertOptions): Promise<ConvertReport> {
  const document = await readDocument(options.file);
  if (isUnusable(document)) return failed(document.diagnostics);
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
  const result = convertBundle({
    bundle,
    connectors: workspace.connectors,
    ...(decisions === undefined ? {} : { decisions }),
  });
  const found = [
    ...(await document.source.locate(result.findings)),
    ...((await given?.source.locate(result.answerFindings)) ?? []),
  ];
  const diagnostics = sortDiagnostics([...document.diagnostics, ...around, ...found]);
  const texts = filesOf(result, bundle, given?.source.text);
  const settings = await settingsFor(options.out, workspace);
  if (settings !== undefined) texts.set('repatch.config.yaml', settings);
  const files = await writeAll(texts, options);
  const ok = result.open.length === 0 && result.totals.unsupported === 0 && !hasErrors(diagnostics);
  const { totals, refused, open, stale } = result;
  return { ok, exit: ok ? EXIT.clean : EXIT.problems, totals, refused, open, stale, files, diagnostics };
}

/** A service that is wrong in itself can still be converted, and its flow then is as wrong; the diagnostics say so. */
function isUnusable({ diagnostics }: ReadDocument): boolean {
  return diagnostics.some(({ severity, code }) => severity === 'error' && diagnosticTable[code].usable !== true);
}

function failed(diagnostics: readonly Diagnostic[]): ConvertReport {
  return { ok: false, exit: EXIT.problems, refused: [], open: [], stale: [], files: [], diagnostics };
}

/** Answers are given where the questions were written, unless the command line or the workspace says otherwise. */
async function readDecisions(
  { decisions, out }: ConvertOptions,
  { decisionsFile }: Workspace,
): Promise<ReadDocument | undefined> {
  if (decisions !== undefined) return readDocument(decisions);
  const written = join(out, 'decisions.yaml');
  const file = (await exists(decisionsFile)) ? decisionsFile : written;
  return (await exists(file)) ? readDocument(file) : undefined;
}

function filesOf(
  result: ConvertResult,
  bundle: ServiceBundle,
  decisionsBefore: string | undefined,
): Map<string, string> {
  const report = reportOf(result, bundle);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ...result.flows.map(({ file, flow }): [string, string] => [file, json(flow)]),
    ['report.json', json(report)],
    ['report.md', printReport(report)],
    ['decisions.yaml', printDecisions(result.decisions, decisionsBefore)],
  ]);
}

async function writeAll(
  files: ReadonlyMap<string, string>,
  { out, force }: ConvertOptions,
): Promise<readonly string[]> {
  const paths = Array.from(files, ([name, text]) => ({ path: join(out, name), text }));
  for (const { path, text } of paths) {
    const before = await readFile(path, 'utf8').catch(() => text);
    if (before === text || force) continue;
    throw new CliError('cli/file-exists', `"${path}" is there already and differs.`, {
      help: 'Write to another folder, or give --force to replace it.',
      exit: EXIT.problems,
    });
  }
  for (const { path, text } of paths) await writeWhole(path, text);
  return paths.map(({ path }) => path);
}
