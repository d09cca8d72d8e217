import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { convertBundle, type ConversionTotals, type ConvertResult, type RefusedService } from '../convert/convert.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { DecisionsFile } from '../legacy/decisions.ts';
import { exists, writeWhole } from './files.ts';
import { readDocument } from './read-document.ts';
import { loadWorkspace } from './workspace.ts';

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
  readonly totals?: ConversionTotals;
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
  const failed = (diagnostics: readonly Diagnostic[]): ConvertReport => ({
    ok: false,
    exit: EXIT.problems,
    refused: [],
    open: [],
    stale: [],
    files: [],
    diagnostics,
  });
  if (hasErrors(document.diagnostics)) return failed(document.diagnostics);
  if (document.kind !== 'services') {
    throw new CliError('cli/wrong-usage', `"${options.file}" is not a bundle of services.`, {
      help: 'Give a *.services.yaml or *.services.json file.',
      exit: EXIT.usage,
    });
  }
  const workspace = await loadWorkspace(options.file);
  // Answers are given where the questions were written, unless the command line or the workspace says otherwise.
  const written = join(options.out, 'decisions.yaml');
  const decisionsFile =
    options.decisions ?? ((await exists(workspace.decisionsFile)) ? workspace.decisionsFile : written);
  const given =
    options.decisions !== undefined || (await exists(decisionsFile)) ? await readDocument(decisionsFile) : undefined;
  const diagnostics = [...document.diagnostics, ...workspace.diagnostics, ...(given?.diagnostics ?? [])];
  if (hasErrors(diagnostics)) return failed(diagnostics);
  const bundle = document.value as ServiceBundle; // accepted by the schema of its kind
  const decisions = given?.value as DecisionsFile | undefined; // as above
  const result = convertBundle({
    bundle,
    connectors: workspace.connectors,
    ...(decisions === undefined ? {} : { decisions }),
  });
  const files = await writeAll(filesOf(result), options);
  const ok = result.open.length === 0 && result.totals.unsupported === 0;
  const { totals, refused, open, stale } = result;
  return { ok, exit: ok ? EXIT.clean : EXIT.problems, totals, refused, open, stale, files, diagnostics };
}

function filesOf(result: ConvertResult): ReadonlyMap<string, string> {
  const { totals, refused, entries, open, stale, decisions } = result;
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ...result.flows.map(({ file, flow }): [string, string] => [file, json(flow)]),
    ['report.json', json({ totals, refused, open, stale, entries })],
    ['report.md', reportMarkdown(result)],
    ['decisions.yaml', stringify(decisions)],
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

function reportMarkdown({ totals, refused, entries, open, flows }: ConvertResult): string {
  const rows = entries
    .filter(({ fate }) => fate !== 'converted')
    .map(({ pointer, fate, note }) => `| \`${pointer}\` | ${fate} | ${note.replaceAll('|', String.raw`\|`)} |`);
  return [
    '# Conversion report',
    '',
    `${totals.total} values: ${totals.converted} converted, ${totals.noted} noted, ${totals.undecided} undecided, ${totals.unsupported} unsupported.`,
    '',
    '## Flows',
    '',
    ...flows.map(({ service, file }) => `- service ${service}: \`${file}\``),
    ...refused.map(({ service, reason }) => `- service ${service}: no flow. ${reason}`),
    '',
    `## Open decisions: ${open.length}`,
    '',
    ...open.map((id) => `- \`${id}\``),
    '',
    '## What did not convert one to one',
    '',
    '| value | fate | note |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
