/** Text that stays what it is in Markdown: one line, with every character that means something escaped. */
export function text(value: string): string {
  return oneLine(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#]/gu, String.raw`\$&`);
}

/** A code span, also inside a table cell. */
export function code(value: string): string {
  const line = oneLine(value);
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length)) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line.replaceAll('|', String.raw`\|`)}${pad}${fence}`;
}

/** A table. `align` has one letter for each column: l or r. Cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], align = ''): string {
  const rule = head.map((_, index) => (align[index] === 'r' ? '--:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function oneLine(value: string): string {
  return value.replaceAll(/\s+/gu, ' ').trim();
}
