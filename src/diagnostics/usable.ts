import type { Diagnostic } from './diagnostic.ts';
import { diagnosticTable } from './table.ts';

/**
 * Whether work can go on with what was found wrong. A service that is wrong in itself can still be converted, and its flow then
 * is as wrong; the diagnostics say so.
 */
export function isUsable(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every(({ severity, code }) => severity !== 'error' || diagnosticTable[code].usable === true);
}
