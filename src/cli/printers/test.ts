import type { FailedExpectation, FlowCoverage, TestFileReport, TestReport, TestRow } from '../../app/test.ts';
import { onOneLine, printable } from '../../text/printable.ts';
import type { Paint } from '../colour.ts';
import { count, duration } from '../words.ts';
import { printDiagnostic } from './pretty.ts';

/** Lines of one diff that are shown. */
const mostLines = 60;
/** Places that no test exercises which are listed for one flow. */
const mostUncovered = 20;

/** One line for each test, failures with their diffs, coverage, and the sum. */
export function printTests(
  { files, coverage, problems, passed, failed, durationMs }: TestReport,
  paint: Paint,
): string {
  const broken = files.filter(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')).length;
  const sum = [
    failed === 0 ? undefined : paint('error', `${failed} failed`),
    broken === 0 ? undefined : paint('error', `${count(broken, 'file')} with errors`),
    paint(passed === 0 ? 'dim' : 'good', `${passed} passed`),
  ].filter((part) => part !== undefined);
  return [
    ...files.flatMap((file) => printFile(file, paint)),
    ...coverage.flatMap((one) => printCoverage(one, paint)),
    ...problems.flatMap(({ code, message, help }) => [
      '',
      `${paint('error', 'error')}  ${message}`,
      `  = help: ${help}`,
      paint('dim', `  [${code}]  more: repatch explain ${code}`),
    ]),
    '',
    `${sum.join(', ')}  ${paint('dim', duration(durationMs))}`,
    '',
  ].join('\n');
}

function printFile({ file, subject, tests, diagnostics }: TestFileReport, paint: Paint): readonly string[] {
  // None of its tests was asked for.
  if (tests.length + diagnostics.length === 0) return [];
  return [
    `${paint('bold', printable(file))}${subject === undefined ? '' : `  ${paint('dim', onOneLine(subject))}`}`,
    ...tests.flatMap((test) => printTest(test, paint)),
    ...diagnostics.map((one) => printDiagnostic(one, undefined, paint).trimEnd()),
    '',
  ];
}

function printTest({ name, ok, failures }: TestRow, paint: Paint): readonly string[] {
  return [
    `  ${ok ? paint('good', 'pass') : paint('error', 'FAIL')}  ${onOneLine(name)}`,
    ...failures.flatMap((failure) => printFailure(failure, paint)),
  ];
}

function printFailure(failure: FailedExpectation, paint: Paint): readonly string[] {
  const { message, help, code, step, record, diff = [], at } = failure;
  const about = [
    step === undefined ? undefined : `step "${onOneLine(step)}"`,
    record === undefined ? undefined : `record ${onOneLine(record)}`,
  ].filter((part) => part !== undefined);
  return [
    '',
    `    ${onOneLine(message)}`,
    `    ${paint('dim', `${printable(at.file)}:${at.line}:${at.column}`)}${about.length === 0 ? '' : `  ${about.join(', ')}`}`,
    ...diff.slice(0, mostLines).map((line) => `      ${paintLine(line, paint)}`),
    ...(diff.length > mostLines ? [`      … and ${count(diff.length - mostLines, 'more line')}`] : []),
    ...(help === undefined ? [] : [`      = help: ${onOneLine(help)}`]),
    paint('dim', `      [${code}]  more: repatch explain ${code}`),
    '',
  ];
}

function paintLine(line: string, paint: Paint): string {
  const text = printable(line);
  if (line.startsWith('-')) return paint('error', text);
  return line.startsWith('+') ? paint('good', text) : paint('dim', text);
}

function printCoverage({ flow, covered, total, uncovered }: FlowCoverage, paint: Paint): readonly string[] {
  if (total === 0) return [];
  const rest = uncovered.length - mostUncovered;
  return [
    `${paint('bold', 'coverage')}  ${onOneLine(flow)}: ${covered} of ${total} steps, legs and rows (${((covered * 100) / total).toFixed(0)} %)`,
    ...uncovered.slice(0, mostUncovered).map(({ name, lacks }) => `  ${onOneLine(name)}: ${lacks}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}
