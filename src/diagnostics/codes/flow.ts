import type { DiagnosticEntry } from '../entry.ts';

export const flowCodes = {} as const satisfies Record<`flow/${string}`, DiagnosticEntry>;
