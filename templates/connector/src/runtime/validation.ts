import type * as z from 'zod';
import { ValidationError, type ValidationIssue, type ValidationSubject } from './errors.ts';
import type { OperationSpec } from './operation.ts';
import { declaredFor } from './response.ts';

/** `off`: nothing is checked. `warn`: problems are reported and the call goes on. `strict`: it throws. */
export type ValidationMode = 'off' | 'warn' | 'strict';

/** A schema that is built when it is first asked for. */
export type LazySchema = () => z.ZodType;

/** Validators of one group, by method. They are loaded at the first call that checks something. */
export type Validators = Readonly<
  Record<string, { readonly input?: LazySchema; readonly responses?: Readonly<Record<string, LazySchema>> }>
>;

export interface ValidationWarning {
  readonly operation: string;
  readonly subject: ValidationSubject;
  readonly issues: readonly ValidationIssue[];
}

/** Checks values against the description. Values are never changed, so that what is sent is what was given. */
export class Validation {
  readonly #onWarning: (warning: ValidationWarning) => void;

  constructor(onWarning: (warning: ValidationWarning) => void) {
    this.#onWarning = onWarning;
  }

  async checkInput(spec: OperationSpec, input: unknown, mode: ValidationMode): Promise<void> {
    if (mode === 'off') return;
    this.#check(spec.id, 'input', (await validatorsOf(spec))?.input, input, mode);
  }

  async checkResponse(spec: OperationSpec, status: number, body: unknown, mode: ValidationMode): Promise<void> {
    if (mode === 'off') return;
    this.#check(spec.id, 'response', declaredFor((await validatorsOf(spec))?.responses, status), body, mode);
  }

  checkWebhook(name: string, schema: LazySchema, body: unknown, mode: ValidationMode): void {
    if (mode !== 'off') this.#check(name, 'webhook', schema, body, mode);
  }

  #check(
    operation: string,
    subject: ValidationSubject,
    schema: LazySchema | undefined,
    value: unknown,
    mode: ValidationMode,
  ): void {
    const result = schema?.().safeParse(value);
    if (result === undefined || result.success) return;
    const hard = mode === 'strict' ? result.error.issues.filter((issue) => !isSoft(issue)) : [];
    if (hard.length > 0) throw new ValidationError(operation, subject, hard.map(describe));
    this.#onWarning({ operation, subject, issues: result.error.issues.map(describe) });
  }
}

async function validatorsOf(spec: OperationSpec): Promise<Validators[string] | undefined> {
  const validators = await spec.validators();
  return validators[spec.id.slice(spec.id.indexOf('.') + 1)];
}

type Issue = z.core.$ZodIssue;

/** An unknown value of an open enumeration: reported, but never a failure, because APIs add values. */
function isSoft(issue: Issue): boolean {
  if (issue.code === 'custom') return issue.params?.['soft'] === true;
  return issue.code === 'invalid_union' && issue.errors.some((errors) => errors.length > 0 && errors.every(isSoft));
}

function describe(issue: Issue): ValidationIssue {
  return { path: issue.path.map(String).join('.'), message: issue.message };
}
