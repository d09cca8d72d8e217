import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { StartedFlow } from '../src/app/patchworks.ts';
import { readStartPayload, readVariables } from '../src/cli/arguments.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { interruption } from '../src/cli/interruption.ts';
import { onOneLine } from '../src/text/printable.ts';

export default class Start extends BaseCommand {
  static override readonly summary = 'Start a flow of the Patchworks account, through the Start API.';
  static override readonly description =
    'Access stands under "patchworks" of repatch.config.yaml. A start is sent once: without an answer nobody knows whether the flow runs.';
  static override readonly examples = [
    '<%= config.bin %> start 4711',
    '<%= config.bin %> start 4711 --payload order.json --variable region=uk',
  ];
  static override readonly args = {
    flow: Args.string({ required: true, description: 'Id of the flow in the account.' }),
  };
  static override readonly flags = {
    payload: Flags.string({ summary: 'File with the payload; - for standard input.', helpGroup: 'INPUT' }),
    raw: Flags.boolean({
      summary: 'Send JSON as it is, not as a text inside of JSON.',
      dependsOn: ['payload'],
      helpGroup: 'INPUT',
    }),
    variable: Flags.string({ summary: 'Flow variable as name=value; repeatable.', multiple: true, helpGroup: 'INPUT' }),
    environment: Flags.string({ summary: 'Id of a virtual environment of the account.', helpGroup: 'INPUT' }),
    version: Flags.string({ summary: 'Id of a version. Default: the deployed one.', helpGroup: 'INPUT' }),
    manual: Flags.boolean({ summary: 'Start at once, past the queue, as by hand.', helpGroup: 'BEHAVIOUR' }),
    for: Flags.string({
      summary: 'A document or folder of the workspace whose account is meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
  };

  async run(): Promise<StartedFlow> {
    const { args, flags } = await this.parse(Start);
    const { payload: file, variable, for: target, ...rest } = flags;
    const payload = await readStartPayload(file, flags.raw);
    const { startRemote } = await import('../src/app/patchworks.ts');
    const { raw, manual, environment, version } = rest;
    const started = await startRemote(
      {
        flow: args.flow,
        raw,
        manual,
        variables: readVariables(variable),
        ...(payload === undefined ? {} : { payload }),
        ...(environment === undefined ? {} : { environment }),
        ...(version === undefined ? {} : { version }),
      },
      { for: target, signal: interruption() },
    );
    const { run, answer } = started;
    if (!this.jsonEnabled()) this.io.out(`${onOneLine(answer)}${run === undefined ? '' : `\nrun ${onOneLine(run)}`}\n`);
    return started;
  }
}
