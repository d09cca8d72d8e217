import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { validateFiles, type ValidateResult } from '../app/validate.ts';
import { loadPaint } from './colour.ts';
import { printError } from './errors.ts';
import type { Io } from './io.ts';
import { jsonText } from './json-text.ts';
import { printAnnotation } from './printers/github.ts';
import { printDiagnostic } from './printers/pretty.ts';
import { count } from './words.ts';

type Format = 'pretty' | 'json' | 'github';

/** `repatch validate` without the command framework. Returns the exit code. */
export async function runHook(argv: readonly string[], io: Io): Promise<number> {
  let format: Format = argv.includes('--json') ? 'json' : 'pretty';
  try {
    const { files, flags } = parse(argv);
    format = flags.json === true ? 'json' : formatOf(flags.format, io);
    const result = await validateFiles(files);
    await print(result, format, flags.quiet === true, io);
    return result.ok ? EXIT.clean : EXIT.problems;
  } catch (error) {
    return printError(error, format === 'json', io);
  }
}

function parse(argv: readonly string[]): {
  files: readonly string[];
  flags: { json?: boolean; format?: string; quiet?: boolean };
} {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        format: { type: 'string' },
        quiet: { type: 'boolean' },
        'no-input': { type: 'boolean' },
      },
    });
    if (positionals.length > 0) return { files: positionals, flags: values };
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : 'The command line cannot be read';
    throw new CliError('cli/wrong-usage', `${message}.`, {
      help: 'See repatch validate --help.',
      exit: EXIT.usage,
      cause,
    });
  }
  throw new CliError('cli/wrong-usage', 'Name at least one file, folder or glob.', {
    help: 'For example: repatch validate flows',
    exit: EXIT.usage,
  });
}

function formatOf(asked: string | undefined, io: Io): Format {
  if (asked === undefined) return io.environment['GITHUB_ACTIONS'] === 'true' ? 'github' : 'pretty';
  if (asked === 'pretty' || asked === 'json' || asked === 'github') return asked;
  throw new CliError('cli/wrong-usage', `There is no format "${asked}".`, {
    help: 'Formats: pretty, json, github.',
    exit: EXIT.usage,
  });
}

async function print(result: ValidateResult, format: Format, quiet: boolean, io: Io): Promise<void> {
  if (format === 'json') return io.out(jsonText(result));
  const shown = quiet ? result.diagnostics.filter(({ severity }) => severity === 'error') : result.diagnostics;
  if (format === 'github') {
    for (const diagnostic of shown) io.out(printAnnotation(diagnostic));
  } else {
    const paint = await loadPaint(io.colour.out);
    const texts = new Map<string, string | undefined>();
    for (const diagnostic of shown) {
      const { file } = diagnostic.at;
      if (!texts.has(file)) texts.set(file, await textOf(file));
      io.out(`${printDiagnostic(diagnostic, texts.get(file), paint)}\n`);
    }
  }
  const { files, errors, warnings } = result;
  if (!quiet || errors > 0)
    io.err(
      `${count(files, 'file')} checked: ${errors === 0 && warnings === 0 ? 'no problems' : `${count(errors, 'error')}, ${count(warnings, 'warning')}`}\n`,
    );
}

/** The text for the excerpt; huge files go without. */
async function textOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined || text.length > 4_000_000 ? undefined : text;
}
