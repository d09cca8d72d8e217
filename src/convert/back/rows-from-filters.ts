import { textWithoutVariables } from '../../contract/template.ts';
import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { StepFilter } from '../../flow/model.ts';
import { findOperator } from '../../operators/find.ts';
import type { FilterOperator } from '../../legacy/bundle.ts';
import { hasWildcard } from '../../text/path.ts';
import { comparisons } from '../filter-values.ts';
import { inRecord, pointerTo } from './fields.ts';
import type { FlowScope, PlacedStep } from './scope.ts';
import type { ReadEndpoint } from './side-from-connector.ts';
import type { ServiceSteps } from './steps.ts';

/** Where the records of the service are, and what their fields are called. */
export interface Records extends Pick<ReadEndpoint, 'fieldAt' | 'system' | 'entity'> {
  readonly endpoint: ReadEndpoint['endpoint'];
  /** Path of the records in a page, `''` for a bare list. */
  readonly path: string;
}

/** The inverse of `rules/filter-rows-to-filters.ts`: filters of the pull, then those behind it, then those on lists. */
export function readFilterRows(scope: FlowScope, steps: ServiceSteps, records: Records): readonly unknown[] {
  return [
    ...readParameters(scope, steps.pull, records),
    ...steps.pageFilters.flatMap((placed) => readRules(scope, placed, records)),
    ...steps.recordFilters.flatMap((group) => readListGroup(scope, group, records)),
  ];
}

/** The inverse of `rules/filter-to-parameter.ts`. */
function readParameters(scope: FlowScope, pull: PlacedStep | undefined, records: Records): readonly unknown[] {
  return (pull?.step.filters ?? []).flatMap((filter, index) => {
    if (filter.is_active === false) return [];
    const declared = records.endpoint?.filters?.find(
      ({ key, comparison }) => key === filter.field && comparison === filter.comparison,
    );
    const field = records.fieldAt(declared?.field ?? filter.field);
    return [readRow(scope, filter, field, pull === undefined ? '' : pointerTo(pull, 'filters', index), records)];
  });
}

/** The inverse of `rules/filter-to-filter.ts`. */
function readRules(scope: FlowScope, placed: PlacedStep, records: Records): readonly unknown[] {
  const rules = placed.step.filters ?? [];
  const active = [...rules.entries()].filter(([, { is_active }]) => is_active !== false);
  const inOrder = active.toSorted(([, a], [, b]) => (a.match_order ?? 0) - (b.match_order ?? 0));
  return inOrder.map(([index, rule], place) => {
    const pointer = pointerTo(placed, 'filters', index);
    if (place > 0 && rule.operator_logic?.toLowerCase() === 'or')
      return refuse(scope, rule, {
        message: `Rule on "${rule.field}" begins an alternative (OR).`,
        help: 'Rows of a service are joined by AND: make a flow of each alternative.',
        pointer: `${pointer}/operator_logic`,
      });
    const path = inRecord(rule.field, records.path) ?? rule.field;
    if (hasWildcard(path))
      return refuse(scope, rule, {
        message: `Rule on "${rule.field}" looks into a list inside the record and would only remove elements of it.`,
        help: 'Services keep or leave whole records: filter by a field of the record itself.',
        pointer: `${pointer}/field`,
      });
    return readRow(scope, rule, records.fieldAt(path), pointer, records);
  });
}

/** The inverse of `rules/list-filter-to-filter.ts`: the first filter of the group says what an element has to be. */
function readListGroup(scope: FlowScope, group: readonly PlacedStep[], records: Records): readonly unknown[] {
  const [first] = group;
  const rule = first?.step.filters?.[0];
  if (first === undefined || rule === undefined)
    return [
      scope.refuse(
        group.map(({ step }) => step),
        noRule(group),
      ),
    ];
  if (rule.is_active === false) return [];
  return [readRow(scope, rule, records.fieldAt(rule.field), pointerTo(first, 'filters', 0), records)];
}

function noRule([first]: readonly PlacedStep[]): Finding {
  return {
    code: 'back/filter',
    message: `Filter "${first?.step.name ?? ''}" has no rule.`,
    help: 'Give it a rule, or remove the step.',
    pointer: first?.pointer ?? '',
  };
}

