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

/** Compiles a regular expression. Both calls may throw PatternError. */
export type CompilePattern = (pattern: string) => { readonly test: (text: string) => boolean };

/** A regular expression that cannot be used. The message is a clause that says why and where, `help` a sentence. */
export class PatternError extends Error {
  readonly help: string | undefined;

  constructor(message: string, options: { readonly help?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.help = options.help;
  }
}

export interface OperatorOptions {
  /** `string`, `number`, `boolean`, `date`; absent or unknown: by the type of the field's value. */
  readonly type: string | undefined;
  /** PHP date tokens of the field and of the value, where they are not ISO 8601. */
  readonly dateFormat?: string;
  /** The run's moment, in milliseconds since the epoch. */
  readonly nowMs: number;
  /** Called, while the comparison is compiled, for a value that is not of the type: "a date". It may throw. */
  readonly onBadValue?: (expected: string) => void;
  /** Called for a field that is there and is not of the type. It does not match. */
  readonly onBadField?: (expected: string) => void;
  /** For operators that need patterns: the engine is large, so whoever has such an operator loads it. */
  readonly compilePattern?: CompilePattern;
}

export function defineOperator(operator: Operator): Operator {
  return operator;
}
