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
    '<%= config.bin %> validate . --format pretty --format sarif=repatch.sarif --max-warnings 0',
  ];
  static override readonly strict = false;
  static override readonly args = { files: Args.string({ description: 'Files, folders or globs.' }) };
  static override readonly flags = {
    format: Flags.string({
      summary: 'Form of the report, and a file for it: pretty, json, github, sarif, junit or gitlab.',
      description:
        'Several may be given; one of them is printed, the others need a file, as in sarif=repatch.sarif. Default: pretty; github in GitHub Actions.',
      multiple: true,
      helpValue: 'FORMAT[=FILE]',
      helpGroup: 'OUTPUT',
    }),
    baseline: Flags.string({
      summary: 'File of findings that are known: only new ones count.',
      helpValue: 'FILE',
    }),
    'update-baseline': Flags.boolean({ summary: 'Write all findings to the file of --baseline.' }),
    fix: Flags.boolean({ summary: 'Make the changes that are safe, and report what is left.' }),
    'fix-dry-run': Flags.boolean({ summary: 'Show what --fix would change, as a diff.' }),
    'max-warnings': Flags.integer({ summary: 'Fail where there are more warnings.', min: 0, helpValue: 'NUMBER' }),
    'stdin-filepath': Flags.string({
      summary: 'Name of the document that is read from standard input in place of "-".',
      helpValue: 'PATH',
    }),
    quiet: Flags.boolean({ summary: 'Print errors only.', helpGroup: 'OUTPUT' }),
  };

  async run(): Promise<void> {
    this.endWith(await runHook(this.argv, this.io));
  }
}
