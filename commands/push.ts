import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { PushResult } from '../src/app/patchworks.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { loadPaint } from '../src/cli/colour.ts';
import { interruption } from '../src/cli/interruption.ts';
import { printPush } from '../src/cli/printers/patchworks.ts';
import { printDiagnostic } from '../src/cli/printers/pretty.ts';
import { errorsOf } from '../src/diagnostics/diagnostic.ts';

export default class Push extends BaseCommand {
  static override readonly summary = 'Import flow files into the Patchworks account, as new flows.';
  static override readonly description =
    'Access stands under "patchworks" of repatch.config.yaml. With an error in any file nothing is sent. An import makes a new flow each time.';
  static override readonly examples = [
    '<%= config.bin %> push flows --dry-run',
    '<%= config.bin %> push flows/orders.flow.json',
  ];
  static override readonly strict = false;
  static override readonly args = {
    files: Args.string({ required: true, description: 'Flow files, folders or globs.' }),
  };
  static override readonly flags = {
    'dry-run': Flags.boolean({ summary: 'Say what would be sent, and send nothing.', helpGroup: 'BEHAVIOUR' }),
  };

  async run(): Promise<PushResult> {
    const { argv, flags } = await this.parse(Push);
    const { pushFlows } = await import('../src/app/patchworks.ts');
    const signal = interruption();
    const { exit, result } = await pushFlows(argv as string[], { dryRun: flags['dry-run'], signal });
    this.endWith(exit);
    if (this.jsonEnabled()) return result;
    const paint = await loadPaint(this.io.colour.err);
    for (const one of errorsOf(result.diagnostics)) this.io.err(`${printDiagnostic(one, undefined, paint)}\n`);
    this.io.out(printPush(result, await loadPaint(this.io.colour.out)));
    return result;
  }
}
