import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { PoolImport } from '../../src/app/pools.ts';
import { readMoment, readVariables } from '../../src/cli/arguments.ts';
import { BaseCommand } from '../../src/cli/base-command.ts';
import { printImport } from '../../src/cli/printers/pools.ts';

export default class PoolsImport extends BaseCommand {
  static override readonly summary = 'Add the keys of a file to a data pool, all or none.';
  static override readonly description =
    'As on the platform nothing is taken away. A key that is known already begins its 90 days anew; keys in JSON keep their time.';
  static override readonly examples = ['<%= config.bin %> pools import Orders orders.csv --entity orders=47'];
  static override readonly args = {
    pool: Args.string({ required: true, description: 'Name of the data pool; it is made where there is none.' }),
    file: Args.string({
      required: true,
      description: 'A *.csv file with the header value,entity_type_id, or a *.json file as exported.',
    }),
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
      summary: 'Moment that keys without a time are from (RFC 3339). Default: now.',
      helpGroup: 'BEHAVIOUR',
    }),
  };

  async run(): Promise<PoolImport> {
    const { args, flags } = await this.parse(PoolsImport);
    const { importPool } = await import('../../src/app/pools.ts');
    const entities = readVariables(flags.entity, 'entity');
    const done = await importPool(args.pool, args.file, { ...flags, entities, nowMs: readMoment(flags.now) });
    if (!this.jsonEnabled()) this.io.out(printImport(done));
    return done;
  }
}
