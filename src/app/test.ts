import { basename, dirname, join, resolve } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import type { FlowTestFile } from '../flow/flow-test.ts';
import type { FlowFile } from '../flow/model.ts';
import type { CoveragePoint } from '../flow-tests/coverage.ts';
import type { TestFailure } from '../flow-tests/failure.ts';
import type { Subject } from '../flow-tests/observe.ts';
import { runTestFile, type TestWorkspace } from '../flow-tests/run-file.ts';
import { withRecordings } from '../flow-tests/with-recordings.ts';
import { kindOfName } from '../lint/kind-of.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { parseJson } from '../text/json-codec.ts';
import { isObject } from '../text/json.ts';
import { findEnvironment } from '../workspace/environments.ts';
import { exists, readBytes, writeWhole } from '../workspace/files.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import { readDocument, type ReadDocument } from '../workspace/read-document.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';

export interface TestOptions {
  /** Files, folders or globs. */
  readonly files: readonly string[];
  /** Only tests whose name, or whose file's name, holds this text. */
  readonly name?: string;
  /** Writes snapshots instead of comparing with them. */
  readonly update?: boolean;
  /** Smallest part of steps, legs and rows that tests have to exercise, in percent. */
  readonly coverage?: number;
  readonly signal: AbortSignal;
  readonly onFile?: (file: string) => void;
}

/** An expectation that failed, with its place in the file. */
export interface FailedExpectation extends Diagnostic {
  readonly step?: string;
  readonly record?: string;
  /** Lines of a unified diff. */
  readonly diff?: readonly string[];
}

export interface TestRow {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly failures: readonly FailedExpectation[];
}

