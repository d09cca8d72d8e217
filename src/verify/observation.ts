import type { Failure, RunStatusCode } from '../contract/events.ts';
import type { ArrivedRequest } from '../simulator/third-party.ts';

/** A request, with the record it carries where that is known. */
export interface ObservedRequest extends ArrivedRequest {
  readonly record?: string;
}

/** What became of one record in a run of the service. */
export interface ObservedItem {
  /** Its source id; empty for a record that has none. */
  readonly record: string;
  readonly reference?: string;
  readonly status: string;
  readonly failure?: Failure;
}

/** What could be seen of one run. */
export interface ObservedRun {
  readonly status: RunStatusCode;
  readonly requests: readonly ObservedRequest[];
  readonly failures: readonly Failure[];
  /** Service: what became of each record that passed the filters. */
  readonly items: readonly ObservedItem[];
  /** Flow: values that it tracked. */
  readonly tracked: readonly { readonly field: string; readonly value: string }[];
}

/** What could be seen of one scenario in one world. */
export interface Observation {
  /** By round of the scenario; an inbound service has one run for each payload. */
  readonly rounds: readonly (readonly ObservedRun[])[];
  /** Keys of the records that count as done, with the record where that is known. */
  readonly done: readonly { readonly key: string; readonly record?: string }[];
  /** What the third parties hold at the end, by place. */
  readonly state: ReadonlyMap<string, readonly unknown[]>;
}
