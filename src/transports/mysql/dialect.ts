import type { SqlDialect } from '../database/dialect.ts';

export const mysqlDialect: SqlDialect = {
  title: 'MySQL',
  placeholder: () => '?',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  longestName: 64,
  quoted:
    /'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*"|`(?:[^`]|``)*`|--(?=[\s]|$)[^\n]*|#[^\n]*|\/\*[^]*?\*\/|['"`]|\/\*/uy,
  stray: /\?/u,
  reads: new Set(['select', 'with', 'values', 'table', 'show']),
  changes: new Set(['insert', 'update', 'delete', 'replace', 'with', 'call']),
  mostValues: 60_000,
};