export interface TestFileReport {
  readonly file: string;
  /** What it tests, as people know it. */
  readonly subject?: string;
  readonly tests: readonly TestRow[];
  /** What is wrong with the file, or with what it tests; nothing of it was run then. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What tests have exercised of one flow. */
export interface FlowCoverage {
  readonly flow: string;
  readonly covered: number;
  readonly total: number;
  readonly uncovered: readonly { readonly name: string; readonly lacks: string }[];
}

export interface TestReport {
  readonly ok: boolean;
  readonly exit: number;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
  readonly files: readonly TestFileReport[];
  readonly coverage: readonly FlowCoverage[];
  /** What keeps the run from being clean although no test failed. */
  readonly problems: readonly { readonly code: 'test/low-coverage'; readonly message: string; readonly help: string }[];
}

/**
 * Runs the tests of `*.flowtest` files. No request leaves and no secret is read.
 * Errors: CliError `cli/no-files`, `test/nothing-selected`, `cli/unknown-environment`.
 */
export async function testFiles(options: TestOptions): Promise<TestReport> {
  const started = performance.now();
  const files = (await expandPatterns(options.files)).filter((file) => kindOfName(file) === 'flowtest');
  if (files.length === 0)
    throw new CliError('cli/no-files', `There is no *.flowtest file in ${options.files.join(', ')}.`, {
      help: 'Name test files or a folder of them; "repatch test --init FLOW" writes a first one.',
      exit: EXIT.usage,
    });
  const reports: TestFileReport[] = [];
  const points = new Map<string, Map<string, CoveragePoint>>();
  for (const file of files) {
    options.onFile?.(file);
    const { report, coverage } = await testFile(file, options);
    reports.push(report);
    if (coverage !== undefined) addPoints(points, report.subject ?? file, coverage);
  }
  const rows = reports.flatMap(({ tests }) => tests);
  const isBroken = reports.some(({ diagnostics }) => hasErrors(diagnostics));
  if (rows.length === 0 && !isBroken) throw nothingSelected(options);
  const failed = rows.filter(({ ok }) => !ok).length;
  const coverage = Array.from(points, ([flow, known]) => summarise(flow, [...known.values()]));
  const problems = problemsOf(coverage, options.coverage);
  const ok = failed === 0 && !isBroken && problems.length === 0;
  return {
    ok,
    exit: ok ? EXIT.clean : EXIT.problems,
    passed: rows.length - failed,
    failed,
    durationMs: Math.round(performance.now() - started),
    files: reports,
    coverage,
    problems,
  };
}

async function testFile(
  file: string,
  { name, update = false, signal }: TestOptions,
): Promise<{ readonly report: TestFileReport; readonly coverage?: readonly CoveragePoint[] }> {
  const document = await readDocument(file);
  if (document.value === undefined) return { report: { file, tests: [], diagnostics: document.diagnostics } };
  const { file: tests, findings } = await withRecordings(
    document.value as FlowTestFile, // accepted by the schema of its kind
    async (har) => parseJson(Buffer.from(await readBytes(join(dirname(file), har))).toString('utf8')),
  );
  if (findings.length > 0) return { report: { file, tests: [], diagnostics: await document.source.locate(findings) } };
  const read = await readSubject(file, tests, document);
  if (read.subject === undefined) return { report: { file, tests: [], diagnostics: read.diagnostics } };
  const { subject, workspace } = read;
  const kept = await readSnapshots(file);
  const outcome = await runTestFile({
    file: tests,
    subject,
    workspace: testWorkspace(workspace, signal),
    isSelected: (test) => name === undefined || test.includes(name) || basename(file).includes(name),
    snapshots: kept,
    update,
    elapsed: () => performance.now(),
  });
  if (update) await keepSnapshots(file, kept, outcome.snapshots, name !== undefined);
  const rows: TestRow[] = [];
  for (const { name: test, failures, durationMs } of outcome.tests)
    rows.push({ name: test, ok: failures.length === 0, durationMs, failures: await located(failures, document) });
  return {
    report: {
      file,
      subject: subject.kind === 'flow' ? subject.flow.flow.name : `service ${subject.service}`,
      tests: rows,
      diagnostics: [],
    },
    ...(outcome.coverage === undefined || outcome.tests.length === 0 ? {} : { coverage: outcome.coverage }),
  };
}

/** What tests run in, as far as it comes from the workspace. */
export function testWorkspace(workspace: Workspace, signal: AbortSignal): TestWorkspace {
  const { connectors, instances, profile, scripts, environmentsFolder } = workspace;
  return {
    connectors,
    instances,
    profile,
    scripts: createScriptPort(scripts),
    signal,
    async environment(name): Promise<EnvironmentFile> {
      const { value, diagnostics } = await findEnvironment(name, environmentsFolder);
      if (value !== undefined) return value;
      throw new CliError('cli/unknown-environment', `Virtual environment "${name}" has errors.`, {
        help: diagnostics[0]?.message ?? 'Check it with repatch validate.',
        exit: EXIT.problems,
      });
    },
  };
}

type ReadSubject =
  | { readonly subject: Subject; readonly workspace: Workspace; readonly diagnostics: readonly Diagnostic[] }
  | { readonly subject?: undefined; readonly diagnostics: readonly Diagnostic[] };

async function readSubject(
  file: string,
  { flow, service, workspace: folder }: FlowTestFile,
  { source }: ReadDocument,
): Promise<ReadSubject> {
  const path = join(dirname(file), flow ?? service?.bundle ?? '');
  const missing = async (message: string, help: string): Promise<ReadSubject> => {
    const pointer = flow === undefined ? '/service' : '/flow';
    return { diagnostics: await source.locate([{ code: 'test/no-subject', message, help, pointer }]) };
  };
  if (!(await exists(path)))
    return missing(
      `There is no file "${path}" to test.`,
      'Correct the path; it begins at the folder of the test file.',
    );
  const document = await readDocument(path);
  const workspace = await loadWorkspace(folder === undefined ? path : join(dirname(file), folder, '-'));
  const diagnostics = [...document.diagnostics, ...workspace.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics };
  const subject = subjectOf(document, service?.id);
  if (subject === undefined)
    return missing(
      `"${path}" ${service === undefined ? 'is no flow' : `has no service "${service.id}"`}.`,
      'Give "flow" a *.flow file, or "service" a *.services file and the id of one of its services.',
    );
  return { subject, workspace, diagnostics };
}

/** `undefined`: the document is of another kind, or the bundle has no such service. */
export function subjectOf({ kind, value }: ReadDocument, service: string | undefined): Subject | undefined {
  if (kind === 'flow' && service === undefined) return { kind: 'flow', flow: value as FlowFile }; // accepted by the schema of its kind
  if (kind !== 'services' || service === undefined) return undefined;
  const bundle = value as ServiceBundle; // as above
  return bundle.services.some(({ id }) => id === service) ? { kind: 'service', bundle, service } : undefined;
}

async function located(
  failures: readonly TestFailure[],
  { source }: ReadDocument,
): Promise<readonly FailedExpectation[]> {
  const found: FailedExpectation[] = [];
  for (const { code, message, help, pointer, step, record, diff } of failures) {
    const [at] = await source.locate([{ code, message, pointer, ...(help === undefined ? {} : { help }) }]);
    if (at === undefined) continue;
    found.push({
      ...at,
      severity: diagnosticTable[code].severity,
      ...(step === undefined ? {} : { step }),
      ...(record === undefined ? {} : { record }),
      ...(diff === undefined || diff.length === 0 ? {} : { diff }),
    });
  }
  return found;
}

function snapshotFile(file: string): string {
  return resolve(file).replace(/\.(?:json|ya?ml)$/iu, '.snapshot.json');
}

async function readSnapshots(file: string): Promise<Readonly<Record<string, unknown>>> {
  const path = snapshotFile(file);
  if (!(await exists(path))) return {};
  try {
    const value = parseJson(Buffer.from(await readBytes(path)).toString('utf8'));
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CliError('cli/cannot-read', `"${path}" does not hold snapshots.`, {
    help: 'Take it from the history, or delete it and write it anew with --update.',
    exit: EXIT.problems,
  });
}

/** Of tests that did not run the snapshots stay, where only some were to run. */
async function keepSnapshots(
  file: string,
  kept: Readonly<Record<string, unknown>>,
  current: ReadonlyMap<string, unknown>,
  isPart: boolean,
): Promise<void> {
  const all = { ...(isPart ? kept : {}), ...Object.fromEntries(current) };
  if (Object.keys(all).length === 0) return;
  await writeWhole(snapshotFile(file), `${JSON.stringify(all, null, 2)}\n`);
}

function addPoints(
  points: Map<string, Map<string, CoveragePoint>>,
  flow: string,
  found: readonly CoveragePoint[],
): void {
  const known = points.get(flow) ?? new Map<string, CoveragePoint>();
  points.set(flow, known);
  for (const point of found) if (point.isCovered || !known.has(point.name)) known.set(point.name, point);
}

function summarise(flow: string, points: readonly CoveragePoint[]): FlowCoverage {
  const uncovered = points.filter(({ isCovered }) => !isCovered);
  return {
    flow,
    covered: points.length - uncovered.length,
    total: points.length,
    uncovered: uncovered.map(({ name, lacks = '' }) => ({ name, lacks })),
  };
}

function problemsOf(coverage: readonly FlowCoverage[], threshold: number | undefined): TestReport['problems'] {
  if (threshold === undefined) return [];
  const total = coverage.reduce((sum, one) => sum + one.total, 0);
  const covered = coverage.reduce((sum, one) => sum + one.covered, 0);
  const percent = total === 0 ? 0 : (covered * 100) / total;
  if (percent >= threshold) return [];
  return [
    {
      code: 'test/low-coverage',
      message: `The tests exercise ${covered} of ${total} steps, legs and rows (${percent.toFixed(1)} %), and ${threshold} % are asked for.`,
      help: 'Add tests for the places that are listed.',
    },
  ];
}

function nothingSelected({ name }: TestOptions): CliError {
  return new CliError('test/nothing-selected', `No test has "${name ?? ''}" in its name.`, {
    help: 'Give a part of the name of a test, of a case, or of a file.',
    exit: EXIT.usage,
  });
}
