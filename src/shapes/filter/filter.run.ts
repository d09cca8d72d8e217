import { PatternError, type CompilePattern } from '../../contract/define-operator.ts';
import { requireFormat } from '../../contract/require-format.ts';
import type { StepFilter } from '../../flow/model.ts';
import { TerminalError } from '../../contract/errors.ts';
import { relativeMoment } from '../../contract/moment.ts';
import { withValue, type Payload } from '../../contract/payload.ts';
import { hasVariables } from '../../contract/template.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import { findOperator } from '../../operators/find.ts';
import { compileRecordPath, eachRecord, keepRecords, type RecordPath } from '../../text/records.ts';

type Input = StepInput<unknown> & { readonly compilePattern: CompilePattern | undefined };
type Predicate = (record: unknown) => boolean;

interface Rule {
  readonly path: RecordPath;
  /** The test for one payload: its value may hold variables. */
  readonly testFor: (payload: Payload) => Predicate;
}

/**
 * Keeps or removes records inside each payload. Rules run in `match_order`, joined by AND; a rule marked `or`
 * starts an alternative. A rule without `*` in its path decides over the whole payload, or over each element
 * where the payload is a list.
 */
const compile: CompileStep<unknown> = async (around) => {
  const input: Input = { ...around, compilePattern: await loadPatterns(around) };
  const alternatives = groupByOr(input.step.filters ?? []).map((rules) =>
    rules.map((rule) => compileRule(rule, input)),
  );
  return { kind: 'pure', apply: (payload) => applyFilter(payload, alternatives, input) };
};

/** The engine is loaded by flows that have a pattern. */
async function loadPatterns({ step }: StepInput<unknown>): Promise<CompilePattern | undefined> {
  const needed = step.filters?.some(({ comparison }) => findOperator(comparison)?.needsPatterns === true) === true;
  return needed ? (await import('../../operators/pattern.ts')).compilePattern : undefined;
}

function applyFilter(payload: Payload, alternatives: readonly (readonly Rule[])[], input: Input): readonly Payload[] {
  const [only] = alternatives;
  if (only === undefined) return [payload];
  requireFormat(payload, ['json'], input.step.name);
  const value = alternatives.length === 1 ? applyAll(payload, only) : applyAny(payload, alternatives, input.step.name);
  if (value === removed) return [];
  if (value === payload.value) return [payload];
  if (isEmptied(value, only) && input.context.assume('filter.emptyPayload') === 'drop') return [];
  return [withValue(payload, value)];
}

const removed = Symbol('removed');

/** Rules on one list are tested together, record by record; rules on different lists one list after the other. */
function applyAll(payload: Payload, rules: readonly Rule[]): unknown {
  let value = payload.value;
  for (const group of groupByList(rules)) {
    const tests = group.map((rule) => rule.testFor(payload));
    const keep: Predicate = (record) => tests.every((test) => test(record));
    const list = group[0]?.path.list ?? (Array.isArray(value) ? [] : undefined);
    if (list === undefined) {
      if (!keep(value)) return removed;
    } else {
      value = keepRecords(value, list, keep);
    }
  }
  return value;
}

function applyAny(payload: Payload, alternatives: readonly (readonly Rule[])[], step: string): unknown {
  const rules = alternatives.flat();
  const [first] = rules;
  if (first === undefined) return payload.value;
  if (rules.some((rule) => rule.path.listPath !== first.path.listPath)) {
    throw new TerminalError({
      code: 'run/bad-filter',
      message: `Step "${step}" joins rules on different lists by OR.`,
      help: 'Use rules on one list, or a route with one leg for each alternative.',
      step,
    });
  }
  const tests = alternatives.map((group) => group.map((rule) => rule.testFor(payload)));
  const keep: Predicate = (record) => tests.some((group) => group.every((test) => test(record)));
  const list = first.path.list ?? (Array.isArray(payload.value) ? [] : undefined);
  if (list === undefined) return keep(payload.value) ? payload.value : removed;
  return keepRecords(payload.value, list, keep);
}

function compileRule(rule: StepFilter, input: Input): Rule {
  const path = compileField(rule.field, input.step.name);
  const keepsMatches = !(rule.keep_matching === false || rule.keep_matching === 'false' || rule.keep_matching === '0');
  const compileTest = (value: string | undefined): Predicate => {
    const test = compileComparison(rule, value, input);
    return keepsMatches ? (record) => test(path.read(record)) : (record) => !test(path.read(record));
  };
  const { value } = rule;
  if (value === undefined || !hasVariables(value)) {
    const test = compileTest(value);
    return { path, testFor: () => test };
  }
  const fill = input.template(value);
  return { path, testFor: (payload) => compileTest(fill(payload)) };
}

function compileComparison(rule: StepFilter, value: string | undefined, input: Input): Predicate {
  const operator = findOperator(rule.comparison);
  if (operator === undefined) {
    throw new TerminalError({
      code: 'run/bad-filter',
      message: `Step "${input.step.name}" compares "${rule.field}" with an operator that is not known: "${rule.comparison}".`,
      help: 'Run "repatch validate" for the operators that are.',
      step: input.step.name,
    });
  }
  const isRelative = rule.value_type === 'relative_date';
  const right = isRelative
    ? new Date(relativeMoment(value ?? '', input.context, input.step.name)).toISOString()
    : value;
  try {
    return operator.compile(right, {
      type: isRelative ? 'date' : rule.type,
      ...(rule.date_format === undefined ? {} : { dateFormat: rule.date_format }),
      nowMs: input.context.nowMs,
      ...(input.compilePattern === undefined ? {} : { compilePattern: input.compilePattern }),
    });
  } catch (cause) {
    if (!(cause instanceof PatternError)) throw cause;
    throw new TerminalError({
      code: 'run/bad-pattern',
      message: `Step "${input.step.name}" compares "${rule.field}" with a pattern that cannot be used: ${right ?? ''}. ${cause.message}.`,
      help: 'Write it in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax).',
      step: input.step.name,
      cause,
    });
  }
}

/** A path with brackets would find nothing, and the filter would drop or keep everything in silence. */
function compileField(field: string, step: string): RecordPath {
  if (!/^\$|[[\]]/u.test(field)) return compileRecordPath(field);
  throw new TerminalError({
    code: 'run/bad-filter',
    message: `Step "${step}" filters on "${field}", which is no path: paths have no brackets and no "$".`,
    help: 'Write "items.0.sku" for one element of a list and "items.*.sku" for every one.',
    step,
  });
}

function groupByOr(rules: readonly StepFilter[]): readonly (readonly StepFilter[])[] {
  const active = rules.filter((rule) => rule.is_active !== false);
  const ordered = active.toSorted((a, b) => (a.match_order ?? 0) - (b.match_order ?? 0));
  const groups: StepFilter[][] = [];
  for (const rule of ordered) {
    const last = groups.at(-1);
    if (last === undefined || rule.operator_logic?.toLowerCase() === 'or') groups.push([rule]);
    else last.push(rule);
  }
  return groups;
}

function groupByList(rules: readonly Rule[]): readonly (readonly Rule[])[] {
  const groups: Rule[][] = [];
  for (const rule of rules) {
    const last = groups.at(-1);
    if (last?.[0]?.path.listPath === rule.path.listPath) last.push(rule);
    else groups.push([rule]);
  }
  return groups;
}

function isEmptied(value: unknown, rules: readonly Rule[]): boolean {
  if (Array.isArray(value)) return value.length === 0;
  let records = 0;
  for (const { path } of rules) if (path.list !== undefined) eachRecord(value, path.list, () => records++);
  return records === 0;
}

export default compile;
