import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

const levels = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** One workflow command of GitHub Actions: it annotates the changed file. */
export function printAnnotation({ severity, at, message, help, code }: Diagnostic): string {
  const place = `file=${property(at.file)},line=${at.line},col=${at.column},endLine=${at.endLine},endColumn=${at.endColumn},title=${property(code)}`;
  return `::${levels[severity]} ${place}::${data(help === undefined ? message : `${message} ${help}`)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
