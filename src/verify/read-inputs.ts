import { dirname, join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import { isUsable } from '../diagnostics/usable.ts';
import type { FlowFile } from '../flow/model.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { DecisionsFile } from '../legacy/decisions.ts';
import { exists } from '../workspace/files.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { loadSamples, type LoadedSamples } from '../simulator/load-samples.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { GivenFlow } from './verify-bundle.ts';

export interface InputPaths {
  readonly bundle: string;
  readonly flows?: readonly string[];
  readonly services?: readonly string[];
  readonly decisions?: string;
}

export interface VerifyInputs {
  readonly bundle: ServiceBundle;
  readonly workspace: Workspace;
  readonly samples: LoadedSamples;
  readonly decisions?: DecisionsFile;
  readonly flows?: ReadonlyMap<string, GivenFlow>;
}

/**
 * Reads everything that a verification works on. Without `inputs`, the diagnostics say what is wrong.
 * Errors: CliError `cli/wrong-usage`, `cli/no-files`, `verify/no-source-service`, `verify/several-flows`.
 */
export async function readInputs(
  paths: InputPaths,
): Promise<{ readonly inputs?: VerifyInputs; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const note = (document: ReadDocument): ReadDocument => {
    diagnostics.push(...document.diagnostics);
    return document;
  };
  const document = note(await readDocument(paths.bundle));
  if (!isUsable(diagnostics)) return { diagnostics };
  if (document.kind !== 'services')
    throw usage(
      `"${paths.bundle}" is not a bundle of services.`,
      'Give a *.services.yaml or *.services.json file first.',
    );
  const bundle = document.source.value as ServiceBundle; // accepted by the schema of its kind
  requireServices(bundle, paths.services ?? []);
  const workspace = await loadWorkspace(paths.bundle);
  diagnostics.push(...workspace.diagnostics);
  const files = paths.flows === undefined || paths.flows.length === 0 ? undefined : await flowFiles(paths.flows);
  const flows = new Map<string, GivenFlow>();
  // Flows found in a folder or by a pattern that stand for no service: written by hand, beside those that were converted.
  const strangers: { readonly file: string; readonly source: ReadDocument['source'] }[] = [];
  for (const file of files ?? []) {
    const { value, kind, source } = note(await readDocument(file));
    if (value === undefined || kind !== 'flow') continue;
    const flow = value as FlowFile; // accepted by the schema of its kind
    if (flow['x-repatch']?.source?.service === undefined && paths.flows?.includes(file) === false)
      strangers.push({ file, source });
    else addFlow(flows, { flow, file }, bundle);
  }
  const [stranger] = strangers;
  if (stranger !== undefined && flows.size === 0 && isUsable(diagnostics)) throw noService(stranger.file);
  for (const { file, source } of strangers) diagnostics.push(...(await source.locate([notCompared(file)])));
  const compared = [...flows.values()].flatMap(({ file }) => file ?? []);
  const decisionsFile = await findDecisions(paths.decisions, workspace, compared);
  const decisions = decisionsFile === undefined ? undefined : note(await readDocument(decisionsFile)).value;
  const samples = await loadSamples(
    workspace.samplesFolder,
    workspace.connectors.values(),
    bundle.services.map(({ id }) => id),
  );
  diagnostics.push(...samples.diagnostics);
  if (!isUsable(diagnostics)) return { diagnostics };
  const inputs = {
    bundle,
    workspace,
    samples,
    ...(decisions === undefined ? {} : { decisions: decisions as DecisionsFile }), // accepted by the schema of its kind
    ...(files === undefined ? {} : { flows }),
  };
  return { inputs, diagnostics };
}

function requireServices(bundle: ServiceBundle, wanted: readonly string[]): void {
  const known = bundle.services.map(({ id }) => id);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw usage(`The bundle has no service "${unknown}".`, `Services: ${known.join(', ') || 'none'}.`);
}

async function flowFiles(patterns: readonly string[]): Promise<readonly string[]> {
  const files = (await expandPatterns(patterns)).filter((file) => /\.flow\.(?:json|ya?ml)$/iu.test(file));
  if (files.length > 0) return files;
  throw new CliError('cli/no-files', `There is no *.flow file in ${patterns.map((one) => `"${one}"`).join(', ')}.`, {
    help: 'Name flow files, or the folder that repatch convert has written.',
    exit: EXIT.usage,
  });
}

const howToName =
  'Give flows that repatch convert wrote, or add "x-repatch": { "format": 1, "source": { "service": "ID" } }.';

function noService(file: string): CliError {
  return new CliError('verify/no-source-service', `"${file}" does not say which service it stands for.`, {
    help: howToName,
    exit: EXIT.usage,
  });
}

/** It was not named, so that the others may go on without it. */
function notCompared(file: string): Finding {
  return {
    code: 'verify/no-source-service',
    severity: 'warning',
    message: `"${file}" is not compared: it does not say which service it stands for.`,
    help: 'Nothing is to be done for a flow that was written by hand. For one that was converted, add "x-repatch": { "format": 1, "source": { "service": "ID" } }.',
    pointer: '',
  };
}

function addFlow(
  flows: Map<string, GivenFlow>,
  given: GivenFlow & { readonly file: string },
  bundle: ServiceBundle,
): void {
  const service = given.flow['x-repatch']?.source?.service;
  if (service === undefined) throw noService(given.file);
  if (!bundle.services.some(({ id }) => id === service)) {
    throw new CliError(
      'verify/no-source-service',
      `"${given.file}" stands for service "${service}", which the bundle does not have.`,
      { help: howToName, exit: EXIT.usage },
    );
  }
  const before = flows.get(service);
  if (before !== undefined) {
    throw new CliError(
      'verify/several-flows',
      `"${before.file ?? ''}" and "${given.file}" both stand for service "${service}".`,
      { help: 'Name the one that is meant.', exit: EXIT.usage },
    );
  }
  flows.set(service, given);
}

/** Answers are given where the questions were written, unless the command line or the workspace says otherwise. */
async function findDecisions(
  requested: string | undefined,
  workspace: Workspace,
  flows: readonly string[],
): Promise<string | undefined> {
  if (requested !== undefined) return requested;
  const [first] = flows;
  const places = [workspace.decisionsFile, ...(first === undefined ? [] : [join(dirname(first), 'decisions.yaml')])];
  for (const place of places) if (await exists(place)) return place;
  return undefined;
}

function usage(message: string, help: string): CliError {
  return new CliError('cli/wrong-usage', message, { help, exit: EXIT.usage });
}
