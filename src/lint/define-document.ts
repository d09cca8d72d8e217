import type * as z from 'zod';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { ValidateFunction } from '../schema/validate-function.ts';

/** A kind of document that people keep in git. Schemas and rules are loaded when a document needs them. */
export interface DocumentUnit<Kind extends string = string, Value = unknown> {
  readonly kind: Kind;
  /** What its "format" line says, where it has one. */
  readonly format?: string;
  /** Names of its files, and how they are shown. */
  readonly files: { readonly pattern: RegExp; readonly shown: string };
  /** Tells it from other documents where neither a line nor a name does. */
  readonly looksLike?: (value: Readonly<Record<string, unknown>>) => boolean;
  /** Says what is wrong; loads the schema library. */
  readonly schema: () => Promise<z.ZodType<Value>>;
  /** The schema compiled by the build: fast, and says only yes or no. */
  readonly compiled: () => Promise<{ readonly validators: Readonly<Record<string, ValidateFunction | undefined>> }>;
  /** What is wrong with a document that the schema accepts. `isThorough`: also what can be worked with all the same. */
  check?(value: Value, isThorough: boolean): Promise<readonly Finding[]>;
}

/** Declares a kind of document: the one place that its name, its files, its schema and its checks come from. */
export function defineDocument<const Kind extends string, Value>(
  unit: DocumentUnit<Kind, Value>,
): DocumentUnit<Kind, Value> {
  return unit;
}
