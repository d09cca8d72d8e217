import type { FlowFile, FlowStep, StepFilter } from '../../src/flow/model.ts';
import type { MappingRule } from '../../src/flow/transform-step.ts';
import { findOperator } from '../../src/operators/find.ts';
import { compilePattern } from '../../src/operators/pattern.ts';
import { compileMap } from '../../src/shapes/map/compile-map.ts';
import { canonicalJson } from '../../src/text/json.ts';
import { relativePeriodStart } from './relative.ts';
import { transformContext } from '../../test/support/transform-context.ts';
import type { MutantKind } from './kinds.ts';
import { filterRows, kindOf, mappingRules, stepsOf } from './places.ts';
import { nowMs, valuesFor } from './pool.ts';
import { recordsWith, withValue } from './record.ts';

/**
 * Why nobody can tell a mutant from the flow, if so. Decided without a verification: the changed rules are run over many
 * values before and after the change.
 */
export function whyEquivalent(kind: MutantKind, before: FlowFile, after: FlowFile): string | undefined {
  if (canonicalJson(before) === canonicalJson(after)) return 'the change changes nothing';
  if (kind.touches === 'map') return sameMaps(before, after);
  if (kind.touches === 'filter') return sameFilters(before, after);
  return sameSteps(before, after);
}

function sameMaps(before: FlowFile, after: FlowFile): string | undefined {
  const [old, young] = [before, after].map((flow) => mappingRules(flow).map(({ value }) => value));
  if (old === undefined || young === undefined) return undefined;
  const concerned = concernedRules(old, young, tablesThatDiffer(before, after));
  const [left, right] = [old, young].map((rules) => rules.filter(concerned));
  const paths = [...new Set([...(left ?? []), ...(right ?? [])].flatMap(({ sources = [] }) => sources))];
  const run = { before: mapOf(left ?? [], before), after: mapOf(right ?? [], after) };
  const allowed = valuesAllowed(before);
  const values = valuesFor([before, after]);
  let tried = 0;
  // What fails for another reason, which both have, shows nothing.
  const others = mapOf(
    old.filter((rule) => !concerned(rule) && rule.sources?.some((path) => paths.includes(path)) === true),
    before,
  );
  const tellsApart = (record: unknown): boolean => {
    tried++;
    return run.before(record) !== run.after(record) && others(record) !== 'fails';
  };
  if (paths.length === 0) return tellsApart({}) ? undefined : 'both give the same without a source';
  const fitting = new Map(paths.map((path) => [path, values.filter((value) => allowed(path, value))]));
  for (const [path, own] of fitting) {
    for (const [index, value] of own.entries()) {
      for (const record of recordsWith(path, value)) {
        if (tellsApart(record)) return undefined;
        let filled = record;
        for (const [other, ones] of fitting)
          if (other !== path) filled = withValue(filled, other, ones[(index * 7 + 3) % Math.max(1, ones.length)]);
        if (paths.length > 1 && tellsApart(filled)) return undefined;
      }
    }
  }
  return `before and after the change the mapping gives the same for ${tried} records`;
}

function tablesThatDiffer(before: FlowFile, after: FlowFile): ReadonlySet<string> {
  const tables = (flow: FlowFile): ReadonlyMap<string, string> =>
    new Map((flow['x-repatch']?.lookups ?? []).map((table) => [table.name, canonicalJson(table)]));
  const [left, right] = [tables(before), tables(after)];
  return new Set([...left.keys(), ...right.keys()].filter((name) => left.get(name) !== right.get(name)));
}

/** Rules that are not the same on both sides, and those into the same object or list. */
function concernedRules(
  old: readonly MappingRule[],
  young: readonly MappingRule[],
  tables: ReadonlySet<string>,
): (rule: MappingRule) => boolean {
  const count = (rules: readonly MappingRule[]): ReadonlyMap<string, number> => {
    const found = new Map<string, number>();
    for (const rule of rules) found.set(canonicalJson(rule), (found.get(canonicalJson(rule)) ?? 0) + 1);
    return found;
  };
  const [left, right] = [count(old), count(young)];
  const usesTable = ({ transforms = [] }: MappingRule): boolean =>
    transforms.some(({ arguments: given }) => tables.has(String(given?.['lookup'])));
  const changed = [...old, ...young].filter(
    (rule) => left.get(canonicalJson(rule)) !== right.get(canonicalJson(rule)) || usesTable(rule),
  );
  const own = new Set(changed.map(canonicalJson));
  const targets = new Set(changed.map(({ target }) => target));
  const lists = new Set(changed.flatMap(({ target }) => (target.includes('.*') ? [target.split('.*')[0]] : [])));
  return (rule) => own.has(canonicalJson(rule)) || targets.has(rule.target) || lists.has(rule.target.split('.*')[0]);
}

/** Gives what a map writes, or that it fails, as text. */
function mapOf(rules: readonly MappingRule[], flow: FlowFile): (record: unknown) => string {
  const lookups = flow['x-repatch']?.lookups ?? [];
  const profile = flow['x-repatch']?.profile;
  const context = {
    ...transformContext({ now: new Date(nowMs).toISOString(), lookups, ...(profile === undefined ? {} : { profile }) }),
    step: 'Map',
  };
  let map: ((value: unknown) => unknown) | undefined;
  try {
    map = compileMap(rules, context);
  } catch {
    return () => 'does not compile';
  }
  const ready = map;
  return (record) => {
    try {
      return canonicalJson(ready(record) ?? {});
    } catch {
      return 'fails';
    }
  };
}

