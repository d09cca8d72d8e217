import type * as z from 'zod';
import type { JsonObject } from '../text/json.ts';

/**
 * What a shape does to the world. `pure` shapes are fused and run payload by payload; `reads` may run while
 * their input is still arriving; `writes` wait until everything before them is complete.
 */
export type Effect = 'pure' | 'reads' | 'writes';

/** A shape as the catalogue knows it. Behaviour lives beside it, in `<kind>.run.ts`, and is loaded on first use. */
export interface Shape<Settings = unknown, Run = unknown> {
  readonly kind: string;
  /** What a person calls it. */
  readonly title: string;
  /** Names seen in files; the first one is written. */
  readonly identifiers: readonly [string, ...string[]];
  readonly effect: Effect | ((config: JsonObject, direction: 'Receive' | 'Send' | undefined) => Effect);
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
