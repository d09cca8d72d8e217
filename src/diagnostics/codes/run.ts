import type { DiagnosticEntry } from '../entry.ts';

export const runCodes = {} as const satisfies Record<`run/${string}`, DiagnosticEntry>;
