import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { PoolExport } from '../../src/app/pools.ts';
import { readMoment, readVariables } from '../../src/cli/arguments.ts';
import { BaseCommand } from '../../src/cli/base-command.ts';
import { printExport } from '../../src/cli/printers/pools.ts';

export default class PoolsExport extends BaseCommand {
  static override readonly summary = 'Write the keys of a data pool into a file, as the platform imports them.';
  static override readonly examples = [
    '<%= config.bin %> pools export Orders orders.csv --entity orders=47',
    '<%= config.bin %> pools export Orders orders.json   (with the times of the keys)',
  ];
  static override readonly args = {
    pool: Args.string({ required: true, description: 'Name of the data pool.' }),
    file: Args.string({ required: true, description: 'File to write: *.csv or *.json.' }),
  };
  static override readonly flags = {
    entity: Flags.string({
      summary: 'Number of an entity type on the platform as NAME=ID; repeatable.',
      multiple: true,
      helpGroup: 'INPUT',
    }),
    for: Flags.string({
      summary: 'A document or folder of the workspace whose pool is meant. Default: the current folder.',
      helpGroup: 'INPUT',
    }),
    state: Flags.string({ summary: 'Folder of state. Default: .repatch of the workspace.', helpGroup: 'INPUT' }),
    now: Flags.string({
      summary: 'Moment that the 90 days of keys are measured from (RFC 3339). Default: now.',
      helpGroup: 'BEHAVIOUR',
    }),
    force: Flags.boolean({ summary: 'Replace a file that is there.', helpGroup: 'OUTPUT' }),
  };

  async run(): Promise<PoolExport> {
    const { args, flags } = await this.parse(PoolsExport);
    const { exportPool } = await import('../../src/app/pools.ts');
    const entities = readVariables(flags.entity, 'entity');
    const done = await exportPool(args.pool, args.file, { ...flags, entities, nowMs: readMoment(flags.now) });
    if (!this.jsonEnabled()) this.io.out(printExport(done));
    return done;
  }
}
