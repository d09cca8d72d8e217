import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { onOneLine, printable } from '../../text/printable.ts';
import type { Paint } from '../colour.ts';

/** One diagnostic for people: place, sentence, the line itself with the place underlined, help, code. */
export function printDiagnostic(diagnostic: Diagnostic, text: string | undefined, paint: Paint): string {
  const { at, severity, message, help, code, related } = diagnostic;
  const lines = [`${printable(at.file)}:${at.line}:${at.column}  ${paint(severity, severity)}  ${onOneLine(message)}`];
  const excerpt = text === undefined ? undefined : excerptOf(diagnostic, text);
  if (excerpt !== undefined) {
    const gutter = String(at.line).length;
    lines.push(paint('dim', `${' '.repeat(gutter)} │`));
    lines.push(`${paint('dim', `${at.line} │`)} ${printable(excerpt.line)}`);
    lines.push(`${paint('dim', `${' '.repeat(gutter)} │`)} ${paint(severity, excerpt.mark)}`);
  }
  for (const one of related)
    lines.push(`  = ${onOneLine(one.message)}: ${printable(one.at.file)}:${one.at.line}:${one.at.column}`);
  if (help !== undefined) lines.push(`  = help: ${onOneLine(help)}`);
  lines.push(paint('dim', `  [${code}]  more: repatch explain ${code}`));
  return `${lines.join('\n')}\n`;
}

const width = 100;

function excerptOf({ at, code }: Diagnostic, text: string): { line: string; mark: string } | undefined {
  const from = text.lastIndexOf('\n', at.start - 1) + 1;
  const to = text.indexOf('\n', from);
  const whole = veil(
    text
      .slice(from, to < 0 ? undefined : to)
      .replace(/\r$/u, '')
      .replaceAll('\t', ' '),
    code === 'service/secret-in-bundle' ? at : undefined,
  );
  if (whole.trim() === '') return undefined;
  const cut = at.column > width - 20 ? at.column - 20 : 0;
  const line = whole.slice(cut, cut + width);
  const length = at.endLine === at.line ? at.endColumn - at.column : whole.length - at.column + 1;
  const room = Math.max(1, line.length - (at.column - 1 - cut));
  return { line, mark: ' '.repeat(Math.max(0, at.column - 1 - cut)) + '~'.repeat(Math.max(1, Math.min(length, room))) };
}

const secretMembers =
  /((?:pass|secret|token|api[_-]?key|credential)[\w-]*["']?\s*:\s*["']?)([^"',{}[\]\s][^"',}\s]*)/giu;

/** The line with stars for what may be a secret: the place reported as one, and values of keys that sound like one. */
function veil(line: string, secret: Diagnostic['at'] | undefined): string {
  const veiled = line.replaceAll(
    secretMembers,
    (_, before: string, value: string) => before + '*'.repeat(value.length),
  );
  if (secret === undefined) return veiled;
  const end = secret.endLine === secret.line ? secret.endColumn - 1 : veiled.length;
  return veiled.slice(0, secret.column - 1) + '*'.repeat(Math.max(0, end - secret.column + 1)) + veiled.slice(end);
}
