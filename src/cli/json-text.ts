/** What `--json` prints. Control characters beyond those that JSON escapes anyway are escaped too; the value is the same. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replaceAll(/[\u007F-\u009F]/gu, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)}\n`;
}
