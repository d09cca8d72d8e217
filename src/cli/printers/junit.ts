import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { xmlText } from './xml-text.ts';

/** Diagnostics as JUnit XML: a suite for each file that has any. Errors are failures; others are passed tests that say something. */
export function printJunit(diagnostics: readonly Diagnostic[], files: number): string {
  const byFile = Map.groupBy(diagnostics, ({ at }) => at.file);
  const suites = Array.from(byFile, ([file, list]) => printSuite(file, list.map(printCase), failuresOf(list)));
  const passed = files - byFile.size;
  if (passed > 0) {
    const name = passed === 1 ? '1 file without problems' : `${passed} files without problems`;
    suites.push(printSuite('repatch validate', [`    <testcase name="${name}" classname="repatch validate"/>\n`], 0));
  }
  const counts = `tests="${diagnostics.length + (passed > 0 ? 1 : 0)}" failures="${failuresOf(diagnostics)}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="repatch validate" ${counts}>\n${suites.join('')}</testsuites>\n`;
}

function printSuite(name: string, cases: readonly string[], failures: number): string {
  const head = `name="${xmlText(name)}" tests="${cases.length}" failures="${failures}" errors="0"`;
  return `  <testsuite ${head}>\n${cases.join('')}  </testsuite>\n`;
}

function printCase({ code, severity, message, help, at }: Diagnostic): string {
  const place = `${at.file}:${at.line}:${at.column}`;
  const said = xmlText([place, ...(help === undefined ? [] : [help])].join('\n'));
  const inside =
    severity === 'error'
      ? `<failure message="${xmlText(message)}" type="${xmlText(code)}">${said}</failure>`
      : `<system-out>${xmlText(`${severity}: ${message}`)}\n${said}</system-out>`;
  const name = `${code} ${at.line}:${at.column}`;
  return `    <testcase name="${xmlText(name)}" classname="${xmlText(at.file)}">\n      ${inside}\n    </testcase>\n`;
}

function failuresOf(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}
