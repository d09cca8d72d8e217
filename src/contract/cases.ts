/**
 * Examples of units. They stand beside the unit, in `<unit>.cases.ts`: one contract test runs them all, and the
 * reference pages print them. Nothing that runs a flow or checks a file loads them.
 */
import type { Profile } from '../config/profile.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { LookupTable } from '../flow/model.ts';

/** A unit with its examples, as the generated indexes list them. */
export interface UnitCases<Unit, Case> {
  readonly unit: Unit;
  readonly cases: readonly Case[];
  /** Where the unit is declared, from the root of the repository. */
  readonly file: string;
}

/** One use of an operator: fields that match, and fields that do not. `undefined` stands for a missing field. */
export interface OperatorCase {
  /** What the case shows, where its values do not say it. */
  readonly shows?: string;
  /** Type of the filter rule. */
  readonly type?: string;
  /** PHP date tokens of the filter rule. */
  readonly dateFormat?: string;
  readonly value?: string;
  readonly matches?: readonly unknown[];
  readonly differs?: readonly unknown[];
  /** The value itself is refused, with this code. */
  readonly refuses?: DiagnosticCode;
}

/** One use of a transform: what it gives for each input, and the inputs that it refuses. */
export interface TransformCase {
  readonly shows?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly gives?: readonly (readonly [input: unknown, output: unknown])[];
  /** Inputs that fail, with words of the message. */
  readonly refuses?: readonly (readonly [input: unknown, message: string])[];
  /** The arguments themselves are refused, with words of the message. */
  readonly refusesArguments?: string;
  readonly warns?: string;
  readonly profile?: Partial<Profile>;
  /** The moment of the run. Default: 2026-03-01T10:00:00Z. */
  readonly now?: string;
  readonly lookups?: readonly LookupTable[];
  /** Flow variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The payload that is mapped, for text with payload variables. */
  readonly payload?: unknown;
  readonly meta?: Readonly<Record<string, string>>;
}
