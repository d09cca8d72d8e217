/** A filter operator. Both sides are cast to `type` before they are compared. */
export interface Operator {
  /** Canonical id, written into files. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** False when the operator looks at the field alone. */
  readonly takesValue: boolean;
  /** True when the value is a regular expression. */
  readonly needsPatterns?: true;
  /** Compiles the comparison with one right-hand side. A value that cannot be cast does not match. */
  compile(value: string | undefined, options: OperatorOptions): (input: unknown) => boolean;
}

/** Compiles a regular expression. Errors: PatternError. */
export type CompilePattern = (pattern: string) => { readonly test: (text: string) => boolean };

/** A regular expression that cannot be used; the message is a clause that says why. */
export class PatternError extends Error {}

export interface OperatorOptions {
  /** `string`, `number`, `boolean`, `date`; absent or unknown: by the type of the field's value. */
  readonly type: string | undefined;
  /** PHP date tokens of the field and of the value, where they are not ISO 8601. */
  readonly dateFormat?: string;
  /** The run's moment, in milliseconds since the epoch. */
  readonly nowMs: number;
  /** For operators that need patterns: the engine is large, so whoever has such an operator loads it. */
  readonly compilePattern?: CompilePattern;
}

export function defineOperator(operator: Operator): Operator {
  return operator;
}
