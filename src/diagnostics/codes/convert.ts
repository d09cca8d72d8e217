import type { DiagnosticEntry } from '../entry.ts';

export const convertCodes = {} as const satisfies Record<`convert/${string}`, DiagnosticEntry>;
