import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ConnectorDefinition } from '../../connector/definition.ts';
import type { Overlay } from '../../connector/overlay.ts';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import { analyse } from '../analyse/analyse.ts';
import { nameOperations, type NameTable } from '../analyse/names.ts';
import type { ApiModel, Skipped } from '../api-model.ts';
import type { ConnectorModel } from '../connector-model.ts';
import { emitDefinition } from '../emit/definition.ts';
import { definitionLosses } from '../emit/definition-losses.ts';
import { emitInstances } from '../emit/instances.ts';
import { emitOverlay } from '../emit/overlay.ts';
import { emitReport, type ScaffoldReport } from '../emit/report.ts';
import type { Note } from '../emit/package/note.ts';
import type { RenameTable } from '../emit/package/plan.ts';
import { selectOperations, type OperationFilter } from '../select-operations.ts';
import { isObject } from '../../text/json.ts';
import { readSource } from '../../text/source.ts';
import { readConnectorTemplates } from './connector-templates.ts';
import { exists, readBytes } from '../../workspace/files.ts';
import { readDocument } from '../../workspace/read-document.ts';
import { templatesFolder } from '../../workspace/templates-folder.ts';
import type { Output } from './output.ts';

export type Part = 'package' | 'definition';

export interface GenerateOptions {
  readonly folder: string;
  readonly name: string | undefined;
  readonly filter: OperationFilter;
  /** Default: both. */
  readonly only: Part | undefined;
}

export interface Generated {
  readonly output: Output;
  readonly model: ConnectorModel;
  readonly report: ScaffoldReport;
  /** What flows cannot do of what is described: part of the losses of the report. */
  readonly losses: readonly Skipped[];
  /** Absent where only the package was asked for. */
  readonly definition?: ConnectorDefinition;
  readonly unmatched: ReturnType<typeof selectOperations>['unmatched'];
  readonly diagnostics: readonly Diagnostic[];
}

/** Names of earlier runs, as they are kept beside the generated files. */
interface Names {
  readonly endpoints: NameTable;
  readonly package?: RenameTable;
}

const namesFile = 'scaffold.names.json';
const overlayFile = 'overlay.yaml';

/** Everything that a connector consists of, as text, from an API and what the output folder has of the user's own. */
export async function generate(api: ApiModel, { folder, name, filter, only }: GenerateOptions): Promise<Generated> {
  const before = await readNames(folder);
  const overlay = await readOverlay(folder);
  const naming = nameOperations(api.operations, before.endpoints);
  const { model: selected, unmatched } = selectOperations(api, filter);
  const { model, findings } = analyse(selected, {
    naming,
    ...(name === undefined ? {} : { name }),
    ...(overlay.value === undefined ? {} : { overlay: overlay.value }),
  });
  const files = new Map<string, string>();
  const handWritten = new Set([overlayFile]);
  files.set(overlayFile, emitOverlay(model));
  const definition = only === 'package' ? undefined : emitDefinition(model);
  if (definition !== undefined) {
    files.set(`${model.name}.connector.json`, json(definition));
    files.set('instances.yaml', stringify(emitInstances(definition), { lineWidth: 0 }));
    handWritten.add('instances.yaml');
  }
  let packageNames = before.package;
  const notes: Note[] = [];
  const losses = only === 'package' ? [] : definitionLosses(model);
  if (only !== 'definition') {
    const { emitPackage } = await import('../emit/package/emit-package.ts');
    const emitted = await emitPackage(
      model,
      await readConnectorTemplates(join(templatesFolder(), 'connector')),
      before.package,
    );
    for (const [path, text] of emitted.files) files.set(path, text);
    for (const path of emitted.handWritten) handWritten.add(path);
    packageNames = emitted.names;
    notes.push(...emitted.notes);
  }
  files.set(
    namesFile,
    json({ endpoints: naming.table, ...(packageNames === undefined ? {} : { package: packageNames }) }),
  );
  const report = emitReport(model, notes, losses);
  files.set('scaffold.report.json', json(report));
  return {
    output: { files, handWritten },
    model,
    report,
    losses,
    ...(definition === undefined ? {} : { definition }),
    unmatched,
    diagnostics: [...overlay.diagnostics, ...(await overlay.locate(findings))],
  };
}

async function readNames(folder: string): Promise<Names> {
  const text = await readFile(join(folder, namesFile), 'utf8').catch(() => '{}');
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    value = {};
  }
  // Written by us; a file that somebody broke counts as none.
  const endpoints = isObject(value) && isObject(value['endpoints']) ? Object.entries(value['endpoints']) : [];
  const whole = endpoints.filter(
    ([, one]) => isObject(one) && ['id', 'group', 'title'].every((key) => typeof one[key] === 'string'),
  );
  const names = isObject(value) ? (value['package'] as RenameTable | undefined) : undefined; // as above
  return { endpoints: Object.fromEntries(whole) as NameTable, ...(names === undefined ? {} : { package: names }) };
}

interface ReadOverlay {
  readonly value: Overlay | undefined;
  readonly diagnostics: readonly Diagnostic[];
  locate(findings: readonly Finding[]): Promise<readonly Diagnostic[]>;
}

async function readOverlay(folder: string): Promise<ReadOverlay> {
  const file = join(folder, overlayFile);
  if (!(await exists(file))) return { value: undefined, diagnostics: [], locate: () => Promise.resolve([]) };
  const { value, diagnostics } = await readDocument(file);
  const source = await readSource(file, await readBytes(file));
  // A document without errors has been accepted by the schema of its kind.
  return { value: value as Overlay | undefined, diagnostics, locate: (findings) => source.locate(findings) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
