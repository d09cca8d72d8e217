/** Text that stays what it is inside an element or a quoted attribute of HTML. */
export function escapeHtml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * A table with a heading row, in a box of its own that scrolls where it is too wide. On a phone each row is a block, in which the
 * headings stand before their cells. Cells are HTML already.
 */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (value: string, column: number): string =>
    `<td data-head="${escapeHtml(head[column] ?? '')}"><span>${value}</span></td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  const headings = `<tr>${head.map((one) => `<th>${escapeHtml(one)}</th>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${headings}</thead><tbody>\n${body}\n</tbody></table></div>`;
}
