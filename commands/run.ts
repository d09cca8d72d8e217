import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { RunOutput } from '../src/app/run.ts';
import { readJsonArgument, readMoment, readVariables } from '../src/cli/arguments.ts';
import { errorsOf } from '../src/diagnostics/diagnostic.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { loadPaint } from '../src/cli/colour.ts';
import { printDiagnostic } from '../src/cli/printers/pretty.ts';
import { printRun } from '../src/cli/printers/run.ts';
import { createRunLog } from '../src/cli/run-log.ts';
import { interruption } from '../src/cli/interruption.ts';
import { limitYoungGeneration } from '../src/cli/young-generation.ts';

export default class Run extends BaseCommand {
  static override readonly summary = 'Run a process flow or a legacy service headless.';
  static override readonly examples = [
    '<%= config.bin %> run flows/orders.flow.json',
    '<%= config.bin %> run acme.services.yaml --service 1001',
    '<%= config.bin %> run flows/orders.flow.json --now 2026-03-01T10:00:00Z --json',
  ];
  static override readonly args = {
    file: Args.string({
      description: 'A *.flow file, or a *.services file with --service. May be left out with --resume.',
    }),
  };
  static override readonly flags = {
    service: Flags.string({ summary: 'Id of the service to run, for a *.services file.', helpGroup: 'INPUT' }),
    'source-endpoint': Flags.string({
      summary: 'Endpoint that the service pulls from, where several fit.',
      helpGroup: 'INPUT',
    }),
    'destination-endpoint': Flags.string({
      summary: 'Endpoint that the service pushes to, where several fit.',
      helpGroup: 'INPUT',
    }),
    instances: Flags.string({
      summary: 'Instances file. Default: instances.yaml of the workspace.',
      helpGroup: 'INPUT',
    }),
    payload: Flags.string({
      summary: 'JSON file with the payload of the trigger; - reads standard input.',
      helpGroup: 'INPUT',
    }),
    variable: Flags.string({ summary: 'Flow variable as name=value; repeatable.', multiple: true, helpGroup: 'INPUT' }),
    now: Flags.string({
      summary: 'Moment that relative dates count from (RFC 3339). Default: now.',
      helpGroup: 'BEHAVIOUR',
    }),
    state: Flags.string({
      summary: 'Folder of pools, ledgers and caches. Default: .repatch of the workspace.',
      helpGroup: 'BEHAVIOUR',
    }),
    stream: Flags.boolean({ summary: 'Push pages as they arrive instead of waiting for all.', helpGroup: 'BEHAVIOUR' }),
    resume: Flags.string({
      summary: 'Carry on the run with this id, which was interrupted or ended by a failure.',
      exclusive: ['abandon', 'retry-failed'],
      helpGroup: 'BEHAVIOUR',
    }),
    abandon: Flags.string({
      summary: 'Give up the unfinished run with this id and start a new one.',
      exclusive: ['retry-failed'],
      helpGroup: 'BEHAVIOUR',
    }),
    'retry-failed': Flags.string({
      summary: 'Send again only the payloads that failed in the run with this id.',
      helpGroup: 'BEHAVIOUR',
    }),
    log: Flags.string({
      summary: 'File for the run log, one JSON event in a line; - writes it to standard error.',
      helpGroup: 'OUTPUT',
    }),
  };

  async run(): Promise<RunOutput> {
    const { args, flags } = await this.parse(Run);
    const nowMs = readMoment(flags.now);
    const payload = await readJsonArgument(flags.payload);
    const log = createRunLog(flags.log, this.io);
    const { runFile } = await import('../src/app/run.ts');
    limitYoungGeneration();
    try {
      const report = await runFile({
        ...(args.file === undefined ? {} : { file: args.file }),
        ...(flags.resume === undefined ? {} : { resume: flags.resume }),
        ...(flags.abandon === undefined ? {} : { abandon: flags.abandon }),
        ...(flags['retry-failed'] === undefined ? {} : { retryFailed: flags['retry-failed'] }),
        signal: interruption(),
        onEvent: log.write,
        variables: readVariables(flags.variable),
        stream: flags.stream,
        endpoints: endpointsOf(flags['source-endpoint'], flags['destination-endpoint']),
        ...(flags.service === undefined ? {} : { service: flags.service }),
        ...(flags.instances === undefined ? {} : { instances: flags.instances }),
        ...(flags.state === undefined ? {} : { state: flags.state }),
        ...(nowMs === undefined ? {} : { nowMs }),
        ...(payload === undefined ? {} : { payload }),
      });
      this.endWith(report.exit);
      if (!this.jsonEnabled()) {
        const paint = await loadPaint(this.io.colour.err);
        for (const one of errorsOf(report.diagnostics)) this.io.err(`${printDiagnostic(one, undefined, paint)}\n`);
        if (report.result !== undefined) this.io.out(printRun(report.result));
      }
      return report.result ?? { ok: false, diagnostics: report.diagnostics };
    } finally {
      log.close();
    }
  }
}

function endpointsOf(
  source: string | undefined,
  destination: string | undefined,
): { source?: string; destination?: string } {
  return { ...(source === undefined ? {} : { source }), ...(destination === undefined ? {} : { destination }) };
}
