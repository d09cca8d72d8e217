import type { ProfileKey } from '../../../src/config/profile.ts';
import type { OperatorCase, ShapeCase, TransformCase } from '../../../src/contract/cases.ts';
import type { DiagnosticCode } from '../../../src/diagnostics/table.ts';

/** What holds a row: examples of its own, or the name of a test elsewhere. */
export type Proof =
  | { readonly transform: string; readonly cases: readonly TransformCase[] }
  | { readonly operator: string; readonly cases: readonly OperatorCase[] }
  | { readonly shape: string; readonly cases: readonly ShapeCase[] }
  /** A file of the repository, and the name of a test or of an example in it. */
  | { readonly file: string; readonly named: string };

/** One row of what is known of the platform. */
export interface Row {
  readonly says: string;
  readonly proof: Proof;
  /** What is not public is answered by this choice of the profile. */
  readonly profile?: ProfileKey;
  /** It runs, but not as there, because of this. */
  readonly differs?: string;
  /** It does not run, because of this; the code says so to whoever has it in a file. */
  readonly refused?: string;
  readonly code?: DiagnosticCode;
}

export type Rows = Readonly<Record<string, Row>>;

/** An example of a unit, by what it shows. */
export function caseOf(file: string, named: string): Proof {
  return { file: `src/${file}.cases.ts`, named };
}

/** An example of a shape, by what it shows. */
export function shapeCaseOf(shape: string, named: string): Proof {
  return caseOf(`shapes/${shape}/${shape}`, named);
}

/** A test, by its name. */
export function testOf(file: string, named: string): Proof {
  return { file: `test/${file}.test.ts`, named };
}
