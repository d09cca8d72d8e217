import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fingerprintsOf } from '../../diagnostics/fingerprint.ts';

const severities = { error: 'major', warning: 'minor', info: 'info' } as const;

/** A Code Quality report of GitLab: shown beside the lines of a merge request. */
export function printGitlab(diagnostics: readonly Diagnostic[]): string {
  const fingerprints = fingerprintsOf(diagnostics);
  const issues = diagnostics.map(({ code, severity, message, help, at }, index) => ({
    description: help === undefined ? message : `${message} ${help}`,
    check_name: code,
    fingerprint: fingerprints[index],
    severity: severities[severity],
    location: { path: at.file.replaceAll('\\', '/').replace(/^\.\//u, ''), lines: { begin: at.line, end: at.endLine } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}
