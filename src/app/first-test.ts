import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { shapeIdentifier } from '../flow/graph.ts';
import type { FlowTest, FlowTestFile, Given } from '../flow/flow-test.ts';
import { allConnectors, allInstances, standInsOf, withStandIns } from '../flow-tests/run-file.ts';
import { observe, type Observed, type Subject } from '../flow-tests/observe.ts';
import { recordExchanges } from '../flow-tests/record.ts';
import { replayExchanges } from '../flow-tests/exchanges.ts';
import { allSteps } from '../flow-tests/single-step.ts';
import { expectedOf, printTestFile } from '../flow-tests/write-test.ts';
import { chosenVersion } from '../runtime/version-to-run.ts';
import { loadSamples, type LoadedSamples } from '../simulator/load-samples.ts';
import { openSimulation } from '../simulator/simulation.ts';
import { prepareEstate } from '../verify/prepare-estate.ts';
import { exists, writeWhole } from '../workspace/files.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { readDocument } from '../workspace/read-document.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';
import { subjectOf, testWorkspace } from './test.ts';

export interface FirstTestOptions {
  /** A *.flow file, or a *.services file. */
  readonly file: string;
  readonly service?: string;
  /** Moment of the run, in milliseconds since the epoch. */
  readonly nowMs?: number;
  /** Default: beside the file. */
  readonly out?: string;
  readonly force: boolean;
  readonly signal: AbortSignal;
}

export interface FirstTest {
  readonly file: string;
  readonly tests: number;
  readonly exchanges: number;
  readonly remarks: readonly string[];
}

const usualNowMs = Date.UTC(2026, 0, 1);

/**
 * Runs a flow or a service against third parties that are simulated from their definitions and the samples of the workspace, and
 * writes down what happens as a test. What is expected comes from a second run, which the recorded exchanges answer.
 * Errors: CliError `cli/wrong-usage`.
 */
export async function writeFirstTest(options: FirstTestOptions): Promise<FirstTest> {
  const { file, service, nowMs = usualNowMs, force, signal } = options;
  const document = await readDocument(file);
  const workspace = await loadWorkspace(file);
  const [error] = [...document.diagnostics, ...workspace.diagnostics].filter(({ severity }) => severity === 'error');
  if (error !== undefined || hasErrors(workspace.diagnostics))
    throw new CliError('cli/wrong-usage', `"${file}" cannot be run: ${error?.message ?? ''}`, {
      help: 'Run "repatch validate" for all that is wrong with it.',
      exit: EXIT.problems,
    });
  const subject = subjectOf(document, service);
  if (subject === undefined) throw notTestable(file, service);
  const out = options.out ?? outBeside(file, service);
  if (!force && (await exists(out)))
    throw new CliError('cli/wrong-usage', `"${out}" is there already.`, {
      help: 'Name another file with --out, or replace it with --force.',
      exit: EXIT.usage,
    });
  const samples = await samplesOf(subject, workspace);
  const given: Given = { now: new Date(nowMs).toISOString().replace('.000Z', 'Z') };
  const tests: FlowTest[] = [];
  let exchanges = 0;
  const remarks: string[] = [];
  for (const [index, payload] of payloadsOf(subject, samples).entries()) {
    const name = payload === undefined ? `what ${nameOf(subject)} sends` : `what it does with payload ${index + 1}`;
    const own: Given = payload === undefined ? {} : { payload };
    const recorded = await record(subject, { ...given, ...own }, { workspace, samples, nowMs, signal });
    const observed = await replay(subject, { ...given, ...own, exchanges: recorded }, workspace, signal);
    exchanges += recorded.length;
    if (observed.requests.length === 0)
      remarks.push(`"${name}" sends nothing: give samples that do, or another --now.`);
    for (const { message } of observed.result.failures.slice(0, 3))
      remarks.push(`"${name}" expects a failure: ${message}`);
    tests.push({
      name,
      given: { ...own, exchanges: recorded },
      expect: await expectedOf(observed, mapsOf(subject)),
    });
  }
  await writeWhole(out, printTestFile(fileOf(subject, file, out, given, tests)));
  return { file: out, tests: tests.length, exchanges, remarks };
}

