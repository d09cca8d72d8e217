import type { FailedExpectation, TestFileReport, TestReport } from '../../app/test.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** The report as JUnit XML: a suite for each file; a file with errors is a suite with one error. */
export function printJunit({ files, durationMs }: TestReport): string {
  const suites = files.map(printSuite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="repatch test" time="${seconds(durationMs)}">\n${suites.join('')}</testsuites>\n`;
}

function printSuite({ file, tests, diagnostics }: TestFileReport): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const failed = tests.filter(({ ok }) => !ok).length;
  const total = tests.reduce((sum, one) => sum + one.durationMs, 0);
  const cases = tests.map(({ name, failures, durationMs }) => {
    const inside = failures.map(printFailure).join('');
    const head = `    <testcase name="${escape(name)}" classname="${escape(file)}" time="${seconds(durationMs)}"`;
    return inside === '' ? `${head}/>\n` : `${head}>\n${inside}    </testcase>\n`;
  });
  const broken = errors.map(
    (error) =>
      `    <testcase name="${escape(error.code)}" classname="${escape(file)}">\n      <error message="${escape(error.message)}" type="${escape(error.code)}">${escape(placeOf(error))}</error>\n    </testcase>\n`,
  );
  return `  <testsuite name="${escape(file)}" tests="${tests.length + errors.length}" failures="${failed}" errors="${errors.length}" time="${seconds(total)}">\n${[...cases, ...broken].join('')}  </testsuite>\n`;
}

function printFailure(failure: FailedExpectation): string {
  const { message, code, help, step, record, diff = [] } = failure;
  const lines = [
    placeOf(failure),
    ...(step === undefined ? [] : [`step: ${step}`]),
    ...(record === undefined ? [] : [`record: ${record}`]),
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...diff,
  ];
  return `      <failure message="${escape(message)}" type="${escape(code)}">${escape(lines.join('\n'))}</failure>\n`;
}

function placeOf({ at }: Diagnostic): string {
  return `${at.file}:${at.line}:${at.column}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write most control characters. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll(/[&<>"]/gu, (character) => entities[character] ?? character);
}
