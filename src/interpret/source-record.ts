import type { Origin } from '../contract/payload.ts';

/** One record as the source has it. */
export interface SourceRecord {
  readonly record: unknown;
  readonly origin: Origin;
  /** Idempotency key of an earlier push of which nobody knows whether it arrived. */
  readonly retryKey?: string;
}
