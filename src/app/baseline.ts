import { relative, resolve, sep } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fingerprintsOf } from '../diagnostics/fingerprint.ts';
import { isObject } from '../text/json.ts';
import { readBytes, writeWhole } from '../workspace/files.ts';
import type { ValidateResult } from './validate.ts';

/** A finding that was there when the baseline was written; only the fingerprint counts, the rest is for people. */
interface KnownFinding {
  readonly fingerprint: string;
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

export interface Compared {
  /** The result without what the baseline knows. */
  readonly result: ValidateResult;
  readonly known: number;
  /** Entries for files that were checked, whose findings are gone. */
  readonly gone: number;
}

const format = 'repatch-baseline';

/** Takes away what the baseline knows. Errors: CliError `cli/wrong-usage` where the file is none, those of reading it. */
export async function compareWithBaseline(
  result: ValidateResult,
  file: string,
  checked: readonly string[],
): Promise<Compared> {
  const known = await readBaseline(file);
  const prints = fingerprintsOf(result.diagnostics.map(named));
  const fresh = result.diagnostics.filter((_, index) => !known.has(prints[index] ?? ''));
  const seen = new Set(prints);
  const here = new Set(checked.map(nameOf));
  const errors = fresh.filter(({ severity }) => severity === 'error').length;
  const warnings = fresh.filter(({ severity }) => severity === 'warning').length;
  return {
    result: { ...result, ok: errors === 0, errors, warnings, diagnostics: fresh },
    known: result.diagnostics.length - fresh.length,
    gone: [...known.values()].filter((one) => here.has(one.file) && !seen.has(one.fingerprint)).length,
  };
}

/** Writes down all findings, so that later checks report new ones only. Gives their number. Errors: CliError `cli/cannot-write`. */
export async function writeBaseline({ diagnostics }: ValidateResult, file: string): Promise<number> {
  const prints = fingerprintsOf(diagnostics.map(named));
  const findings = diagnostics
    .map(({ at, code, message }, index): KnownFinding => {
      return { fingerprint: prints[index] ?? '', file: nameOf(at.file), code, message };
    })
    .toSorted((a, b) => compare(a.file, b.file) || compare(a.code, b.code) || compare(a.fingerprint, b.fingerprint));
  await writeWhole(file, `${JSON.stringify({ format, formatVersion: 1, findings }, null, 2)}\n`);
  return findings.length;
}

async function readBaseline(file: string): Promise<ReadonlyMap<string, KnownFinding>> {
  const text = new TextDecoder().decode(await readBytes(file));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw noBaseline(file);
  }
  if (
    !isObject(value) ||
    value['format'] !== format ||
    value['formatVersion'] !== 1 ||
    !Array.isArray(value['findings'])
  )
    throw noBaseline(file);
  const findings = value['findings'] as readonly unknown[];
  const known = findings.filter(isKnown);
  if (known.length < findings.length) throw noBaseline(file);
  return new Map(known.map((one) => [one.fingerprint, one]));
}

function isKnown(value: unknown): value is KnownFinding {
  return isObject(value) && typeof value['fingerprint'] === 'string' && typeof value['file'] === 'string';
}

function noBaseline(file: string): CliError {
  return new CliError('cli/wrong-usage', `"${file}" is no baseline of findings.`, {
    help: 'Write one with --update-baseline.',
    exit: EXIT.usage,
  });
}

function named(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, at: { ...diagnostic.at, file: nameOf(diagnostic.at.file) } };
}

/** However a file was named: from the current folder, with slashes. */
function nameOf(file: string): string {
  return relative(process.cwd(), resolve(file)).split(sep).join('/');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
