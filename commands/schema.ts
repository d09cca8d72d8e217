import { Args } from '@oclif/core';
import { BaseCommand } from '../src/cli/base-command.ts';
import { documentKinds } from '../src/lint/kind-of.ts';

export default class Schema extends BaseCommand {
  static override readonly summary = 'Print the JSON Schema of a kind of document.';
  static override readonly examples = ['<%= config.bin %> schema flow > flow.schema.json', '<%= config.bin %> schema'];
  static override readonly args = {
    name: Args.string({ description: `One of ${documentKinds.join(', ')}; without one, the names are listed.` }),
  };

  async run(): Promise<unknown> {
    const { args } = await this.parse(Schema);
    if (args.name === undefined) {
      if (!this.jsonEnabled()) this.io.out(`${documentKinds.join('\n')}\n`);
      return { schemas: documentKinds };
    }
    const { schemaOf } = await import('../src/app/schema.ts');
    const schema = schemaOf(args.name);
    if (!this.jsonEnabled()) this.io.out(`${JSON.stringify(schema, null, 2)}\n`);
    return schema;
  }
}
