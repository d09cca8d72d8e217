import { runFile, type RunOptions, type RunOutput, type RunReport } from '../app/run.ts';
import { EXIT } from '../diagnostics/cli-error.ts';
import { errorsOf } from '../diagnostics/diagnostic.ts';
import { readMoment, readPayload, readStubs, readTrigger, readVariables, readVersion } from './arguments.ts';
import { loadPaint } from './colour.ts';
import { printError } from './errors.ts';
import { interruption } from './interruption.ts';
import type { Io } from './io.ts';
import { nextCommands } from './next-commands.ts';
import { limitOldGeneration } from './old-generation.ts';
import { printDiagnostic } from './printers/pretty.ts';
import { printRun } from './printers/run.ts';
import { createRunLog } from './run-log.ts';
import { watchRun, type RunWatch } from './run-progress.ts';
import { limitYoungGeneration } from './young-generation.ts';

/** The flags of `repatch run` as typed. */
export interface RunFlags {
  readonly file?: string | undefined;
  readonly service?: string | undefined;
  readonly 'source-endpoint'?: string | undefined;
  readonly 'destination-endpoint'?: string | undefined;
  readonly instances?: string | undefined;
  readonly payload?: string | undefined;
  readonly variable?: readonly string[] | undefined;
  readonly environment?: string | undefined;
  readonly version?: string | undefined;
  readonly trigger?: string | undefined;
  readonly 'queued-at'?: string | undefined;
  readonly now?: string | undefined;
  readonly state?: string | undefined;
  readonly stub?: readonly string[] | undefined;
  readonly callback?: string | undefined;
  readonly stream: boolean;
  readonly journal: boolean;
  readonly resume?: string | undefined;
  readonly abandon?: string | undefined;
  readonly 'retry-failed'?: string | undefined;
  readonly log?: string | undefined;
}

/** Runs what was asked for, shows how far it is and what came of it. Returns the exit code and what `--json` prints. */
export async function performRun(
  flags: RunFlags,
  io: Io,
  json: boolean,
): Promise<{ readonly exit: number; readonly output: RunOutput }> {
  const options = await optionsOf(flags);
  const log = createRunLog(flags.log, io);
  const watch = watchRun(io, audienceOf(flags, json));
  limitYoungGeneration();
  limitOldGeneration(100);
  try {
    const report = await runFile({
      ...options,
      signal: interruption(() => sayStopping(watch, io)),
      onEvent: log.write,
      onProgress: watch.start,
    }).finally(() => watch.end());
    if (!json) await print(report, flags, io);
    const fault = log.fault();
    if (fault !== undefined) await printError(fault, false, io);
    return {
      exit: fault !== undefined && report.exit === EXIT.clean ? EXIT.environment : report.exit,
      output: report.result ?? { ok: false, diagnostics: report.diagnostics },
    };
  } finally {
    log.close();
  }
}

async function print({ diagnostics, result }: RunReport, flags: RunFlags, io: Io): Promise<void> {
  const paint = await loadPaint(io.colour.err);
  for (const one of errorsOf(diagnostics)) io.err(`${printDiagnostic(one, undefined, paint)}\n`);
  if (result !== undefined) io.out(printRun(result, nextCommands(result, flags), await loadPaint(io.colour.out)));
}

async function optionsOf(flags: RunFlags): Promise<Omit<RunOptions, 'signal'>> {
  const { file, service, instances, state, resume, abandon, stream, journal, callback } = flags;
  const { 'source-endpoint': source, 'destination-endpoint': destination, 'retry-failed': retryFailed } = flags;
  return given({
    file,
    service,
    instances,
    state,
    resume,
    abandon,
    retryFailed,
    stream,
    journal,
    environment: flags.environment,
    version: readVersion(flags.version),
    trigger: readTrigger(flags.trigger),
    queuedMs: readMoment(flags['queued-at'], 'queued-at'),
    nowMs: readMoment(flags.now),
    callback,
    ...(await readPayload(flags.payload)),
    stubs: await readStubs(flags.stub),
    variables: readVariables(flags.variable),
    endpoints: given({ source, destination }),
  });
}

/** Without the members that nobody gave. */
function given<Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never; // only members with a value are left
}

function audienceOf({ log }: RunFlags, json: boolean): Parameters<typeof watchRun>[1] {
  if (json || log === '-') return 'nobody';
  return process.stderr.isTTY ? 'terminal' : 'log';
}

function sayStopping(watch: RunWatch, io: Io): void {
  watch.end();
  io.err('Stopping; what was sent is written down. Once more ends it at once.\n');
}
