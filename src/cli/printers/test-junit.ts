import type { FailedExpectation, TestFileReport, TestReport } from '../../app/test.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { xmlText } from './xml-text.ts';

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
    const head = `    <testcase name="${xmlText(name)}" classname="${xmlText(file)}" time="${seconds(durationMs)}"`;
    return inside === '' ? `${head}/>\n` : `${head}>\n${inside}    </testcase>\n`;
  });
  const broken = errors.map(
    (error) =>
      `    <testcase name="${xmlText(error.code)}" classname="${xmlText(file)}">\n      <error message="${xmlText(error.message)}" type="${xmlText(error.code)}">${xmlText(placeOf(error))}</error>\n    </testcase>\n`,
  );
  return `  <testsuite name="${xmlText(file)}" tests="${tests.length + errors.length}" failures="${failed}" errors="${errors.length}" time="${seconds(total)}">\n${[...cases, ...broken].join('')}  </testsuite>\n`;
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
  return `      <failure message="${xmlText(message)}" type="${xmlText(code)}">${xmlText(lines.join('\n'))}</failure>\n`;
}

function placeOf({ at }: Diagnostic): string {
  return `${at.file}:${at.line}:${at.column}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** XML 1.0 has no way to write most control characters. */
