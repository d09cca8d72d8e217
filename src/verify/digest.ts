import { createHash } from 'node:crypto';
import { canonicalJson } from '../text/json.ts';

/** SHA-256 of the canonical JSON, in hexadecimal. */
export function digestOf(document: unknown): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}
