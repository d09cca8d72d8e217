import type { DiagnosticEntry } from '../entry.ts';

export const serviceCodes = {} as const satisfies Record<`service/${string}`, DiagnosticEntry>;
