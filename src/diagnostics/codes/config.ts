import type { DiagnosticEntry } from '../entry.ts';

export const configCodes = {} as const satisfies Record<`config/${string}`, DiagnosticEntry>;
