import type { DiagnosticEntry } from '../entry.ts';

export const textCodes = {} as const satisfies Record<`text/${string}`, DiagnosticEntry>;
