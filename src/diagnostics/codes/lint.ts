import type { DiagnosticEntry } from '../entry.ts';

export const lintCodes = {} as const satisfies Record<`lint/${string}`, DiagnosticEntry>;
