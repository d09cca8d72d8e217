import { hash, randomUUID } from 'node:crypto';
import type { RunResult } from '../contract/events.ts';
import { isRunError } from '../contract/errors.ts';
import type { RunInput } from '../contract/run-record.ts';
import type { ChildResult } from '../contract/run-queue.ts';
import type { LibraryFlow, FlowLibrary } from '../workspace/flow-library.ts';
import type { OpenRun, State } from '../workspace/state/open-state.ts';
import type { QueuedRun } from '../workspace/state/queued-runs.ts';

export interface ChildRuns {
  readonly state: State;
  readonly library: FlowLibrary;
  readonly nowMs: number;
  readonly startedMs: number;
  readonly signal: AbortSignal;
  readonly run: (found: LibraryFlow, begun: OpenRun) => Promise<RunResult>;
}

/**
 * Runs what runs of this flow have put into the queue, one after the other, and what those put there. What cannot begin stays
 * in the queue for the next run of the flow.
 */
export async function runQueued(name: string, around: ChildRuns): Promise<readonly ChildResult[]> {
  const results: ChildResult[] = [];
  const { state, signal } = around;
  for (const run of state.queued.left(name)) {
    for (const queued of state.queued.of(run)) {
      if (signal.aborted) return results;
      const result = await runOne(queued, around);
      results.push(result);
      if (result.run === undefined || signal.aborted) continue;
      state.queued.remove(queued.id);
      results.push(...(await runQueued(queued.flow, around)));
    }
  }
  return results;
}

async function runOne(queued: QueuedRun, around: ChildRuns): Promise<ChildResult> {
  const { flow } = queued;
  let begun: OpenRun | undefined;
  try {
    const found = await around.library.find(flow);
    if (found === undefined) return { flow, status: 'NOT STARTED', failure: `No file has a flow "${flow}" any more.` };
    if (!found.flow.flow.is_enabled) return { flow, status: 'NOT STARTED', failure: `Flow "${flow}" is not enabled.` };
    begun = begin(queued, found, around);
    around.state.queued.noteBegun(queued.id, begun.run);
    const { status, failures } = await around.run(found, begun);
    const [failure] = failures;
    return {
      flow,
      run: begun.run,
      status: status.name,
      ...(failure === undefined ? {} : { failure: failure.message }),
    };
  } catch (error) {
    if (!isRunError(error)) throw error;
    return { flow, status: 'NOT STARTED', failure: error.message };
  } finally {
    begun?.close();
  }
}

/** A run that was ended by force goes on; it has been begun once. */
function begin(queued: QueuedRun, { file, document }: LibraryFlow, { state, nowMs, startedMs }: ChildRuns): OpenRun {
  const earlier = queued.begun === undefined ? undefined : state.find(queued.begun);
  if (earlier?.state === 'running' || earlier?.state === 'unfinished') return state.resume(earlier.run);
  const { bytes, ...head } = queued.start;
  const input: RunInput = {
    kind: 'flow',
    name: queued.flow,
    file,
    digest: hash('sha256', document.source.text, 'hex'),
    nowMs,
    variables: queued.variables,
    stream: false,
    start: { ...head, ...(bytes === undefined ? {} : { base64: Buffer.from(bytes).toString('base64') }) },
    ...(queued.version === undefined ? {} : { version: queued.version }),
  };
  return state.begin(randomUUID(), input, startedMs);
}
