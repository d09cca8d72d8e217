import type { DiagnosticEntry } from '../entry.ts';

export const connectorCodes = {} as const satisfies Record<`connector/${string}`, DiagnosticEntry>;
