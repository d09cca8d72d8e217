import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { TestReport } from '../src/app/test.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { interruption } from '../src/cli/interruption.ts';
import { performTests } from '../src/cli/perform-tests.ts';
import type { FirstTest } from '../src/app/first-test.ts';

export default class Test extends BaseCommand {
  static override readonly summary = 'Run tests of flows and services, without any request that leaves.';
  static override readonly description =
    'Reads *.flowtest.yaml: what is given, the answers of third parties, and what has to come of it. Exit code 1 when a test fails, when a file has none, or when too little is covered.';
  static override readonly examples = [
    '<%= config.bin %> test',
    '<%= config.bin %> test tests/orders.flowtest.yaml --name "stock"',
    '<%= config.bin %> test tests --coverage 100 --format junit > junit.xml',
    '<%= config.bin %> test --update',
    '<%= config.bin %> test --init flows/orders.flow.json',
  ];
  static override readonly strict = false;
  static override readonly args = {
    files: Args.string({ description: 'Files, folders or globs; repeatable. Default: the current folder.' }),
  };
  static override readonly flags = {
    name: Flags.string({ summary: 'Only tests with this text in their name or file name.', helpGroup: 'INPUT' }),
    init: Flags.string({
      summary: 'Writes a first test of this *.flow file, or of a service of this *.services file.',
      helpGroup: 'INPUT',
    }),
    service: Flags.string({ summary: 'Id of the service, for --init.', dependsOn: ['init'], helpGroup: 'INPUT' }),
    now: Flags.string({
      summary: 'Moment of the run (RFC 3339) that --init records. Default: 2026-01-01T00:00:00Z.',
      dependsOn: ['init'],
      helpGroup: 'BEHAVIOUR',
    }),
    out: Flags.string({
      summary: 'File for the test of --init. Default: beside the flow.',
      dependsOn: ['init'],
      helpGroup: 'OUTPUT',
    }),
    force: Flags.boolean({ summary: 'Replaces the file of --init.', dependsOn: ['init'], helpGroup: 'OUTPUT' }),
    update: Flags.boolean({ summary: 'Writes snapshots instead of comparing with them.', helpGroup: 'BEHAVIOUR' }),
    coverage: Flags.integer({
      summary: 'Percent of steps, legs, mapping rows and filter rows that tests have to exercise.',
      min: 0,
      max: 100,
      helpGroup: 'BEHAVIOUR',
    }),
    format: Flags.string({
      summary: 'Form of the report. Default: pretty; github in GitHub Actions.',
      options: ['pretty', 'json', 'junit', 'github'],
      helpGroup: 'OUTPUT',
    }),
  };

  async run(): Promise<TestReport | FirstTest> {
    const { argv, flags } = await this.parse(Test);
    const { exit, output } = await performTests(
      { ...flags, files: argv.map(String) },
      { io: this.io, json: this.jsonEnabled(), signal: interruption() },
    );
    this.endWith(exit);
    return output;
  }
}
