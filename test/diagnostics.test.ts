import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosticTable } from '../src/diagnostics/table.ts';

const root = join(import.meta.dirname, '..');

/** Codes that no test produces yet. The list only gets shorter. */
const untested: readonly string[] = [
  'cli/bug',
  'cli/system-error',
  'run/assumed-semantics',
  'run/spill-failed',
  'scaffold/unreadable-description',
  'scaffold/unreadable-example',
  'scaffold/wsdl-unchecked-pattern',
  'verify/ledger-differs',
  'verify/left-simulation',
  'verify/order-differs',
  'verify/outcome-differs',
  'verify/report-differs',
  'verify/state-differs',
  'verify/status-differs',
];

describe('the table of diagnostics', () => {
  it('has a test or a fixture for every code', () => {
    const files = globSync('{test/**/*.ts,src/**/*.{test,cases}.ts,fixtures/**/*.*}', { cwd: root }).filter(
      (file) => file !== 'test/diagnostics.test.ts' && statSync(join(root, file)).isFile(),
    );
    const found = new Set(
      files.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/\b[a-z]+\/[a-z\d-]+\b/gu) ?? []),
    );
    expect(
      Object.keys(diagnosticTable)
        .filter((code) => !found.has(code))
        .toSorted(),
    ).toEqual(untested.toSorted());
  });
});
