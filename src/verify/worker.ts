// A process that verifies services, one after another, for the one that has started it.
import { CliError } from '../diagnostics/cli-error.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import { createSpillFiles } from '../workspace/ports/spill-files.ts';
import { timeLimit } from './budget.ts';
import { digestOf } from './digest.ts';
import { readInputs } from './read-inputs.ts';
import { openVerification, type Verification } from './verify-bundle.ts';
import type { FromWorker, ToWorker, WorkerJob } from './worker-messages.ts';

let verification: Verification | undefined;

function say(message: FromWorker): void {
  process.send?.(message);
}

async function open({ paths, bundle, spill, nowMs, cases }: WorkerJob): Promise<Verification> {
  const { inputs } = await readInputs(paths);
  if (inputs === undefined || digestOf(inputs.bundle) !== bundle) {
    throw new CliError(
      'verify/documents-changed',
      'The documents are no longer what they were when the command began.',
      {
        help: 'Run it again. With --workers 1 documents are read only once, from a pipe as well.',
      },
    );
  }
  const { workspace } = inputs;
  return openVerification({
    ...inputs,
    connectors: workspace.connectors,
    instances: workspace.instances,
    profile: workspace.profile,
    http: createHttpPort(),
    spill: createSpillFiles(spill),
    scripts: createScriptPort(workspace.scripts),
    // Whoever started this process ends it.
    signal: new AbortController().signal,
    onProgress: (service, scenario) => say({ kind: 'progress', service, scenario }),
    ...(nowMs === undefined ? {} : { nowMs }),
    ...(cases === undefined ? {} : { cases }),
  });
}

async function obey(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'open') {
    verification = await open(message.job);
    return { kind: 'ready' };
  }
  if (verification === undefined) throw new Error('A service was named before the documents were.');
  return { kind: 'verdict', verdict: await verification.verify(message.service, timeLimit(message.budgetMs)) };
}

// Ctrl+C reaches every process of a terminal; the one that started this one decides.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (message: ToWorker) => {
  obey(message).then(say, (error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    const { code, help, exit } = error;
    say({ kind: 'fault', fault: { code, message: error.message, exit, ...(help === undefined ? {} : { help }) } });
  });
});
