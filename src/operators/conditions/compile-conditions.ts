import type { CompilePattern } from '../../contract/define-operator.ts';
import type { StepInput } from '../../contract/step.ts';
import type { StepFilter } from '../../flow/model.ts';
import { findOperator } from '../find.ts';
import { compileRule, type Rule } from './compile-rule.ts';

/** Alternatives, of which one has to hold; of each of them all rules have to. */
export type Conditions = readonly (readonly Rule[])[];

/**
 * Compiles rules as people write them in the filter shape and on the legs of a route. They are taken in `match_order`, and
 * a rule marked `or` starts an alternative; a rule that says nothing is joined by `usualLogic`.
 */
export async function compileConditions(
  filters: readonly StepFilter[],
  around: StepInput<unknown>,
  usualLogic: 'and' | 'or' = 'and',
): Promise<Conditions> {
  const input = { ...around, compilePattern: await loadPatterns(filters) };
  return groupByOr(filters, usualLogic).map((rules) => rules.map((rule) => compileRule(rule, input)));
}

/** The engine is loaded by flows that have a pattern. */
async function loadPatterns(filters: readonly StepFilter[]): Promise<CompilePattern | undefined> {
  const needed = filters.some(({ comparison }) => findOperator(comparison)?.needsPatterns === true);
  return needed ? (await import('../pattern.ts')).compilePattern : undefined;
}

function groupByOr(filters: readonly StepFilter[], usualLogic: 'and' | 'or'): readonly (readonly StepFilter[])[] {
  const active = filters.filter((rule) => rule.is_active !== false);
  const ordered = active.toSorted((a, b) => (a.match_order ?? 0) - (b.match_order ?? 0));
  const groups: StepFilter[][] = [];
  for (const rule of ordered) {
    const last = groups.at(-1);
    if (last === undefined || (rule.operator_logic?.toLowerCase() ?? usualLogic) === 'or') groups.push([rule]);
    else last.push(rule);
  }
  return groups;
}
