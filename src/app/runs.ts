import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RunResult } from '../contract/events.ts';
import type { RunSummary } from '../contract/run-record.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { openState, type State } from '../workspace/state/open-state.ts';
import { loadWorkspace } from '../workspace/workspace.ts';

export interface RunsOptions {
  /** A document or folder of the workspace whose runs are meant. Default: the current folder. */
  readonly for?: string | undefined;
  readonly state?: string | undefined;
}

/** What `repatch runs --json` prints: the newest run first. */
export interface RunList {
  /** The folder of state. */
  readonly folder: string;
  readonly runs: readonly RunSummary[];
}

export interface ShownRun {
  readonly summary: RunSummary;
  /** Absent while the run is at work, and where it was ended by force. */
  readonly result?: RunResult;
}

/** What `repatch runs show RUN --json` prints: the result, or the row of the history where there is none. */
export type ShownRunOutput = RunResult | RunSummary;

/** The runs that the workspace remembers. Errors: TerminalError `run/state-unusable`. */
export async function listRuns(options: RunsOptions = {}): Promise<RunList> {
  const folder = await stateFolderOf(options);
  return { folder, runs: withState(folder, (state) => state.list()) ?? [] };
}

/**
 * One run, by its id or the beginning of it.
 * Errors: CliError `run/no-such-run`; TerminalError `run/state-unusable`.
 */
export async function showRun(id: string, options: RunsOptions = {}): Promise<ShownRun> {
  const folder = await stateFolderOf(options);
  const shown = withState(folder, (state): ShownRun => {
    const summary = findRun(id, state.list());
    const result = state.result(summary.run);
    return { summary, ...(result === undefined ? {} : { result }) };
  });
  return shown ?? findNone(id);
}

function withState<Result>(folder: string, work: (state: State) => Result): Result | undefined {
  // To look at runs must not make a folder of state.
  if (statSync(join(folder, 'state.sqlite'), { throwIfNoEntry: false }) === undefined) return undefined;
  const state = openState(folder);
  try {
    return work(state);
  } finally {
    state.close();
  }
}

/** The folder of state as people would write it. */
export async function stateFolderOf({ for: target = process.cwd(), state }: RunsOptions): Promise<string> {
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  const { stateFolder } = await loadWorkspace(
    isFolder ? join(target, '-') : target,
    state === undefined ? {} : { state },
  );
  return relative('', stateFolder) === '' ? '.' : relative('', stateFolder);
}

function findRun(id: string, runs: readonly RunSummary[]): RunSummary {
  const found = runs.filter(({ run }) => run.startsWith(id));
  const [only] = found.filter(({ run }) => run === id || found.length === 1);
  if (only !== undefined) return only;
  if (found.length === 0) return findNone(id);
  throw new CliError('run/no-such-run', `"${id}" is the beginning of ${found.length} runs.`, {
    help: `Give more of it: ${found.map(({ run }) => run).join(', ')}.`,
    exit: EXIT.problems,
  });
}

function findNone(id: string): never {
  throw new CliError('run/no-such-run', `There is no run "${id}" in this state.`, {
    help: 'List the runs with: repatch runs. Runs are kept for 7 days; --for and --state name another workspace.',
    exit: EXIT.problems,
  });
}
