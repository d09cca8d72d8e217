import type * as z from 'zod';
import type { Profile, ProfileKey } from '../config/profile.ts';
import type { LookupTable } from '../flow/model.ts';
import type { ScriptName } from './script.ts';
import type { SchemaKit } from '../schema/schema-kit.ts';
import type { CompilePattern } from './define-operator.ts';
import type { CacheScope } from './ports.ts';

/** What a transform may ask of the run it is part of. */
export interface TransformContext {
  /** The run's moment, in milliseconds since the epoch. */
  readonly nowMs: number;
  assume<K extends ProfileKey>(key: K): Profile[K];
  lookup(name: string): LookupTable | undefined;
  /** Compiles text that may hold flow and meta variables; call the result for each payload. */
  template(text: string): () => string;
  warn(text: string): void;
  /** What a cache holds under a key; `undefined`: nothing. Absent where caches cannot be read. */
  cached?(
    cache: { readonly name: string; readonly scope: CacheScope },
    key: string,
  ): { readonly value: unknown } | undefined;
  /** For functions with patterns. Absent where there is no engine for them. */
  readonly compilePattern?: CompilePattern;
  /** Compiles one use of a custom script. What it gives may be `pendingValue`. Absent: scripts are not run here. */
  script?(use: ScriptUse): TransformFunction;
}

/** How a function uses a custom script. */
export interface ScriptUse {
  readonly script: ScriptName;
  /** How text that it returns is read. */
  readonly output: 'text' | 'json';
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
  /** Names of the arguments whose text may hold variables. */
  readonly templates?: readonly string[];
}

/** Gets the value of the source field (`null` for a missing one; a list for several) or of the function before. */
export type TransformFunction = (input: unknown) => unknown;

/** A transform function: pure, and total except for TransformError. */
export interface Transform<Arguments = unknown> extends Description {
  /** Schema of its arguments. Takes zod instead of importing it, because a run and a check of a sound file do without. */
  arguments(zod: SchemaKit): z.ZodType<Arguments>;
  /** Compiles one use. The arguments have the form of the schema: `compileTransform` sees to it. */
  compile(args: Arguments, context: TransformContext): TransformFunction;
}

export function defineTransform<Arguments>(transform: Transform<Arguments>): Transform {
  return transform as Transform; // who compiles it has checked the arguments
}

/** A value that a transform cannot work on. The message names the type found, never the value. */
export class TransformError extends Error {
  override readonly name = 'TransformError';
}
