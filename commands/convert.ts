import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { ConvertReport } from '../src/app/convert.ts';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { loadPaint } from '../src/cli/colour.ts';
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
    force: Flags.boolean({ summary: 'Replace output files that differ.', helpGroup: 'OUTPUT' }),
  };

  async run(): Promise<ConvertReport> {
    const { args, flags } = await this.parse(Convert);
    const { convertFile } = await import('../src/app/convert.ts');
    const report = await convertFile({
      file: args.file,
      out: flags.out,
      force: flags.force,
      ...(flags.decisions === undefined ? {} : { decisions: flags.decisions }),
    });
    this.endWith(report.exit);
    if (this.jsonEnabled()) return report;
    const isRemark = ({ severity, code }: Diagnostic): boolean => severity !== 'error' && code.startsWith('service/');
    const paint = await loadPaint(this.io.colour.err);
    for (const one of report.diagnostics.filter((each) => !isRemark(each)))
      this.io.err(`${printDiagnostic(one, undefined, paint)}\n`);
    const remarks = report.diagnostics.filter(isRemark).length;
    if (remarks > 0) this.io.err(`${remarks} remarks on the bundle itself: repatch validate ${args.file}\n`);
    const { totals } = report;
    if (totals === undefined) return report;
    const lines = [
      `${totals.total} values: ${totals.converted} converted, ${totals.noted} noted, ${totals.undecided} undecided, ${totals.unsupported} unsupported`,
      ...report.refused.map(({ service, reason }) => `service ${service}: no flow. ${reason}`),
      ...report.files.map((file) => `wrote ${file}`),
      ...(report.open.length === 0
        ? []
        : [`${report.open.length} open decisions: answer them in decisions.yaml and convert again with --force`]),
    ];
    this.io.out(`${lines.join('\n')}\n`);
    return report;
  }
}
