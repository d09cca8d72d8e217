import type { DiagnosticEntry } from '../../src/diagnostics/entry.ts';
import { diagnosticTable } from '../../src/diagnostics/table.ts';

/** One page for each code, and an index, from the table. */
export function diagnosticPages(): ReadonlyMap<string, string> {
  const entries = Object.entries(diagnosticTable).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map([
    ...entries.map(([code, entry]): [string, string] => [`docs/diagnostics/${code}.md`, page(code, entry)]),
    ['docs/diagnostics/README.md', index(entries)],
  ]);
}

function page(code: string, { severity, title, means, why, fix, example }: DiagnosticEntry): string {
  const shown = example === undefined ? [] : ['', '## Example', '', '```', example, '```'];
  return [
    `# ${code}`,
    '',
    `${title} (${severity})`,
    '',
    '## What it means',
    '',
    means,
    ...shown,
    '',
    '## Why it matters',
    '',
    why,
    '',
    '## How to fix it',
    '',
    fix,
    '',
  ].join('\n');
}

function index(entries: readonly (readonly [string, DiagnosticEntry])[]): string {
  const rows = entries.map(([code, { severity, title }]) => `| [${code}](${code}.md) | ${severity} | ${title} |`);
  return [
    '# Diagnostics',
    '',
    '`repatch explain CODE` prints the page of a code.',
    '',
    '| code | severity | title |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
