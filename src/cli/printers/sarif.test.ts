import { expect, it } from 'vitest';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { printSarif } from './sarif.ts';

const at = {
  file: 'my api/shop.json',
  pointer: '/item/0',
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 9,
  start: 40,
  end: 44,
};

const diagnostic: Diagnostic = {
  code: 'scaffold/secret-redacted',
  severity: 'warning',
  message: 'A secret.',
  help: 'Move it.',
  at,
  related: [{ message: 'first here', at: { ...at, line: 1 } }],
};

it('prints results with their rules, places and levels', () => {
  const info: Diagnostic = { ...diagnostic, code: 'scaffold/script-not-run', severity: 'info', related: [] };
  const log = JSON.parse(printSarif([diagnostic, info, diagnostic], '1.2.3')) as { runs: readonly [Run] };
  const [run] = log.runs;
  expect(run.tool.driver).toMatchObject({ name: 'repatch', version: '1.2.3' });
  expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['scaffold/script-not-run', 'scaffold/secret-redacted']);
  expect(run.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
    ['scaffold/secret-redacted', 1, 'warning'],
    ['scaffold/script-not-run', 0, 'note'],
    ['scaffold/secret-redacted', 1, 'warning'],
  ]);
  expect(run.results[0]).toMatchObject({
    message: { text: 'A secret. Move it.' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'my%20api/shop.json' },
          region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
        },
        logicalLocations: [{ fullyQualifiedName: '/item/0' }],
      },
    ],
    relatedLocations: [{ message: { text: 'first here' } }],
  });
});

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number; readonly level: string }[];
}
