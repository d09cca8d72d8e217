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

interface Description {
  /** Canonical name, written into files. */
  readonly name: string;
  /** Labels and older names accepted in files. */
  readonly aliases?: readonly string[];
  readonly category: 'array' | 'date' | 'number' | 'string' | 'other';
  /** One line for people. */
  readonly summary: string;
  /** `documented`, or the toolkit's own reading where the platform's is not public. */
  readonly grade: 'documented' | 'inferred' | 'toolkit';
  /** True when it makes its own value and needs no source field. */
  readonly generates?: boolean;
}

/** Gets the value of the source field (`null` for a missing one; a list for several) or of the function before. */
export type TransformFunction = (input: unknown) => unknown;

interface Declaration<Arguments> extends Description {
  readonly arguments: z.ZodType<Arguments>;
  /** Compiles one use. */
  compile(args: Arguments, context: TransformContext): TransformFunction;
}

/** A transform function: pure, and total except for TransformError. */
export interface Transform extends Description {
  readonly arguments: z.ZodType;
  /** Checks the arguments and compiles one use. Throws TransformError for arguments of the wrong form. */
  compile(args: unknown, context: TransformContext): TransformFunction;
}

export function defineTransform<Arguments>(declaration: Declaration<Arguments>): Transform {
  return {
    ...declaration,
    compile(args, context) {
      const parsed = declaration.arguments.safeParse(args);
      if (parsed.success) return declaration.compile(parsed.data, context);
      const [issue] = parsed.error.issues;
      throw new TransformError(`argument "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'is wrong'}`);
    },
  };
}

/** A value that a transform cannot work on. The message names the type found, never the value. */
export class TransformError extends Error {
  override readonly name = 'TransformError';
}
