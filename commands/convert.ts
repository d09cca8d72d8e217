import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { ConvertReport } from '../src/app/convert.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { loadPaint } from '../src/cli/colour.ts';
import { printEdits } from '../src/cli/printers/edits.ts';
import { printDiagnostic } from '../src/cli/printers/pretty.ts';

export default class Convert extends BaseCommand {
  static override readonly summary = 'Convert legacy services to process flows.';
  static override readonly description =
    'Exit code 1 while decisions are open or something is unsupported; the flows are written all the same.';
  static override readonly examples = ['<%= config.bin %> convert acme.services.yaml --out flows'];
  static override readonly args = { file: Args.string({ required: true, description: 'A *.services file.' }) };
  static override readonly flags = {
    out: Flags.string({ summary: 'Folder for flows, report and decisions.', required: true, helpGroup: 'OUTPUT' }),
    decisions: Flags.string({
      summary: 'Answered decisions. Default: decisions.yaml of the workspace.',
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

  async run(): Promise<ConvertReport> {
    const { args, flags } = await this.parse(Convert);
    const { convertFile } = await import('../src/app/convert.ts');
    const report = await convertFile({
      file: args.file,
      out: flags.out,
      ...(flags.force ? { edited: 'replace' } : flags['keep-edits'] ? { edited: 'keep' } : {}),
      ...(flags.decisions === undefined ? {} : { decisions: flags.decisions }),
    });
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
      ...(report.open.length === 0
        ? []
        : [`${report.open.length} open decisions: answer them in decisions.yaml and convert again`]),
    ];
    this.io.out(`${lines.join('\n')}\n`);
    return report;
  }
}
