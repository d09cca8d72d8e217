import * as Flags from '@oclif/core/flags';
import type { PoolList } from '../../src/app/pools.ts';
import { readMoment } from '../../src/cli/arguments.ts';
import { BaseCommand } from '../../src/cli/base-command.ts';
import { printPools } from '../../src/cli/printers/pools.ts';

export default class Pools extends BaseCommand {
  static override readonly summary = 'List the data pools of de-dupe steps, and how many keys they know.';
  static override readonly examples = [
    '<%= config.bin %> pools',
    '<%= config.bin %> pools export Orders orders.csv --entity orders=47',
    '<%= config.bin %> pools import Orders orders.csv --entity orders=47',
  ];
  static override readonly flags = {
    for: Flags.string({
      summary: 'A document or folder of the workspace whose pools are meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
    state: Flags.string({ summary: 'Folder of state. Default: .repatch of the workspace.', helpGroup: 'INPUT' }),
    now: Flags.string({
      summary: 'Moment that the 90 days of keys are measured from (RFC 3339). Default: now.',
      helpGroup: 'BEHAVIOUR',
    }),
  };

  async run(): Promise<PoolList> {
    const { flags } = await this.parse(Pools);
    const { listPools } = await import('../../src/app/pools.ts');
    const list = await listPools({ ...flags, nowMs: readMoment(flags.now) });
    if (!this.jsonEnabled()) this.io.out(printPools(list));
    return list;
  }
}
