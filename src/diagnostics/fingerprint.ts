import { hash } from 'node:crypto';
import type { Diagnostic } from './diagnostic.ts';

/**
 * For each diagnostic a text by which it is known again when the file has been laid out anew, reordered or extended: a digest
 * of file, code and message, and of which among equal ones it is. 32 hexadecimal digits.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, message, at }) => {
    const said = [at.file.replaceAll('\\', '/').replace(/^\.\//u, ''), code, message].join('\n');
    const turn = (seen.get(said) ?? 0) + 1;
    seen.set(said, turn);
    return hash('sha256', `${said}\n${turn}`).slice(0, 32);
  });
}
