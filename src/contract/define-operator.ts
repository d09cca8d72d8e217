/** A filter operator. Both sides are cast to `type` before they are compared. */
export interface Operator {
  /** Canonical id, written into files. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** False when the operator looks at the field alone. */
  readonly takesValue: boolean;
  /** Compiles the comparison with one right-hand side. A value that cannot be cast does not match. */
  compile(value: string | undefined, options: OperatorOptions): (input: unknown) => boolean;
}

export interface OperatorOptions {
  /** `string`, `number`, `boolean`, `date`; absent or unknown: by the type of the field's value. */
  readonly type: string | undefined;
  /** PHP date tokens of the field and of the value, where they are not ISO 8601. */
  readonly dateFormat?: string;
  /** The run's moment, in milliseconds since the epoch. */
  readonly nowMs: number;
}

export function defineOperator(operator: Operator): Operator {
  return operator;
}
