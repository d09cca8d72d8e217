import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { DoctorResult } from '../src/app/doctor.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { loadPaint } from '../src/cli/colour.ts';
import { interruption } from '../src/cli/interruption.ts';
import { printDoctor } from '../src/cli/printers/doctor.ts';
import { printDiagnostic } from '../src/cli/printers/pretty.ts';
import { errorsOf } from '../src/diagnostics/diagnostic.ts';

export default class Doctor extends BaseCommand {
  static override readonly summary =
    'Look whether instances are ready: definitions, values, login, one page of records.';
  static override readonly description =
    'Sends one GET for each instance over HTTP, to the first endpoint that receives and needs no value of a step. Nothing is written anywhere.';
  static override readonly examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor Shop --endpoint "List orders"',
  ];
  static override readonly strict = false;
  static override readonly args = { instances: Args.string({ description: 'Names of instances. Default: all.' }) };
  static override readonly flags = {
    endpoint: Flags.string({ summary: 'Name of the endpoint that is asked.', helpGroup: 'BEHAVIOUR' }),
    offline: Flags.boolean({ summary: 'Send no request.', helpGroup: 'BEHAVIOUR' }),
    for: Flags.string({
      summary: 'A document or folder of the workspace that is meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
    instances: Flags.string({ summary: 'Instances file instead of the one of the workspace.', helpGroup: 'INPUT' }),
  };

  async run(): Promise<DoctorResult> {
    const { argv, flags } = await this.parse(Doctor);
    const { checkInstances } = await import('../src/app/doctor.ts');
    const { exit, result } = await checkInstances({
      for: flags.for,
      instances: flags.instances,
      endpoint: flags.endpoint,
      sends: !flags.offline,
      names: argv as string[], // arguments are texts
      signal: interruption(),
    });
    this.endWith(exit);
    if (this.jsonEnabled()) return result;
    const paint = await loadPaint(this.io.colour.err);
    for (const one of errorsOf(result.diagnostics)) this.io.err(`${printDiagnostic(one, undefined, paint)}\n`);
    if (result.instances.length > 0) this.io.out(printDoctor(result, await loadPaint(this.io.colour.out)));
    return result;
  }
}
