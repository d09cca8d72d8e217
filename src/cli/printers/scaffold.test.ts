import { expect, it } from 'vitest';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { plain } from '../colour.ts';
import { printDiagnosticsBriefly } from './scaffold.ts';

const diagnostics = (code: Diagnostic['code'], count: number): Diagnostic[] =>
  Array.from({ length: count }, (_, index) => ({
    code,
    severity: 'warning',
    message: `Change ${index}.`,
    at: { file: 'api.yaml', pointer: '', line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 },
    related: [],
  }));

it('shows a few of each kind, and says how many more there are', () => {
  const printed = printDiagnosticsBriefly(diagnostics('scaffold/unknown-type', 5), plain);
  expect(printed.match(/Change \d/gu)).toHaveLength(3);
  expect(printed).toContain('and 2 more of scaffold/unknown-type');
});

it('shows all breaking changes, and speaks of no more', () => {
  const printed = printDiagnosticsBriefly(diagnostics('scaffold/breaking-change', 5), plain);
  expect(printed.match(/Change \d/gu)).toHaveLength(5);
  expect(printed).not.toContain('more of');
});
