import type { FirstTest } from '../app/first-test.ts';
import type { TestReport } from '../app/test.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { readMoment } from './arguments.ts';
import { loadPaint } from './colour.ts';
import type { Io } from './io.ts';
import { jsonText } from './json-text.ts';
import { printTestAnnotations } from './printers/test-github.ts';
import { printJunit } from './printers/test-junit.ts';
import { printTests } from './printers/test.ts';

/** The flags of `repatch test` as typed. */
export interface TestFlags {
  readonly files: readonly string[];
  readonly name?: string | undefined;
  readonly init?: string | undefined;
  readonly service?: string | undefined;
  readonly now?: string | undefined;
  readonly out?: string | undefined;
  readonly force: boolean;
  readonly update: boolean;
  readonly coverage?: number | undefined;
  readonly format?: string | undefined;
}

interface Surroundings {
  readonly io: Io;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** Runs tests, or writes a first one. Returns the exit code and what `--json` prints. */
export async function performTests(
  flags: TestFlags,
  around: Surroundings,
): Promise<{ readonly exit: number; readonly output: TestReport | FirstTest }> {
  if (flags.init !== undefined) return writeFirst(flags.init, flags, around);
  const { io, json, signal } = around;
  const { name, coverage, update } = flags;
  const isCi = (io.environment['CI'] ?? '') !== '' && io.environment['CI'] !== 'false';
  if (update && isCi)
    throw new CliError('cli/wrong-usage', '--update is for people: with CI set, nothing is written.', {
      help: 'Write the snapshots on a machine where somebody looks at them, and commit them.',
      exit: EXIT.usage,
    });
  const { testFiles } = await import('../app/test.ts');
  const output = await testFiles({
    files: flags.files.length === 0 ? ['.'] : flags.files,
    update,
    signal,
    ...(name === undefined ? {} : { name }),
    ...(coverage === undefined ? {} : { coverage }),
  });
  if (!json) io.out(await printed(output, flags, io));
  return { exit: output.exit, output };
}

async function printed(report: TestReport, { format }: TestFlags, io: Io): Promise<string> {
  switch (format ?? (io.environment['GITHUB_ACTIONS'] === 'true' ? 'github' : 'pretty')) {
    case 'json':
      return jsonText(report);
    case 'junit':
      return printJunit(report);
    case 'github':
      return printTestAnnotations(report);
    default:
      return printTests(report, await loadPaint(io.colour.out));
  }
}

async function writeFirst(
  file: string,
  { service, now, out, force }: TestFlags,
  { io, json, signal }: Surroundings,
): Promise<{ readonly exit: number; readonly output: FirstTest }> {
  const { writeFirstTest } = await import('../app/first-test.ts');
  const nowMs = readMoment(now);
  const output = await writeFirstTest({
    file,
    force,
    signal,
    ...(service === undefined ? {} : { service }),
    ...(nowMs === undefined ? {} : { nowMs }),
    ...(out === undefined ? {} : { out }),
  });
  if (!json) {
    const { tests, exchanges } = output;
    io.out(
      `${output.file}: ${tests} ${tests === 1 ? 'test' : 'tests'} with ${exchanges} exchanges, recorded against simulated third parties.\n` +
        `Read it: it says what the flow does now, which may not be what it should do. Then run: repatch test ${output.file}\n`,
    );
    for (const text of output.remarks) io.err(`note  ${text}\n`);
  }
  return { exit: EXIT.clean, output };
}
