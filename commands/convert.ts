import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { ConvertReport } from '../src/app/convert.ts';
import type { ConvertToServiceReport } from '../src/app/convert-to-service.ts';
import { CliError, EXIT } from '../src/diagnostics/cli-error.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { limitOldGeneration } from '../src/cli/old-generation.ts';
import { createProgress } from '../src/cli/progress.ts';
import { loadPaint } from '../src/cli/colour.ts';
import { printConvertedToService } from '../src/cli/printers/converted-to-service.ts';
import { printEdits } from '../src/cli/printers/edits.ts';
import { askDecisions } from '../src/cli/ask-decisions.ts';
import { canAsk, createPrompt } from '../src/cli/prompt.ts';
import { count } from '../src/cli/words.ts';
import { printDiagnostic } from '../src/cli/printers/pretty.ts';

export default class Convert extends BaseCommand {
  static override readonly summary = 'Convert legacy services to process flows, or flows back to services.';
  static override readonly description =
    'Exit code 1 while decisions are open, something is unsupported or a flow is refused; what could be converted is written all the same.';
  static override readonly examples = [
    '<%= config.bin %> convert acme.services.yaml --out flows',
    '<%= config.bin %> convert flows --to service --out back.services.yaml',
  ];
  static override readonly strict = false;
  static override readonly args = {
    file: Args.string({
      required: true,
      description: 'A *.services file; with --to service flow files, folders or globs',
    }),
  };
  static override readonly flags = {
    out: Flags.string({
      summary: 'Folder for flows, report and decisions. With --to service: the *.services file to write.',
      required: true,
      helpGroup: 'OUTPUT',
    }),
    to: Flags.string({
      summary: 'What to make: flows (default), or services of flows that do what a service can.',
      options: ['flow', 'service'],
      default: 'flow',
      helpGroup: 'INPUT',
    }),
    residue: Flags.string({
      summary: 'With --to service: what the flows do not hold. Default: residue.json beside them.',
      helpGroup: 'INPUT',
    }),
    decisions: Flags.string({
      summary: 'Answered decisions. Default: decisions.yaml of the workspace.',
      helpGroup: 'INPUT',
    }),
    answer: Flags.string({
      summary: 'An answer, as ID=VALUE; repeatable. A * in the ID stands for any text: "*/error-isolation=isolate".',
      multiple: true,
      helpGroup: 'INPUT',
    }),
    'accept-recommended': Flags.string({
      summary: 'Accept the recommended answers of open decisions: of all ("*"), or of those whose ID fits; repeatable.',
      helpValue: 'PATTERN',
      multiple: true,
      helpGroup: 'INPUT',
    }),
    volumes: Flags.string({
      summary: 'A *.volumes.yaml file with what goes through the services in a month: the report forecasts operations.',
      helpGroup: 'INPUT',
    }),
    service: Flags.string({
      summary: 'Id or name of a service to convert; repeatable. A * stands for any text. Default: all.',
      multiple: true,
      helpGroup: 'INPUT',
    }),
    force: Flags.boolean({
      summary: 'Replace files that were changed by hand; copies stay under .repatch/replaced.',
      exclusive: ['keep-edits'],
      helpGroup: 'OUTPUT',
    }),
    'keep-edits': Flags.boolean({
      summary: 'Leave files that were changed by hand as they are, and write the others.',
      helpGroup: 'OUTPUT',
    }),
  };

