import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import { isRunError, TerminalError } from '../contract/errors.ts';
import { CliError } from '../diagnostics/cli-error.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import type { FlowTestFile, Given } from '../flow/flow-test.ts';
import type { FlowFile, FlowStep } from '../flow/model.ts';
import { chosenVersion } from '../runtime/version-to-run.ts';
import type { ScriptPort } from '../contract/script.ts';
import type { Profile } from '../config/profile.ts';
import { prepareEstate } from '../verify/prepare-estate.ts';
import { checkObserved } from './check-observed.ts';
import { coverageOf, filterAlone, type CoveragePoint, type TryRow } from './coverage.ts';
import { replayExchanges } from './exchanges.ts';
import type { TestFailure } from './failure.ts';
import { bucketFor, observe, type Observed, type Subject, type Surroundings } from './observe.ts';
import { runnableTests, type RunnableTest } from './runnable.ts';
import { allSteps, unknownStep } from './single-step.ts';
import { checkSnapshot, snapshotOf } from './snapshot.ts';
import { standInsFor, type StandIns } from './stand-ins.ts';

/** What the tests of a file find around them. */
export interface TestWorkspace {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly profile: Profile;
  readonly scripts: ScriptPort;
  /** The virtual environment of this name. */
  readonly environment: (name: string) => Promise<EnvironmentFile>;
  readonly signal: AbortSignal;
}

/** What came of one test. */
export interface TestOutcome {
  readonly name: string;
  /** JSON pointer of its name. */
  readonly at: string;
  readonly failures: readonly TestFailure[];
  readonly durationMs: number;
}

export interface FileOutcome {
  readonly tests: readonly TestOutcome[];
  /** Absent for services. */
  readonly coverage?: readonly CoveragePoint[];
  /** Snapshots by name of the test, as they are now. */
  readonly snapshots: ReadonlyMap<string, unknown>;
}

export interface FileInput {
  readonly file: FlowTestFile;
  readonly subject: Subject;
  readonly workspace: TestWorkspace;
  readonly isSelected: (name: string) => boolean;
  readonly snapshots: Readonly<Record<string, unknown>>;
  /** Snapshots are taken as they are. */
  readonly update: boolean;
  readonly elapsed: () => number;
}

/** Runs the tests of a file one after the other; each has stores and exchanges of its own. */
export async function runTestFile(input: FileInput): Promise<FileOutcome> {
  const { file, subject, workspace, isSelected, elapsed } = input;
  const standIns = standInsOf(subject, workspace);
  const tests: TestOutcome[] = [];
  const observations: (Observed & { readonly given: Given })[] = [];
  const snapshots = new Map<string, unknown>();
  for (const test of runnableTests(file)) {
    if (!isSelected(test.name)) continue;
    workspace.signal.throwIfAborted();
    const since = elapsed();
    let failures: readonly TestFailure[];
    try {
      const observed = await runOne(test, subject, standIns, workspace);
      observations.push({ ...observed, given: test.given });
      failures = await checkObserved(test, observed, subject);
      if (test.expect.snapshot === true) {
        const current = await snapshotOf(observed);
        snapshots.set(test.name, current);
        if (!input.update) failures = [...failures, ...(await checkSnapshot(test, keptOf(input, test), current))];
      }
    } catch (error) {
      // An environment that is not there is the fault of this test alone.
      if (!isRunError(error) && !(error instanceof CliError)) throw error;
      const { code, message, help } = error;
      failures = [{ code, message, pointer: test.at, ...(help === undefined ? {} : { help }) }];
    }
    tests.push({ name: test.name, at: test.at, failures, durationMs: Math.round(elapsed() - since) });
  }
  if (subject.kind === 'service') return { tests, snapshots };
  const coverage = await coverFlow(subject.flow, observations, standIns, workspace);
  return { tests, snapshots, ...(coverage === undefined ? {} : { coverage }) };
}

function keptOf({ snapshots }: FileInput, { name }: RunnableTest): unknown {
  return Object.hasOwn(snapshots, name) ? snapshots[name] : undefined;
}

