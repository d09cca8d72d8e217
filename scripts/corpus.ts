// npm run test:corpus: the scaffolder over real descriptions. Ends with "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';

const root = dirname(import.meta.dirname);
const scratch = mkdtempSync(join(tmpdir(), 'repatch-corpus-'));
const report = join(scratch, 'tests.json');
const args = ['run', '--config', 'vitest.corpus.config.ts', '--reporter=default', '--reporter=json'];
const { exitCode } = execaSync(join(root, 'node_modules', '.bin', 'vitest'), [...args, `--outputFile.json=${report}`], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  reject: false,
});
const {
  numPassedTests: passed,
  numFailedTests,
  numFailedTestSuites,
} = JSON.parse(readFileSync(report, 'utf8')) as Record<
  'numPassedTests' | 'numFailedTests' | 'numFailedTestSuites',
  number
>;
rmSync(scratch, { recursive: true, force: true });
const failed = numFailedTests === 0 ? numFailedTestSuites : numFailedTests;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = exitCode === 0 && passed > 0 ? 0 : 1;
