import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { RunOutput } from '../src/app/run.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { performRun } from '../src/cli/perform-run.ts';

export default class Run extends BaseCommand {
  static override readonly summary = 'Run a process flow or a legacy service headless.';
  static override readonly description =
    'Exit code 0: every record was handled. 1: some failed, or the run did. 3: the machine, the network or credentials. 130: stopped by Ctrl+C, SIGTERM or SIGHUP, in order; a second signal ends it at once.';
  static override readonly examples = [
    '<%= config.bin %> run flows/orders.flow.json',
    '<%= config.bin %> run acme.services.yaml --service 1001',
    '<%= config.bin %> run flows/orders.flow.json --payload order.json --log run.jsonl',
    '<%= config.bin %> run flows/orders.flow.json --now 2026-03-01T10:00:00Z --json',
    '<%= config.bin %> run flows/orders.flow.json --environment staging --version draft --variable since=yesterday',
    '<%= config.bin %> run flows/orders.flow.json --retry-failed RUN',
  ];
  static override readonly args = {
    file: Args.string({
      description:
        'A *.flow file, or a *.services file with --service. May be left out with --resume and --retry-failed.',
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
      summary: 'File with the payload of the trigger: JSON, or *.xml, *.csv, *.txt; - reads JSON from standard input.',
      helpGroup: 'INPUT',
    }),
    variable: Flags.string({
      summary: 'Start value of a flow variable as name=value; repeatable.',
      aliases: ['var'],
      multiple: true,
      helpGroup: 'INPUT',
    }),
    environment: Flags.string({
      summary: 'Virtual environment to run in: the name in one of the files in environments/.',
      helpGroup: 'INPUT',
    }),
    version: Flags.string({
      summary: 'Version of the flow: its number, draft or deployed. Default: the deployed one, else the draft.',
      helpGroup: 'INPUT',
    }),
    trigger: Flags.string({
      summary:
        'What starts the flow; all but manual need a deployed version, and most an enabled flow. Default: manual.',
      options: ['manual', 'api', 'webhook', 'schedule', 'callback', 'event'],
      helpGroup: 'BEHAVIOUR',
    }),
    'queued-at': Flags.string({
      summary: 'Moment the run was queued (RFC 3339): relative dates count from it unless the flow says otherwise.',
      helpGroup: 'BEHAVIOUR',
    }),
    now: Flags.string({
      summary: 'Moment that relative dates count from (RFC 3339). Default: now.',
      helpGroup: 'BEHAVIOUR',
    }),
    stub: Flags.string({
      summary: 'Payload that stands in for a step whose shape cannot be run, as "step name=file"; repeatable.',
      multiple: true,
      helpGroup: 'BEHAVIOUR',
    }),
    callback: Flags.string({
      summary: 'File for the answer of a callback step; without it, flows that have one are refused.',
      helpGroup: 'OUTPUT',
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
      summary: 'Send again only the payloads that failed in the run with this id, with the variables of that run.',
      helpGroup: 'BEHAVIOUR',
    }),
    // For `npm run bench` alone.
    journal: Flags.boolean({ hidden: true, allowNo: true, default: true }),
    log: Flags.string({
      summary: 'File to add the run log to, one JSON event in a line; - writes it to standard error.',
      helpGroup: 'OUTPUT',
    }),
  };

  async run(): Promise<RunOutput> {
    const { args, flags } = await this.parse(Run);
    const { exit, output } = await performRun({ ...flags, file: args.file }, this.io, this.jsonEnabled());
    this.endWith(exit);
    return output;
  }
}