  async run(): Promise<ConvertReport | ConvertToServiceReport> {
    const { args, argv, flags } = await this.parse(Convert);
    const files = argv.map(String);
    const isBack = flags.to === 'service';
    requireFitting({ files, isBack, given: Object.keys(flags) });
    if (isBack) return this.toServices(files, flags);
    limitOldGeneration(50);
    const { convertFile } = await import('../src/app/convert.ts');
    const progress = createProgress(this.io, process.stderr.isTTY && !this.jsonEnabled());
    const report = await convertFile({
      file: args.file,
      out: flags.out,
      onProgress: progress.show,
      answers: (flags.answer ?? []).map(readAnswer),
      acceptRecommended: flags['accept-recommended'] ?? [],
      ...(canAsk(this.io, { json: this.jsonEnabled(), noInput: flags['no-input'] })
        ? {
            ask: (open) => {
              progress.end();
              return askDecisions(open, createPrompt(this.io, true));
            },
          }
        : {}),
      ...(flags.service === undefined ? {} : { services: flags.service }),
      ...(flags.force ? { edited: 'replace' } : flags['keep-edits'] ? { edited: 'keep' } : {}),
      ...(flags.decisions === undefined ? {} : { decisions: flags.decisions }),
      ...(flags.volumes === undefined ? {} : { volumes: flags.volumes }),
    }).finally(progress.end);
    this.endWith(report.exit);
    if (this.jsonEnabled()) return report;
    const isRemark = ({ severity, code }: Diagnostic): boolean => severity !== 'error' && code.startsWith('service/');
    const paint = await loadPaint(this.io.colour.err);
    for (const one of report.diagnostics.filter((each) => !isRemark(each)))
      this.io.err(`${printDiagnostic(one, undefined, paint)}\n`);
    if (report.edited.length > 0) this.io.err(printEdits(report.edited, paint));
    const remarks = report.diagnostics.filter(isRemark).length;
    if (remarks > 0) this.io.err(`${remarks} remarks on the bundle itself: repatch validate ${args.file}\n`);
    const { totals } = report;
    if (totals === undefined) return report;
    const lines = [
      `${totals.total} values: ${totals.converted} converted, ${totals.noted} noted, ${totals.undecided} undecided, ${totals.unsupported} unsupported`,
      ...report.refused.map(({ service, reason }) => `service ${service}: no flow. ${reason}`),
      ...report.files.map((file) => `wrote ${file}`),
      ...(flags['keep-edits'] ? report.edited.map(({ file }) => `kept ${file}, which was changed by hand`) : []),
      ...report.copies.map((file) => `what was changed by hand is kept in ${file}`),
      ...report.left.map((file) => `left ${file}, which is of an earlier conversion: no service gives it now`),
      ...(report.open.length === 0
        ? []
        : [
            `next: the undecided values wait for ${count(report.open.length, 'open decision')}: answer them in decisions.yaml, with --answer ID=VALUE, or with --accept-recommended "*" where an answer is recommended, and convert again`,
          ]),
    ];
    this.io.out(`${lines.join('\n')}\n`);
    return report;
  }

  private async toServices(
    flows: readonly string[],
    { out, residue, force }: { readonly out: string; readonly residue?: string | undefined; readonly force: boolean },
  ): Promise<ConvertToServiceReport> {
    const { convertFilesToServices } = await import('../src/app/convert-to-service.ts');
    const report = await convertFilesToServices({
      flows,
      out,
      force,
      ...(residue === undefined ? {} : { residue }),
    });
    this.endWith(report.exit);
    if (!this.jsonEnabled()) await printConvertedToService(report, this.io);
    return report;
  }
}

/** Errors: CliError `cli/wrong-usage` for a flag of the other direction, or several bundles. */
function requireFitting(use: {
  readonly files: readonly string[];
  readonly isBack: boolean;
  readonly given: readonly string[];
}): void {
  const others = use.isBack ? ['decisions', 'answer', 'accept-recommended', 'volumes', 'keep-edits'] : ['residue'];
  const wrong = others.find((flag) => use.given.includes(flag));
  if (wrong !== undefined)
    throw new CliError('cli/wrong-usage', `--${wrong} has no effect ${use.isBack ? 'with' : 'without'} --to service.`, {
      help: `Leave out --${wrong}${use.isBack ? '' : ', or give --to service with flow files'}.`,
      exit: EXIT.usage,
    });
  const [, second] = use.files;
  if (use.isBack || second === undefined) return;
  throw new CliError('cli/wrong-usage', `"${second}" is one file too many: one bundle is converted at a time.`, {
    help: 'Give one *.services file; for flows give --to service.',
    exit: EXIT.usage,
  });
}

/** Reads `ID=VALUE`. Errors: CliError `cli/wrong-usage`. */
function readAnswer(text: string): { readonly id: string; readonly answer: string } {
  const at = text.indexOf('=');
  if (at > 0) return { id: text.slice(0, at), answer: text.slice(at + 1) };
  throw new CliError('cli/wrong-usage', `"${text}" is no answer.`, {
    help: 'Write the ID of the decision, "=" and the answer: --answer 1001/error-isolation=isolate.',
    exit: EXIT.usage,
  });
}
