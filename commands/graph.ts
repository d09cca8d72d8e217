import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { FlowGraph } from '../src/app/graph.ts';
import { readVersion } from '../src/cli/arguments.ts';
import { BaseCommand } from '../src/cli/base-command.ts';

export default class Graph extends BaseCommand {
  static override readonly summary = 'Draw a process flow as a Mermaid flowchart.';
  static override readonly examples = [
    '<%= config.bin %> graph flows/orders.flow.json',
    '<%= config.bin %> graph flows/orders.flow.json --version draft > orders.mmd',
  ];
  static override readonly args = { file: Args.string({ required: true, description: 'A *.flow file.' }) };
  static override readonly flags = {
    version: Flags.string({
      summary: 'Version of the flow: its number, draft or deployed. Default: the deployed one, else the draft.',
      helpGroup: 'INPUT',
    }),
  };

  async run(): Promise<FlowGraph> {
    const { args, flags } = await this.parse(Graph);
    const { graphFile } = await import('../src/app/graph.ts');
    const graph = await graphFile(args.file, readVersion(flags.version));
    if (!this.jsonEnabled()) this.io.out(graph.mermaid);
    return graph;
  }
}
