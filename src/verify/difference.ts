import type { ObservedRequest } from './observation.ts';
import type { ScenarioName } from './scenarios.ts';

export type What = 'request' | 'order' | 'state' | 'ledger' | 'outcome' | 'status' | 'report';

/** One place where the two worlds part, before anybody has asked why. */
export interface RawDifference {
  readonly what: What;
  readonly scenario: ScenarioName;
  /** Run within the scenario, from 1; absent for what is compared at its end. */
  readonly run?: number;
  /** Source id of the record. */
  readonly record?: string;
  /** Where in the request the difference is. `whole`: method, path or the request itself. */
  readonly in: 'body' | 'query' | 'whole';
  /** RFC 6901, into the body or the query; `''` for the whole. */
  readonly pointer: string;
  /** Absent: the world has nothing there. */
  readonly service?: unknown;
  readonly flow?: unknown;
  readonly request?: ObservedRequest;
  /** Step in which the flow failed in this run. */
  readonly failedStep?: string;
  /** The two documents that a diff shows. */
  readonly sides: { readonly service?: unknown; readonly flow?: unknown };
}

/** Where in a scenario something was seen. */
export type Place = Pick<RawDifference, 'scenario' | 'run' | 'failedStep'>;

/** Source id of the record that a body was most probably made from. */
export type GuessRecord = (body: unknown) => string | undefined;
