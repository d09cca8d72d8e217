import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { NewOptions, NewResult } from '../src/app/new-document.ts';
import { BaseCommand } from '../src/cli/base-command.ts';

export default class New extends BaseCommand {
  static override readonly summary = 'Write a small document to begin with: a flow, a connector or an instance.';
  static override readonly description =
    'The document goes into its folder of the workspace; an instance is added to instances.yaml. Nothing is overwritten.';
  static override readonly examples = [
    '<%= config.bin %> new flow "Orders to warehouse"',
    '<%= config.bin %> new connector Shop',
    '<%= config.bin %> new instance "Acme shop" --connector shop',
  ];
  static override readonly args = {
    kind: Args.string({
      required: true,
      options: ['flow', 'connector', 'instance'],
      description: 'flow, connector or instance',
    }),
    name: Args.string({ required: true, description: 'its name' }),
  };
  static override readonly flags = {
    connector: Flags.string({
      summary: 'Of an instance: the name of its connector. Default: the only one of the workspace.',
      helpGroup: 'INPUT',
    }),
  };

  async run(): Promise<NewResult> {
    const { args, flags } = await this.parse(New);
    const { newDocument } = await import('../src/app/new-document.ts');
    const result = await newDocument({
      kind: args.kind as NewOptions['kind'], // one of the options
      name: args.name,
      folder: '.',
      ...(flags.connector === undefined ? {} : { connector: flags.connector }),
    });
    if (!this.jsonEnabled()) {
      const set = result.environment.length === 0 ? '' : `set in .env: ${result.environment.join(', ')}\n`;
      this.io.out(`wrote ${result.file}\n${set}next: ${result.next}\n`);
    }
    return result;
  }
}
