import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repatch } from '../support/run-cli.ts';
import { corpus, descriptions } from './documents.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'repatch-packages-'));
// zod, TypeScript and the types of Node, as an install in the package would bring them.
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
const rows: Record<string, Record<string, string>> = {};
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  console.table(rows);
});

interface Coverage {
  readonly generated: number;
  readonly declared: number;
}

interface Result {
  readonly report: { readonly operations: Coverage; readonly schemas: Coverage };
}

function run(command: string, args: readonly string[], cwd: string): Promise<{ code: number | null; out: string }> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (out += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })));
}

describe('packages of the corpus', () => {
  it.each(descriptions.map((file, index) => [file, index] as const))(
    '%s is generated whole, compiles and passes its own tests',
    async (file, index) => {
      const target = join(folder, String(index));
      const { code, out } = await repatch(['scaffold', join(corpus, file), '--out', target, '--json']);
      expect(code).toBe(0);
      const { operations, schemas } = (JSON.parse(out) as Result).report;
      expect(operations.generated).toBe(operations.declared);
      expect(schemas.generated).toBe(schemas.declared);
      const types = await run(
        process.execPath,
        [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'],
        target,
      );
      expect(types).toEqual({ code: 0, out: '' });
      const tests = await run(process.execPath, ['--test', '--test-reporter=tap', 'test/**/*.test.ts'], target);
      expect(tests.code, tests.out.slice(-3000)).toBe(0);
      const passed = /^# pass (\d+)$/mu.exec(tests.out)?.[1] ?? '0';
      expect(Number(passed)).toBeGreaterThan(operations.generated);
      rows[file] = {
        operations: `${operations.generated}/${operations.declared}`,
        schemas: `${schemas.generated}/${schemas.declared}`,
        'tests of its own': passed,
      };
      rmSync(target, { recursive: true, force: true });
    },
  );
});
