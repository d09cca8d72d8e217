import { createHash, hash } from 'node:crypto';
import type { EffectId } from './journal.ts';

/** Numbers the effects of one step: equal ones are told apart by how many came before. Ask in the order of the bucket. */
export function effectIds(step: string): (parts: readonly (string | Uint8Array)[]) => EffectId {
  const seen = new Map<string, number>();
  return (parts) => {
    const digest = digestOf(parts);
    const ordinal = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, ordinal);
    return { step, digest, ordinal };
  };
}

/** SHA-256 of the parts, each with its length in front, so that no two lists of parts look alike; 128 bits of it. */
export function digestOf(parts: readonly (string | Uint8Array)[]): string {
  if (parts.every((part) => typeof part === 'string'))
    return hash('sha256', parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''), 'hex').slice(0, 32);
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${Buffer.byteLength(part)}:`).update(part);
  return sum.digest('hex').slice(0, 32);
}
