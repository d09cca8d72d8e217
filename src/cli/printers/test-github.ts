import type { FailedExpectation, TestReport } from '../../app/test.ts';
import { printAnnotation } from './github.ts';

/** An annotation for each failure, at its place in the test file, and the sum. */
export function printTestAnnotations({ files, problems, passed, failed }: TestReport): string {
  const annotations = files.flatMap(({ tests, diagnostics }) => [
    ...diagnostics.map(printAnnotation),
    ...tests.flatMap(({ name, failures }) => failures.map((failure) => annotate(name, failure))),
  ]);
  const others = problems.map(({ message, help }) => `::error::${message} ${help}\n`);
  return `${[...annotations, ...others].join('')}${failed} failed, ${passed} passed\n`;
}

function annotate(test: string, failure: FailedExpectation): string {
  const { step, record, diff = [], message } = failure;
  const about = [
    ...(step === undefined ? [] : [`step "${step}"`]),
    ...(record === undefined ? [] : [`record ${record}`]),
  ].join(', ');
  const lines = [`${test}: ${message}`, ...(about === '' ? [] : [about]), ...diff];
  return printAnnotation({ ...failure, message: lines.join('\n') });
}
