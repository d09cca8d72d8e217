import type * as z from 'zod';
import type { Profile, ProfileKey } from '../config/profile.ts';
import type { LookupTable } from '../flow/model.ts';

/** What a transform may ask of the run it is part of. */
export interface TransformContext {
  /** The run's moment, in milliseconds since the epoch. */
  readonly nowMs: number;
  assume<K extends ProfileKey>(key: K): Profile[K];
  lookup(name: string): LookupTable | undefined;
  /** Compiles text that may hold flow and meta variables; call the result for each payload. */
  template(text: string): () => string;
  warn(text: string): void;
}

/** A transform function: pure, and total except for TransformError. */
export interface Transform<Arguments = unknown> {
  /** Canonical name, written into files. */
  readonly name: string;
  /** Labels and older names accepted in files. */
  readonly aliases: readonly string[];
  readonly category: 'array' | 'date' | 'number' | 'string' | 'other';
  /** One line for people. */
  readonly summary: string;
  /** `documented`, or the toolkit's own reading where the platform's is not public. */
  readonly grade: 'documented' | 'inferred' | 'toolkit';
  /** True when it makes its own value and needs no source field. */
  readonly generates?: boolean;
  readonly arguments: z.ZodType<Arguments>;
  /**
   * Compiles one use. The closure gets the value of the source field (`undefined` and `null` for a missing
   * one; a list where the rule has several sources or a wildcard) or the output of the function before.
   */
  compile(args: Arguments, context: TransformContext): (input: unknown) => unknown;
}

export function defineTransform<Arguments>(transform: Transform<Arguments>): Transform<Arguments> {
  return transform;
}

/** A value that a transform cannot work on. The message names the type found, never the value. */
export class TransformError extends Error {
  override readonly name = 'TransformError';
}
