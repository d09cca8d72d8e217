import type { SqlDialect } from '../database/dialect.ts';

export const postgresDialect: SqlDialect = {
  title: 'PostgreSQL',
  placeholder: (number) => `$${number}`,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  longestName: 63,
  quoted:
    /\b[eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|['"]|\/\*/uy,
  stray: /\$\d+/u,
  reads: new Set(['select', 'with', 'values', 'table', 'show']),
  changes: new Set(['insert', 'update', 'delete', 'merge', 'with', 'select', 'call']),
  mostValues: 60_000,
  upsert(table, columns, key, values) {
    const rest = columns.filter((column) => !key.includes(column));
    const action =
      rest.length === 0 ? 'NOTHING' : `UPDATE SET ${rest.map((one) => `${one} = EXCLUDED.${one}`).join(', ')}`;
    return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values} ON CONFLICT (${key.join(', ')}) DO ${action}`;
  },
};
