// npm run check: everything a change has to pass, in the order of cheapness. Ends with "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';

const root = dirname(import.meta.dirname);
const scratch = mkdtempSync(join(tmpdir(), 'repatch-check-'));
const report = join(scratch, 'tests.json');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

let passed = 0;
let failed = 0;
const failedSteps: string[] = [];

function step(title: string, command: string, args: readonly string[]): boolean {
  console.log(`\n— ${title}`);
  const ok = !execaSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], reject: false }).failed;
  if (ok) passed++;
  else {
    failed++;
    failedSteps.push(title);
  }
  return ok;
}

try {
  step('format', bin('oxfmt'), ['--check', '.']);
  step('lint', bin('oxlint'), ['--type-aware', '--deny-warnings', '.']);
  step('types', bin('tsc'), ['-p', 'tsconfig.json']);
  step('nothing unused', bin('knip'), []);
  step('build', process.execPath, ['scripts/build.ts']);
  step('package', bin('publint'), ['--strict']);
  step('generated files are current', process.execPath, ['scripts/generate.ts', '--check']);
  const tested = step('tests', bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  // The step itself is not counted beside its tests, but a run that fails although every test passed has failed.
  if (tested) passed--;
  const tests = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
  };
  passed += tests.numPassedTests;
  const failures = tests.numFailedTests > 0 ? tests.numFailedTests : tests.numFailedTestSuites;
  if (!tested) failed += Math.max(failures, 1) - 1;
} catch (error) {
  failed++;
  console.error(error);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
