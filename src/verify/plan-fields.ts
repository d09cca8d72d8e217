import type { ServiceBundle, FilterRow } from '../legacy/bundle.ts';
import type { Endpoint } from '../connector/definition.ts';
import { relativePeriod } from '../text/relative-date.ts';
import { findTransform } from '../transforms/find.ts';
import type { FieldPlan } from '../simulator/generate-records.ts';
import type { Outline } from './outline.ts';

/** Records made for a service that has no samples. */
export const generatedCount = 6;

/**
 * The fields that records of a service need: those of the schema, the dictionary, the mappings, the filters and the
 * ledger. Filtered fields get values that pass, except in the last record, which none of the filters lets through.
 */
export function planFields(
  outline: Outline,
  endpoint: Endpoint | undefined,
  bundle: ServiceBundle,
  nowMs: number,
): readonly FieldPlan[] {
  const { service, mappings, sourcePath, sourceSystem, idPath, referencePath, modifiedPath } = outline;
  const plans = new Map<string, FieldPlan>();
  const add = (plan: FieldPlan): void => {
    plans.set(plan.path, { ...plans.get(plan.path), ...plan });
  };
  for (const { path, type } of endpoint?.schema ?? []) add({ path, type: typeOf(path, type) });
  for (const { name, path = name, type } of sourceSystem?.entities.find(
    ({ type: one }) => one === service.source.entity,
  )?.fields ?? [])
    add({ path, type: typeOf(path, type) });
  for (const row of mappings) {
    if (!('field' in row.source)) continue;
    const path = sourcePath(row.source.field);
    const [first] = row.transformation ?? [];
    const table = bundle.crossReferences.find(({ id }) => id === first?.crossReferenceId);
    const category = first === undefined ? undefined : findTransform(first.function)?.category;
    const { field } = row.source;
    const values = table?.rows
      .filter((one) => one.field === undefined || one.field === field)
      .map(({ value }) => value);
    add({
      path,
      type: category === 'number' || category === 'date' ? category : (plans.get(path)?.type ?? typeOf(path)),
      ...(values === undefined ? {} : { values }),
      ...dateFormatOf(first?.arguments),
    });
  }
  if (referencePath !== undefined) add({ path: referencePath, type: plans.get(referencePath)?.type ?? 'text' });
  if (modifiedPath !== undefined) add({ path: modifiedPath, type: 'date' });
  for (const row of service.filters) {
    const { pass, fail } = valuesFor(row, nowMs);
    add({
      path: sourcePath(row.field),
      type: 'text',
      values: Array.from({ length: generatedCount }, (_, turn) => (turn === generatedCount - 1 ? fail : pass(turn))),
    });
  }
  return [{ path: idPath, type: 'id' }, ...[...plans.values()].filter(({ path }) => path !== idPath)];
}

/** Dates have to be written as the first function reads them. */
function dateFormatOf(use: Readonly<Record<string, unknown>> | undefined): Pick<FieldPlan, 'dateFormat'> {
  const format = use?.['input_format'];
  return typeof format === 'string' ? { dateFormat: format } : {};
}

function typeOf(path: string, declared?: string): FieldPlan['type'] {
  const name = path.split('.').at(-1) ?? path;
  if (declared !== undefined) {
    if (/int|num|float|decimal|money/iu.test(declared)) return 'number';
    if (/bool/iu.test(declared)) return 'boolean';
    if (/date|time/iu.test(declared)) return 'date';
    return 'text';
  }
  if (/(?:_at|date|time)$/iu.test(name)) return 'date';
  if (/price|total|amount|quantity|qty|weight|stock|level$/iu.test(name)) return 'number';
  return 'text';
}

function valuesFor(row: FilterRow, nowMs: number): { pass: (turn: number) => unknown; fail: unknown } {
  const { operator, value } = row;
  if (typeof value === 'object' && !Array.isArray(value)) {
    // Beyond all dates neither world runs, whatever the record says.
    const edge = relativePeriod(value, nowMs) ?? nowMs;
    const inside = (turn: number): string => iso(nowMs - ((nowMs - edge) * (turn + 1)) / (generatedCount + 2));
    const before = (turn: number): string => iso(edge - (turn + 1) * 60_000);
    return operator === 'olderThan' ? { pass: before, fail: inside(0) } : { pass: inside, fail: before(0) };
  }
  const [first = ''] = Array.isArray(value) ? value : [value];
  const other = typeof first === 'number' ? first - 1000 : `other than ${String(first)}`;
  const more = typeof first === 'number' ? first + 1 : `${String(first)}z`;
  switch (operator) {
    case 'equals':
    case 'in':
    case 'greaterOrEqual':
    case 'lessOrEqual':
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return { pass: () => first, fail: operator === 'lessOrEqual' ? more : other };
    case 'greaterThan':
      return { pass: () => more, fail: first };
    case 'lessThan':
      return { pass: () => other, fail: first };
    case 'notEquals':
    case 'notIn':
      return { pass: () => other, fail: first };
    case 'isEmpty':
      return { pass: () => '', fail: 'something' };
    case 'isNotEmpty':
      return { pass: () => 'something', fail: '' };
    case 'withinLast':
    case 'olderThan':
    case 'unknown':
      return { pass: () => first, fail: first };
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
