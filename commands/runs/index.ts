import * as Flags from '@oclif/core/flags';
import type { RunList } from '../../src/app/runs.ts';
import { BaseCommand } from '../../src/cli/base-command.ts';
import { loadPaint } from '../../src/cli/colour.ts';
import { printRuns } from '../../src/cli/printers/runs.ts';

export default class Runs extends BaseCommand {
  static override readonly summary = 'List past runs: when, what, how they ended and how to go on.';
  static override readonly examples = [
    '<%= config.bin %> runs',
    '<%= config.bin %> runs --for flows/orders.flow.json',
    '<%= config.bin %> runs show RUN',
  ];
  static override readonly flags = {
    for: Flags.string({
      summary: 'A document or folder of the workspace whose runs are meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
    state: Flags.string({ summary: 'Folder of state. Default: .repatch of the workspace.', helpGroup: 'INPUT' }),
    all: Flags.boolean({ summary: 'List all runs, not only the last 20.', helpGroup: 'OUTPUT' }),
  };

  async run(): Promise<RunList> {
    const { flags } = await this.parse(Runs);
    const { listRuns } = await import('../../src/app/runs.ts');
    const list = await listRuns(flags);
    if (!this.jsonEnabled()) this.io.out(printRuns(list, flags, await loadPaint(this.io.colour.out)));
    return list;
  }
}
