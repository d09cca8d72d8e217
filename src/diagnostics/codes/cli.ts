import type { DiagnosticEntry } from '../entry.ts';

export const cliCodes = {} as const satisfies Record<`cli/${string}`, DiagnosticEntry>;
