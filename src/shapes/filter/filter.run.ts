import { documentValue, withDocumentValue } from '../../contract/document-value.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { Payload } from '../../contract/payload.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import { eachRecord, keepRecords, listIn } from '../../text/records.ts';
import { compileConditions, type Conditions } from '../../operators/conditions/compile-conditions.ts';
import type { ReadyRule } from '../../operators/conditions/compile-rule.ts';

/**
 * Keeps or removes records inside each payload. Rules run in `match_order`, joined by AND; a rule marked `or`
 * starts an alternative. A rule without `*` in its path decides over the whole payload, or over each element
 * where the payload is a list.
 */
const compile: CompileStep<unknown> = async (input) => {
  const alternatives = await compileConditions(input.step.filters ?? [], input);
  return {
    kind: 'pure',
    apply: (payload) => applyFilter(payload, alternatives, input),
    atEnd() {
      const [all = [], another] = alternatives;
      if (another !== undefined) return;
      for (const { field, hasMissedAll } of all)
        if (hasMissedAll())
          input.context.warn(
            `Step "${input.step.name}" compares "${field}", which none of the records has, so that none passes.`,
            input.step.name,
          );
    },
  };
};

function applyFilter(
  payload: Payload,
  alternatives: Conditions,
  { step, context }: StepInput<unknown>,
): readonly Payload[] {
  if (alternatives.length === 0) return [payload];
  const ready = alternatives.map((rules) => rules.map((rule) => rule(payload)));
  const paths = ready.flatMap((rules) => rules.map(({ path }) => path.segments));
  const before = documentValue(payload, paths, step.name);
  const value = applyRules(before, ready, step.name);
  if (value === removed) return [];
  if (value === before) return [payload];
  if (isEmptied(value, ready[0] ?? []) && context.assume('filter.emptyPayload') === 'drop') return [];
  return [withDocumentValue(payload, value, paths)];
}

const removed = Symbol('removed');

function applyRules(value: unknown, alternatives: readonly (readonly ReadyRule[])[], step: string): unknown {
  const [only = []] = alternatives;
  return alternatives.length === 1 ? applyAll(value, only) : applyAny(value, alternatives, step);
}

/** Rules on one list are tested together, record by record; rules on different lists one list after the other. */
function applyAll(root: unknown, rules: readonly ReadyRule[]): unknown {
  let value = root;
  for (const group of groupByList(rules, root)) {
    value = keepWhere(value, group[0], (record) => group.every(({ test }) => test(record)));
    if (value === removed) break;
  }
  return value;
}

function applyAny(root: unknown, alternatives: readonly (readonly ReadyRule[])[], step: string): unknown {
  const rules = alternatives.flat();
  if (groupByList(rules, root).length > 1) {
    throw new TerminalError({
      code: 'run/bad-filter',
      message: `Step "${step}" joins rules on different lists by OR.`,
      help: 'Use rules on one list, or a route with one leg for each alternative.',
      step,
    });
  }
  return keepWhere(root, rules[0], (record) => alternatives.some((group) => group.every(({ test }) => test(record))));
}

/** The value with the records that are kept; the whole value may be the one record. */
function keepWhere(root: unknown, rule: ReadyRule | undefined, keep: (record: unknown) => boolean): unknown {
  const list = rule === undefined ? undefined : listIn(root, rule.path);
  if (list === undefined) return keep(root) ? root : removed;
  return keepRecords(root, list, keep, rule?.onNoList);
}

function groupByList(rules: readonly ReadyRule[], root: unknown): readonly (readonly ReadyRule[])[] {
  const groups: ReadyRule[][] = [];
  for (const rule of rules) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && placeIn(root, last[0]) === placeIn(root, rule)) last.push(rule);
    else groups.push([rule]);
  }
  return groups;
}

/** Whose records a rule decides over, as text. */
function placeIn(root: unknown, { path }: ReadyRule): string {
  return Array.isArray(root) ? path.placeInList : path.placeInObject;
}

function isEmptied(value: unknown, rules: readonly ReadyRule[]): boolean {
  if (Array.isArray(value)) return value.length === 0;
  let records = 0;
  for (const { path } of rules) if (path.list !== undefined) eachRecord(value, path.list, () => records++);
  return records === 0;
}

export default compile;
