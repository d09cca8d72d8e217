import * as Args from '@oclif/core/args';
import { listSchemas, schemaOf } from '../src/app/schema.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { jsonText } from '../src/cli/json-text.ts';

export default class Schema extends BaseCommand {
  static override readonly summary = 'Print the JSON Schema of a kind of document, or of the result of a command.';
  static override readonly examples = [
    '<%= config.bin %> schema flow > flow.schema.json',
    '<%= config.bin %> schema results/run',
    '<%= config.bin %> schema',
  ];
  static override readonly args = {
    name: Args.string({ description: 'A name such as flow or results/run; without one, the names are listed.' }),
  };

  async run(): Promise<unknown> {
    const { args } = await this.parse(Schema);
    if (args.name === undefined) {
      const schemas = await listSchemas();
      if (!this.jsonEnabled()) this.io.out(`${schemas.join('\n')}\n`);
      return { schemas };
    }
    const schema = await schemaOf(args.name);
    if (!this.jsonEnabled()) this.io.out(jsonText(schema));
    return schema;
  }
}
