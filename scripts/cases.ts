// npm run test:cases: small inputs that failed once, with what must hold, where they are kept beside the repository
// (../shared/cases). test/open-cases.txt lists those that do not hold yet; it only gets shorter: a case that fails without
// being listed is a failure, and so is a listed case that holds. Ends with "N passed, N failed".
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';

const root = dirname(import.meta.dirname);
const runner = join(root, '..', 'shared', 'cases', 'run.mjs');
if (!existsSync(runner)) {
  console.log('There are no cases beside the repository.\n\n0 passed, 0 failed');
  process.exit();
}

const open = new Set(
  readFileSync(join(root, 'test', 'open-cases.txt'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*$/u, '').trim())
    .filter((line) => line !== ''),
);
const { stdout } = execaSync(process.execPath, [runner], {
  cwd: root,
  env: { REPO: root },
  stderr: 'inherit',
  reject: false,
  maxBuffer: 64 * 1024 * 1024,
});

let passed = 0;
let failed = 0;
for (const line of stdout.split('\n')) {
  const [, verdict, name = ''] = /^(ok|FAIL)\s+([^\s:]+)/u.exec(line) ?? [];
  if (verdict === undefined) continue;
  if ((verdict === 'ok') !== open.has(name)) {
    passed++;
    continue;
  }
  failed++;
  console.log(verdict === 'ok' ? `${name} holds now: take it out of test/open-cases.txt` : line);
}
// A runner that ends without a word has checked nothing.
if (passed + failed === 0) failed++;
console.log(`\n${open.size} cases are open\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