/** Whether a record with a value at a path comes through the filters before the map. */
function valuesAllowed(flow: FlowFile): (path: string, value: unknown) => boolean {
  const rows = [...filterRows(flow, 'shape').map(({ value }) => value), ...parametersAsRows(flow)];
  const isPlain = rows.every(({ operator_logic: logic }) => logic?.toLowerCase() !== 'or');
  return (path, value) => {
    if (!isPlain || path.includes('*')) return true;
    return rows
      .filter(({ field }) => field === path || field.endsWith(`.*.${path}`) || field === `*.${path}`)
      .every((row) => passes(row)(value));
  };
}

/** What an API that keeps its word makes of the parameters of the pull. */
function parametersAsRows(flow: FlowFile): readonly StepFilter[] {
  return filterRows(flow, 'pull').flatMap(({ value: row, step }) => {
    const system = flow.systems.find((one) => one.system.name === step.connector?.system)?.system;
    const endpoint = system?.endpoints?.find(({ name }) => name === step.endpoint?.name);
    const declared = endpoint?.filters?.find(({ key }) => key === row.field);
    if (declared === undefined) return [];
    const type = declared.type === undefined ? {} : { type: declared.type };
    return [{ ...row, ...type, field: declared.field, comparison: declared.comparison, keep_matching: true }];
  });
}

function passes(row: StepFilter): (value: unknown) => boolean {
  const operator = findOperator(row.comparison);
  const isRelative = row.value_type === 'relative_date';
  const keeps = !(row.keep_matching === false || row.keep_matching === 'false' || row.keep_matching === '0');
  const right = isRelative ? relativePeriodStart(row.value ?? '', nowMs) : row.value;
  const matches = operator?.compile(right, {
    type: isRelative ? 'date' : row.type,
    ...(row.date_format === undefined ? {} : { dateFormat: row.date_format }),
    nowMs,
    compilePattern,
  });
  return (value) => matches === undefined || matches(value) === keeps;
}

function sameFilters(before: FlowFile, after: FlowFile): string | undefined {
  // What the API makes of its parameters, only the API knows.
  if (canonicalJson(filterRows(before, 'pull')) !== canonicalJson(filterRows(after, 'pull'))) return undefined;
  // Behind the batch, rows look into the lists of one record, and what they leave empty decides.
  if (canonicalJson(ofSingleRecords(before)) !== canonicalJson(ofSingleRecords(after))) return undefined;
  const rowsOf = (flow: FlowFile): readonly StepFilter[] => filterRows(flow, 'shape').map(({ value }) => value);
  const fields = [...new Set([...rowsOf(before), ...rowsOf(after)].map(({ field }) => field))];
  const values = valuesFor([before, after]);
  const [left, right] = [decide(before), decide(after)];
  const usual = new Map(
    fields.map((field) => [field, values.find((value) => passesAlone(rowsOf(before), field, value))]),
  );
  let tried = 0;
  for (const field of fields) {
    for (const value of values) {
      const record = new Map([...usual, [field, value]]);
      tried++;
      if (left(record) !== right(record)) return undefined;
    }
  }
  return `before and after the change the filters decide the same for ${tried} records`;
}

function ofSingleRecords(flow: FlowFile): readonly unknown[] {
  const steps = stepsOf(flow).map(({ step }) => step);
  const batch = steps.findIndex((step) => kindOf(step) === 'batch');
  return steps.filter((step, index) => index > batch && batch >= 0 && kindOf(step) === 'filter');
}

function passesAlone(rows: readonly StepFilter[], field: string, value: unknown): boolean {
  return rows.filter((row) => row.field === field).every((row) => passes(row)(value));
}

/** Rows joined by AND within an alternative; `or` starts one. Every filter shape has to be passed. */
function decide(flow: FlowFile): (record: ReadonlyMap<string, unknown>) => boolean {
  const shapes = stepsOf(flow).flatMap(({ step }) =>
    kindOf(step) === 'filter'
      ? [alternatives(step).map((rows) => rows.map((row) => ({ row, test: passes(row) })))]
      : [],
  );
  return (record) =>
    shapes.every((groups) =>
      groups.length === 0 ? true : groups.some((rows) => rows.every(({ row, test }) => test(record.get(row.field)))),
    );
}

function alternatives({ filters = [] }: FlowStep): readonly (readonly StepFilter[])[] {
  const groups: StepFilter[][] = [];
  const active = filters.filter((row) => row.is_active !== false);
  for (const row of active.toSorted((a, b) => (a.match_order ?? 0) - (b.match_order ?? 0))) {
    const last = groups.at(-1);
    if (last === undefined || row.operator_logic?.toLowerCase() === 'or') groups.push([row]);
    else last.push(row);
  }
  return groups;
}

/** Steps that hand on what they get, and do not see what the other does. */
const independent = ['track', 'dedupe track', 'notify'];

function sameSteps(before: FlowFile, after: FlowFile): string | undefined {
  const [old, young] = [before, after].map((flow) => stepsOf(flow).map(({ step }) => step));
  if (old === undefined || young === undefined || old.length !== young.length) return undefined;
  const moved = old.filter((step, index) => canonicalJson(step) !== canonicalJson(young[index]));
  const isSwap =
    moved.length === 2 && moved.every((step) => young.some((one) => canonicalJson(one) === canonicalJson(step)));
  const kinds = moved.map((step) =>
    [kindOf(step), step.config?.['behaviour']].filter((part) => part !== undefined).join(' '),
  );
  return isSwap && kinds.every((kind) => independent.includes(kind))
    ? `${kinds.join(' and ')} hand on what they get and do not see each other`
    : undefined;
}