async function runOne(
  test: RunnableTest,
  subject: Subject,
  standIns: StandIns,
  workspace: TestWorkspace,
): Promise<Observed> {
  const { given, step, expect } = test;
  requireSimulated(subject, standIns, step);
  if (subject.kind === 'service') {
    if (step !== undefined || expect.steps !== undefined || expect.payloads !== undefined)
      throw new TerminalError({
        code: 'test/unknown-step',
        message: 'A service has no steps.',
        help: 'Test what it sends, its records and its ledger; or convert it, and test the flow.',
      });
  } else {
    for (const name of Object.keys(expect.steps ?? {})) {
      const steps = allSteps(chosenVersion(subject.flow, given.version));
      if (!steps.some((one) => one.step.name === name)) throw unknownStep(subject.flow, name, steps);
    }
  }
  const environment = given.environment === undefined ? undefined : await workspace.environment(given.environment);
  const around: Surroundings = {
    connectors: standIns.connectors,
    instances: standIns.instances,
    http: replayExchanges(given.exchanges ?? [], standIns.places),
    profile: workspace.profile,
    scripts: workspace.scripts,
    signal: workspace.signal,
    ...(environment === undefined ? {} : { environment }),
  };
  const observed = await observe(withStandIns(subject, standIns), given, around, step);
  workspace.signal.throwIfAborted();
  return observed;
}

/** Definitions that come with a flow win, so they are replaced there, too. */
export function withStandIns(subject: Subject, { connectors }: StandIns): Subject {
  if (subject.kind === 'service') return subject;
  const { flow } = subject;
  const systems = flow.systems.map(({ system }) => ({ system: connectors.get(system.name) ?? system }));
  return { kind: 'flow', flow: { ...flow, systems } };
}

/** Stand-ins for all connectors and instances that the subject can reach. */
export function standInsOf(
  subject: Subject,
  { connectors, instances }: Pick<TestWorkspace, 'connectors' | 'instances'>,
  baseUrls?: ReadonlyMap<string, string>,
): StandIns {
  if (subject.kind === 'service') {
    const estate = prepareEstate(subject.bundle, connectors, instances);
    return standInsFor(estate.connectors, estate.instances, baseUrls);
  }
  return standInsFor(allConnectors(subject.flow, connectors), allInstances(subject.flow, instances), baseUrls);
}

export function allConnectors(
  { systems }: FlowFile,
  connectors: ReadonlyMap<string, ConnectorDefinition>,
): ReadonlyMap<string, ConnectorDefinition> {
  const all = new Map(connectors);
  for (const { system } of systems)
    if (system.endpoints !== undefined || !all.has(system.name)) all.set(system.name, system);
  return all;
}

/** Those of the workspace, and one for each that a step names and nobody has set up. */
export function allInstances(flow: FlowFile, instances: ReadonlyMap<string, Instance>): readonly Instance[] {
  const all = new Map(instances);
  for (const { name, system } of connectorsIn(flow))
    if (!all.has(name) && system !== undefined) all.set(name, { name, connector: system });
  return [...all.values()];
}

function connectorsIn({ flow }: FlowFile): readonly NonNullable<FlowStep['connector']>[] {
  return flow.versions.flatMap(({ steps }) => steps.flatMap(({ connector }) => connector ?? []));
}

/** Other transports than HTTP would open connections of their own. */
function requireSimulated(subject: Subject, { connectors, instances }: StandIns, step: string | undefined): void {
  const names =
    subject.kind === 'service'
      ? serviceConnectors(subject)
      : subject.flow.flow.versions.flatMap(({ steps }) =>
          steps.flatMap(({ name, connector }) =>
            connector === undefined || (step !== undefined && name !== step) ? [] : [connector.name],
          ),
        );
  for (const name of names) {
    const connector = connectors.get(instances.get(name)?.connector ?? '');
    if (connector === undefined || connector.protocol === 'HTTP') continue;
    throw new TerminalError({
      code: 'test/not-simulated',
      message: `Instance "${name}" is reached by ${connector.protocol}, and tests stand in for HTTP alone.`,
      help: 'Test the other steps one by one, with "step".',
    });
  }
}

function serviceConnectors({ bundle, service }: Extract<Subject, { kind: 'service' }>): readonly string[] {
  const found = bundle.services.find(({ id }) => id === service);
  const ids = found === undefined ? [] : [found.source.connectorId, found.destination.connectorId];
  return bundle.connectors.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

async function coverFlow(
  flow: FlowFile,
  observations: readonly (Observed & { readonly given: Given })[],
  standIns: StandIns,
  workspace: TestWorkspace,
): Promise<readonly CoveragePoint[] | undefined> {
  const [first] = observations;
  const version = chosenVersion(flow, first?.given.version);
  if (version === undefined) return undefined;
  const tryRow: TryRow = async (of, row, payloads) => {
    const { handedOn } = await observe(
      { kind: 'flow', flow: filterAlone(flow, of, row) },
      first?.given ?? {},
      {
        connectors: standIns.connectors,
        instances: standIns.instances,
        http: replayExchanges([], standIns.places),
        profile: workspace.profile,
        scripts: workspace.scripts,
        signal: workspace.signal,
      },
      undefined,
      bucketFor('Filter', payloads),
    );
    return handedOn.get('Filter') ?? [];
  };
  return coverageOf(version, observations, tryRow);
}