function readRow(scope: FlowScope, rule: StepFilter, field: string, pointer: string, records: Records): unknown {
  const problem = problemOf(rule, pointer);
  if (problem !== undefined) return refuse(scope, rule, problem);
  const comparison = findOperator(rule.comparison)?.id ?? rule.comparison;
  const declared = records.system?.entities
    .find(({ type }) => type === records.entity)
    ?.filterFields?.find((one) => one.field === field)?.type;
  if (rule.value_type === 'relative_date') {
    const operator = comparison === 'gte' ? 'withinLast' : 'olderThan';
    return { field, ...(declared === undefined ? {} : { type: declared }), operator, value: periodOf(rule.value) };
  }
  const operator = operatorsByComparison.get(comparison);
  const text = rule.value === undefined ? undefined : textWithoutVariables(rule.value);
  return {
    field,
    ...(rule.type === undefined ? (declared === undefined ? {} : { type: declared }) : { type: rule.type }),
    operator,
    ...(text === undefined ? {} : { value: valueOf(text, comparison, rule.type) }),
  };
}

/** Why no row of a service says the same. */
function problemOf(rule: StepFilter, pointer: string): Omit<Finding, 'code'> | undefined {
  const comparison = findOperator(rule.comparison)?.id ?? rule.comparison;
  if (rule.keep_matching === false || rule.keep_matching === 'false' || rule.keep_matching === '0')
    return {
      message: `Rule on "${rule.field}" removes what matches.`,
      help: 'Rows of a service keep what matches: write the opposite comparison.',
      pointer: `${pointer}/keep_matching`,
    };
  if (rule.value_type === 'relative_date')
    return (comparison === 'gte' || comparison === 'lt') &&
      periodOf(rule.value) !== undefined &&
      (rule.type === undefined || rule.type.startsWith('date'))
      ? undefined
      : {
          message: `Rule on "${rule.field}" compares by "${rule.comparison}" with the date "${rule.value ?? ''}".`,
          help: 'A service looks back from now: "gte" or "lt" with a number of seconds, minutes, hours, days, weeks or years, such as "-15 minutes".',
          pointer: `${pointer}/value`,
        };
  if (rule.value_type === 'variable' || (rule.value !== undefined && textWithoutVariables(rule.value) === undefined))
    return {
      message: `Rule on "${rule.field}" compares with a variable: "${rule.value ?? ''}".`,
      help: 'A service has no variables: write a fixed value.',
      pointer: `${pointer}/value`,
    };
  if (operatorsByComparison.has(comparison)) return undefined;
  return {
    message: `Rule on "${rule.field}" compares by "${rule.comparison}", which no filter of a service does.`,
    help: `Use one of: ${[...operatorsByComparison.keys()].join(', ')}.`,
    pointer: `${pointer}/comparison`,
  };
}

function refuse(scope: FlowScope, rule: StepFilter, finding: Omit<Finding, 'code'>): unknown {
  return scope.refuse(rule, { code: 'back/filter', ...finding });
}

const operatorsByComparison: ReadonlyMap<string, FilterOperator> = new Map(
  Object.entries(comparisons)
    .filter(([operator]) => operator !== 'withinLast' && operator !== 'olderThan')
    .map(([operator, comparison]) => [comparison, operator as FilterOperator]), // a key of the table
);

/** The inverse of `rules/relative-time-to-date.ts`. */
function periodOf(text: string | undefined): { readonly amount: number; readonly unit: string } | undefined {
  const [, amount, unit] =
    /^-\s*(\d+(?:\.\d+)?)\s*(second|minute|hour|day|week|year)s?$/iu.exec(text?.trim() ?? '') ?? [];
  return amount === undefined || unit === undefined ? undefined : { amount: Number(amount), unit: unit.toLowerCase() };
}

function valueOf(text: string, comparison: string, type: string | undefined): unknown {
  if (comparison === 'in' || comparison === 'not_in') return text.split(',').map((one) => scalarOf(one, type));
  return scalarOf(text, type);
}

/** Only the text that the value would be written as, so that none becomes another. */
function scalarOf(text: string, type: string | undefined): string | number | boolean {
  if (type === 'number' && String(Number(text)) === text) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
