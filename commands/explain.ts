import * as Args from '@oclif/core/args';
import { explainCode, listCodes, type ExplainResult } from '../src/app/explain.ts';
import { BaseCommand } from '../src/cli/base-command.ts';

export default class Explain extends BaseCommand {
  static override readonly summary = 'Explain a diagnostic code.';
  static override readonly examples = ['<%= config.bin %> explain lint/no-dangling-step', '<%= config.bin %> explain'];
  static override readonly args = {
    code: Args.string({ description: 'A code such as lint/no-bad-cron; without one, all are listed.' }),
  };

  async run(): Promise<ExplainResult> {
    const { args } = await this.parse(Explain);
    if (args.code === undefined) {
      const codes = listCodes();
      if (!this.jsonEnabled()) this.io.out(codes.map(({ code, title }) => `${code.padEnd(34)} ${title}\n`).join(''));
      return { codes };
    }
    const page = explainCode(args.code);
    if (!this.jsonEnabled()) this.io.out(page.text);
    return page;
  }
}
