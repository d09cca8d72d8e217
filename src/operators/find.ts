import type { Operator } from '../contract/define-operator.ts';
import { operators } from './index.ts';

/** The operator with this id or alias, whatever its case, or `undefined`. */
export function findOperator(name: string): Operator | undefined {
  const wanted = name.trim().toLowerCase();
  return operators.find((operator) => operator.id === wanted || operator.aliases.includes(wanted));
}
