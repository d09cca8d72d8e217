import type * as z from 'zod';
import type { FlowStep } from '../flow/model.ts';

/** Something outside a step that steps share: the order in which they touch it can be seen. */
export type Resource =
  | `instance ${string}`
  | `pool ${string}`
  | `cache ${string}`
  | `variable ${string}`
  /** Every flow variable: a step of which nobody can tell which. */
  | 'all variables'
  | 'tracked data'
  | 'notifications';

/**
 * What a step touches. A step waits for an earlier one only where one of the two writes what the other touches, or
 * where a failure of the earlier one would have kept the later one's effect from happening.
 */
export interface Touches {
  readonly reads?: readonly Resource[];
  readonly writes?: readonly Resource[];
  /** True when the step does what cannot be taken back: a request that changes a third party, a message to people. */
  readonly isFinal?: boolean;
}

/** A shape as the catalogue knows it. Behaviour lives beside it, in `<kind>.run.ts`, and is loaded on first use. */
export interface Shape<Settings = unknown, Run = unknown> {
  readonly kind: string;
  /** What a person calls it. */
  readonly title: string;
  /** Names seen in files; the first one is written. */
  readonly identifiers: readonly [string, ...string[]];
  /** What a step of this shape touches, beside the flow variables in its texts. Absent: nothing but its payload. */
  readonly touches?: (step: FlowStep) => Touches;
  /** Schema of `config` on the step, loaded only to say what is wrong. Absent: settings are kept as they are. */
  readonly schema?: () => Promise<z.ZodType<Settings>>;
  /** True when the step owns legs in `routes`. */
  readonly hasLegs?: boolean;
  /** Absent: the shape is known and kept, but this version cannot run it. */
  readonly run?: () => Promise<{ readonly default: Run }>;
}

/** Declares a shape. Settings are inferred from the schema. */
export function defineShape<Settings, Run>(shape: Shape<Settings, Run>): Shape<Settings, Run> {
  return shape;
}
