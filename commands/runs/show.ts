import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { ShownRunOutput } from '../../src/app/runs.ts';
import { BaseCommand } from '../../src/cli/base-command.ts';
import { loadPaint } from '../../src/cli/colour.ts';
import { printShownRun } from '../../src/cli/printers/runs.ts';

export default class RunsShow extends BaseCommand {
  static override readonly summary = 'Show one past run as it was printed when it ended.';
  static override readonly examples = [
    '<%= config.bin %> runs show 6f1c',
    '<%= config.bin %> runs show 6f1c --json   (with every failure)',
  ];
  static override readonly args = {
    run: Args.string({ required: true, description: 'The id of a run, or the beginning of it.' }),
  };
  static override readonly flags = {
    for: Flags.string({
      summary: 'A document or folder of the workspace whose run is meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
    state: Flags.string({ summary: 'Folder of state. Default: .repatch of the workspace.', helpGroup: 'INPUT' }),
  };

  async run(): Promise<ShownRunOutput> {
    const { args, flags } = await this.parse(RunsShow);
    const { showRun } = await import('../../src/app/runs.ts');
    const shown = await showRun(args.run, flags);
    if (!this.jsonEnabled()) this.io.out(printShownRun(shown, flags, await loadPaint(this.io.colour.out)));
    return shown.result ?? shown.summary;
  }
}
