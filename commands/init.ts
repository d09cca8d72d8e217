import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { detectTools, initWorkspace, type InitResult } from '../src/app/init.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { askHowToInit } from '../src/cli/init-answers.ts';
import { printInit } from '../src/cli/printers/init.ts';
import { canAsk, createPrompt } from '../src/cli/prompt.ts';

export default class Init extends BaseCommand {
  static override readonly summary = 'Write a workspace to begin with: settings, an example, hooks and a CI job.';
  static override readonly description =
    'Asks on a terminal what the flags leave open. Files that are there already are named and left alone; .gitignore gets the lines that it lacks. All files are written, or none.';
  static override readonly examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init acme --yes',
    '<%= config.bin %> init --no-example --hooks lefthook --ci gitlab',
  ];
  static override readonly args = { folder: Args.string({ description: 'Folder to write into. Default: this one.' }) };
  static override readonly flags = {
    example: Flags.boolean({
      summary: 'Write a service, two connectors, instances, a flow and samples to try things on.',
      allowNo: true,
      helpGroup: 'OUTPUT',
    }),
    hooks: Flags.string({
      summary: 'What runs the check before each commit.',
      options: ['pre-commit', 'lefthook', 'husky', 'lint-staged', 'none'],
      helpGroup: 'OUTPUT',
    }),
    ci: Flags.string({
      summary: 'What runs it on each push.',
      options: ['github', 'gitlab', 'none'],
      helpGroup: 'OUTPUT',
    }),
    yes: Flags.boolean({
      summary: 'Ask nothing: an example, and the hooks and CI that the folder uses already.',
      helpGroup: 'BEHAVIOUR',
    }),
    'dry-run': Flags.boolean({ summary: 'Say what would be written, and write nothing.', helpGroup: 'BEHAVIOUR' }),
  };

  async run(): Promise<InitResult> {
    const { args, flags } = await this.parse(Init);
    const folder = args.folder ?? '.';
    const prompt = createPrompt(this.io, canAsk(this.io, { json: this.jsonEnabled(), noInput: flags['no-input'] }));
    const answers = await askHowToInit(flags, await detectTools(folder), prompt);
    const result = await initWorkspace({ folder, ...answers, dryRun: flags['dry-run'] });
    if (!this.jsonEnabled()) this.io.out(printInit(result));
    return result;
  }
}
