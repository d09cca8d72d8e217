import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { VerifyReport } from '../src/app/verify.ts';
import { readMoment } from '../src/cli/arguments.ts';
import { BaseCommand } from '../src/cli/base-command.ts';
import { loadPaint } from '../src/cli/colour.ts';
import { interruption } from '../src/cli/interruption.ts';
import { printDiagnostic } from '../src/cli/printers/pretty.ts';
import { printAllowed, printCaveats, printSpeed, printUncovered, printVerdicts } from '../src/cli/printers/verify.ts';
import { createProgress } from '../src/cli/progress.ts';

export default class Verify extends BaseCommand {
  static override readonly summary = 'Prove that flows do what the services did, against simulated third parties.';
  static override readonly description =
    'No request leaves this machine and no secret is read. Exit code 1 when something differs, when rows of an equal service were not exercised, when nothing can be verified, or when a service named with --service cannot.';
  static override readonly examples = [
    '<%= config.bin %> verify acme.services.yaml',
    '<%= config.bin %> verify acme.services.yaml flows --out verify.json',
    '<%= config.bin %> verify acme.services.yaml --budget 60 --workers 2',
    '<%= config.bin %> verify acme.services.yaml --service 1001 --now 2026-03-01T10:00:00Z --json',
  ];
  static override readonly strict = false;
  static override readonly args = {
    bundle: Args.string({ required: true, description: 'A *.services file.' }),
    flow: Args.string({
      description: 'Flow files or folders; repeatable. Default: what convert would write now.',
    }),
  };
  static override readonly flags = {
    service: Flags.string({ summary: 'Id of a service to verify; repeatable.', multiple: true, helpGroup: 'INPUT' }),
    decisions: Flags.string({ summary: 'Answered decisions. Default: those of the workspace.', helpGroup: 'INPUT' }),
    now: Flags.string({
      summary: 'Moment of the first run (RFC 3339). Default: one minute after the newest sample.',
      helpGroup: 'BEHAVIOUR',
    }),
    cases: Flags.integer({
      summary: 'Made-up records with values in turn, for each service. Default: until every value was there.',
      min: 1,
      max: 2000,
      helpGroup: 'BEHAVIOUR',
    }),
    budget: Flags.integer({
      summary: 'Seconds that the verification may take. What it does not reach is named, and then nothing is "equal".',
      min: 1,
      helpGroup: 'BEHAVIOUR',
    }),
    workers: Flags.integer({
      summary: 'Services verified at once. The result is the same for any number. Default: as many as there are cores.',
      min: 1,
      max: 64,
      helpGroup: 'BEHAVIOUR',
    }),
    'allow-uncovered': Flags.boolean({
      summary: 'Be content with services that are equal as far as tried.',
      helpGroup: 'BEHAVIOUR',
    }),
    out: Flags.string({ summary: 'File for the result as JSON.', helpGroup: 'OUTPUT' }),
  };

  async run(): Promise<VerifyReport> {
    const { argv, args, flags } = await this.parse(Verify);
    const nowMs = readMoment(flags.now);
    const progress = createProgress(this.io, process.stderr.isTTY && !this.jsonEnabled());
    const started = performance.now();
    const { verifyFile } = await import('../src/app/verify.ts');
    const report = await verifyFile({
      bundle: args.bundle,
      flows: argv.slice(1).map(String),
      signal: interruption(),
      onProgress: (service, scenario) => progress.show(`verifying ${service}: ${scenario}`),
      services: flags.service ?? [],
      allowUncovered: flags['allow-uncovered'],
      ...(flags.decisions === undefined ? {} : { decisions: flags.decisions }),
      ...(flags.out === undefined ? {} : { out: flags.out }),
      ...(nowMs === undefined ? {} : { nowMs }),
      ...(flags.budget === undefined ? {} : { budgetSeconds: flags.budget }),
      ...(flags.workers === undefined ? {} : { workers: flags.workers }),
      ...(flags.cases === undefined ? {} : { cases: flags.cases }),
    }).finally(() => progress.end());
    this.endWith(report.exit);
    if (this.jsonEnabled()) return report;
    const paint = await loadPaint(this.io.colour.err);
    // Of the rest repatch validate speaks; what is left out of a comparison nobody else can say.
    const shown = report.diagnostics.filter(
      ({ severity, code }) => severity === 'error' || code === 'verify/no-source-service',
    );
    for (const one of shown) this.io.err(`${printDiagnostic(one, undefined, paint)}\n`);
    this.io.out(await printVerdicts(report.services, await loadPaint(this.io.colour.out)));
    this.io.err(`${printSpeed(report.services, performance.now() - started)}\n`);
    this.io.err(printUncovered(report.services) + printAllowed(report.services) + printCaveats(report.services));
    return report;
  }
}
