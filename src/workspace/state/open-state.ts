import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TerminalError } from '../../contract/errors.ts';
import type { RunResult } from '../../contract/events.ts';
import type { FailedPayloadRecord, RunJournal } from '../../contract/journal.ts';
import type { Stores } from '../../contract/ports.ts';
import type { RunInput, RunSummary } from '../../contract/run-record.ts';
import type { SpillPort } from '../../contract/spill.ts';
import { environmentFault } from '../../diagnostics/environment-fault.ts';
import { createSpillFiles } from '../ports/spill-files.ts';
import { openDatabase } from './database.ts';
import { openQueuedRuns, type QueuedRuns } from './queued-runs.ts';
import { openRunHistory, type RunRow } from './run-history.ts';
import { takeLock } from './run-lock.ts';
import { createSqliteJournal, failedPayloads } from './sqlite-journal.ts';
import { createSqliteStores } from './sqlite-stores.ts';

/** A run that holds its name: no other run of the same flow or ledger can begin until it is closed. */
export interface OpenRun {
  readonly run: string;
  readonly input: RunInput;
  readonly journal: RunJournal;
  readonly spill: SpillPort;
  /** Failed payloads of the earlier run that this one sends again. */
  readonly retry?: readonly FailedPayloadRecord[];
  /** Earlier runs of the same service that were ended by force; this one goes on by the ledger. */
  readonly interrupted?: readonly string[];
  /** Writes the result down. Returns whether the run can be carried on. */
  finish(result: RunResult, endedMs: number): boolean;
  close(): void;
}

/** What is kept between runs, in one folder. */
export interface State {
  /** As everybody sees them. */
  readonly stores: Stores;
  /** Errors: TerminalError `run/already-running`, `run/unfinished`, `run/nothing-to-retry`, `run/no-such-run`. */
  begin(run: string, input: RunInput, startedMs: number): OpenRun;
  /** Carries a run on. Errors: TerminalError `run/no-such-run`, `run/cannot-resume`, `run/already-running`. */
  resume(run: string): OpenRun;
  /** Gives an unfinished run up. Errors: as `resume`. */
  abandon(run: string): void;
  /** Runs that wait until the run that asked for them has ended well. */
  readonly queued: QueuedRuns;
  find(run: string): RunRow | undefined;
  /** All that is written in it, or nothing. */
  transaction<Result>(work: () => Result): Result;
  list(): readonly RunSummary[];
  result(run: string): RunResult | undefined;
  close(): void;
}

export function openState(folder: string): State {
  const database = openDatabase(join(folder, 'state.sqlite'));
  const queued = openQueuedRuns(database);
  const history = openRunHistory(database);
  const runsFolder = join(folder, 'runs');
  const lock = (input: RunInput): (() => void) => {
    const release = takeLock(join(folder, 'locks'), `${input.kind} ${input.name}`);
    if (release !== undefined) return release;
    throw new TerminalError({
      code: 'run/already-running',
      message: `${input.kind === 'flow' ? 'Flow' : 'Service'} "${input.name}" is running already on the state in "${folder}".`,
      help: 'Wait until that run has ended, or use another folder with --state.',
    });
  };
  const open = (run: string, input: RunInput, release: () => void): OpenRun => ({
    run,
    input,
    journal: createSqliteJournal(database, run),
    spill: createSpillFiles(join(runsFolder, run)),
    finish(result, endedMs) {
      const isUnfinished = history.finish(run, result, endedMs);
      // What failed once more is kept with this run.
      if (result.isComplete && input.retryOf !== undefined) history.markRetried(input.retryOf, run);
      if (!isUnfinished) removeFolder(join(runsFolder, run));
      return isUnfinished;
    },
    close: release,
  });
  const requireUnfinished = (run: string): RunRow => {
    const row = history.find(run);
    if (row === undefined) throw noSuchRun(run);
    if (row.state === 'running' || row.state === 'unfinished') return row;
    throw new TerminalError({
      code: 'run/cannot-resume',
      message: `Run ${run} ${row.state === 'ended' ? 'has ended; there is nothing left to do' : 'was given up'}.`,
      help: 'Start a new run.',
    });
  };
  return {
    stores: createSqliteStores(database),
    begin(run, input, startedMs) {
      const release = lock(input);
      try {
        const before = history.unfinished(input);
        if (before !== undefined) throw unfinished(before);
        history.prune(startedMs);
        cleanUp(runsFolder, history.open());
        const retry = input.retryOf === undefined ? undefined : failedPayloads(database, input.retryOf);
        if (input.retryOf !== undefined && history.find(input.retryOf) === undefined) throw noSuchRun(input.retryOf);
        if (retry?.length === 0) throw nothingToRetry(input.retryOf ?? '');
        const interrupted = history.takeOver(input, run);
        history.begin(run, input, startedMs);
        return { ...open(run, input, release), interrupted, ...(retry === undefined ? {} : { retry }) };
      } catch (error) {
        release();
        throw error;
      }
    },
    resume(run) {
      const { input } = requireUnfinished(run);
      const release = lock(input);
      try {
        history.reopen(run);
        const interrupted = history.takeOver(input, run);
        const retry = input.retryOf === undefined ? undefined : failedPayloads(database, input.retryOf);
        return { ...open(run, input, release), interrupted, ...(retry === undefined ? {} : { retry }) };
      } catch (error) {
        release();
        throw error;
      }
    },
    abandon(run) {
      const { input } = requireUnfinished(run);
      const release = lock(input);
      try {
        history.giveUp(run);
        removeFolder(join(runsFolder, run));
      } finally {
        release();
      }
    },
    queued,
    find: (run) => history.find(run),
    transaction: (work) => database.transaction(work),
    list: () => history.list(),
    result: (run) => history.result(run),
    close: () => database.close(),
  };
}

/** Folders that no run needs any more: what a killed run has left behind. */
function cleanUp(folder: string, open: readonly string[]): void {
  const needed = new Set(open);
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return; // there is none yet
  }
  for (const name of names) if (!needed.has(name)) removeFolder(join(folder, name));
}

/** What cannot be taken away now is taken away by a later run. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (environmentFault(error) === undefined) throw error;
  }
}

function unfinished({ run, input }: RunRow): TerminalError {
  return new TerminalError({
    code: 'run/unfinished',
    message: `An earlier run of ${input.kind} "${input.name}" did not finish: ${run}. It had sent requests that a new run would send again.`,
    help: `Go on with: repatch run --resume ${run}. Or give it up and start anew with --abandon ${run}.`,
  });
}

function noSuchRun(run: string): TerminalError {
  return new TerminalError({
    code: 'run/no-such-run',
    message: `There is no run "${run}" in this state.`,
    help: 'List the runs with: repatch runs.',
  });
}

function nothingToRetry(run: string): TerminalError {
  return new TerminalError({
    code: 'run/nothing-to-retry',
    message: `Run ${run} has no failed payloads that have not been sent again.`,
    help: `See what failed with: repatch runs show ${run}.`,
  });
}
