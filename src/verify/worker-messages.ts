import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { InputPaths } from './read-inputs.ts';
import type { ServiceVerdict } from './result.ts';
import type { VerifyInput } from './verify-bundle.ts';

/** What a worker is told: first what to read, then one service after another. All messages are JSON. */
export type ToWorker =
  | { readonly kind: 'open'; readonly job: WorkerJob }
  | { readonly kind: 'verify'; readonly service: string; readonly budgetMs?: number };

export interface WorkerJob extends Pick<VerifyInput, 'nowMs' | 'cases'> {
  readonly paths: InputPaths;
  /** Of the bundle as it was read first: all services are verified in the same one. */
  readonly bundle: string;
  /** Folder for payloads beyond the memory budget. */
  readonly spill: string;
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly service: string; readonly scenario: string }
  | { readonly kind: 'verdict'; readonly verdict: ServiceVerdict }
  | { readonly kind: 'fault'; readonly fault: WorkerFault };

/** Trouble that is not about a service, and ends the verification. */
export interface WorkerFault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly exit: number;
}
