import type { OperationSpec } from './operation.ts';
import type { Validators } from './validation.ts';

/** For operations without parameters. */
export type NoParameters = Readonly<Record<string, never>>;

/** Completes the operations of a group with what they share. */
export function defineOperations<Method extends string>(
  group: string,
  validators: () => Promise<Validators>,
  specs: Readonly<Record<Method, Omit<OperationSpec, 'id' | 'validators'>>>,
): Readonly<Record<Method, OperationSpec>> {
  const complete: Partial<Record<Method, OperationSpec>> = {};
  for (const method of Object.keys(specs) as Method[])
    complete[method] = { ...specs[method], id: `${group}.${method}`, validators };
  return complete as Record<Method, OperationSpec>;
}