interface Around {
  readonly workspace: Workspace;
  readonly samples: LoadedSamples;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** The exchanges of one run against simulated third parties. */
async function record(subject: Subject, given: Given, around: Around): Promise<NonNullable<Given['exchanges']>> {
  const { workspace, samples, nowMs, signal } = around;
  const { connectors, instances } = partiesOf(subject, workspace);
  const simulation = await openSimulation({ connectors, instances, samples: samples.records });
  const http = createHttpPort();
  try {
    simulation.begin({ samples: samples.records, faults: [], nowMs });
    const baseUrls = new Map(
      Array.from(simulation.instances, ([name, { values }]) => [name, values?.['baseUrl'] ?? ''] as const),
    );
    const standIns = standInsOf(subject, workspace, baseUrls);
    const recording = recordExchanges(simulation.guard(http), standIns.places);
    const { scripts, profile } = testWorkspace(workspace, signal);
    await observe(withStandIns(subject, standIns), given, { ...standIns, http: recording, profile, scripts, signal });
    signal.throwIfAborted();
    return [...recording.exchanges];
  } finally {
    await simulation.close();
    await http.close();
  }
}

async function replay(subject: Subject, given: Given, workspace: Workspace, signal: AbortSignal): Promise<Observed> {
  const standIns = standInsOf(subject, workspace);
  const http = replayExchanges(given.exchanges ?? [], standIns.places);
  const { scripts, profile } = testWorkspace(workspace, signal);
  const observed = await observe(withStandIns(subject, standIns), given, {
    ...standIns,
    http,
    profile,
    scripts,
    signal,
  });
  signal.throwIfAborted();
  return observed;
}

function partiesOf(
  subject: Subject,
  { connectors, instances }: Workspace,
): Pick<Parameters<typeof openSimulation>[0], 'connectors' | 'instances'> {
  if (subject.kind === 'service') return prepareEstate(subject.bundle, connectors, instances);
  const all = allConnectors(subject.flow, connectors);
  return { connectors: all, instances: allInstances(subject.flow, instances) };
}

async function samplesOf(subject: Subject, { samplesFolder, connectors }: Workspace): Promise<LoadedSamples> {
  const all = subject.kind === 'flow' ? allConnectors(subject.flow, connectors) : connectors;
  const service = serviceOf(subject);
  return loadSamples(samplesFolder, all.values(), service === undefined ? [] : [service]);
}

function serviceOf(subject: Subject): string | undefined {
  return subject.kind === 'service' ? subject.service : subject.flow['x-repatch']?.source?.service;
}

/** What starts the runs: one for each sample of an inbound service. */
function payloadsOf(subject: Subject, { inbound }: LoadedSamples): readonly unknown[] {
  const arriving = inbound.get(serviceOf(subject) ?? '') ?? [];
  if (arriving.length > 0) return arriving;
  const sample = subject.kind === 'flow' ? subject.flow['x-repatch']?.sample : undefined;
  return [sample];
}

function nameOf(subject: Subject): string {
  return subject.kind === 'flow' ? `flow ${subject.flow.flow.name}` : `service ${subject.service}`;
}

function mapsOf(subject: Subject): readonly string[] {
  if (subject.kind === 'service') return [];
  return allSteps(chosenVersion(subject.flow)).flatMap(({ step }) =>
    shapeIdentifier(step) === 'map' ? [step.name] : [],
  );
}

function outBeside(file: string, service: string | undefined): string {
  const stem = basename(file).replace(/\.(?:flow|services)\.(?:json|ya?ml)$/iu, '');
  return join(dirname(file), `${service === undefined ? stem : `${stem}-${service}`}.flowtest.yaml`);
}

function fileOf(subject: Subject, file: string, out: string, given: Given, tests: FlowTest[]): FlowTestFile {
  const path = relative(dirname(resolve(out)), resolve(file))
    .split(sep)
    .join('/');
  return {
    format: 'repatch-flowtest',
    formatVersion: 1,
    ...(subject.kind === 'flow' ? { flow: path } : { service: { bundle: path, id: subject.service } }),
    given,
    tests,
  };
}

function notTestable(file: string, service: string | undefined): CliError {
  return service === undefined
    ? new CliError('cli/wrong-usage', `"${file}" is no flow.`, {
        help: 'Give a *.flow file, or a *.services file with --service ID.',
        exit: EXIT.usage,
      })
    : new CliError('cli/wrong-usage', `"${file}" has no service "${service}".`, {
        help: 'Give a *.services file and the id of one of its services.',
        exit: EXIT.usage,
      });
}
