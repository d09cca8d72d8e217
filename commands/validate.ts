import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../src/cli/base-command.ts';
import { runHook } from '../src/cli/hook.ts';

/** Seen for its help only: bin/run.js sends every other call to the hook, without the framework. */
export default class Validate extends BaseCommand {
  static override readonly summary = 'Check flow, service, connector and settings files.';
  static override readonly examples = [
    '<%= config.bin %> validate flows',
    '<%= config.bin %> validate "flows/**/*.flow.json" instances.yaml --format github',
  ];
  static override readonly strict = false;
  static override readonly args = { files: Args.string({ description: 'Files, folders or globs.' }) };
  static override readonly flags = {
    format: Flags.string({
      summary: 'Form of the report. Default: pretty; github in GitHub Actions.',
      options: ['pretty', 'json', 'github'],
      helpGroup: 'OUTPUT',
    }),
    quiet: Flags.boolean({ summary: 'Print errors only.', helpGroup: 'OUTPUT' }),
  };

  async run(): Promise<void> {
    this.endWith(await runHook(this.argv, this.io));
  }
}
