import { storePayload, type Payload, type StoredPayload } from '../contract/payload.ts';
import { shapeIdentifier, type OrderedStep } from '../flow/graph.ts';
import type { FlowFile, FlowStep, FlowVersion } from '../flow/model.ts';
import { canonicalJson, isObject } from '../text/json.ts';
import { compilePath } from '../text/path.ts';
import type { Observed } from './observe.ts';
import { allSteps } from './single-step.ts';

/** Something of a flow that tests can exercise. */
export interface CoveragePoint {
  readonly kind: 'step' | 'leg' | 'mapping row' | 'filter row';
  /** As people know it: 'step "Map"', 'row 3 (number) of step "Map"'. */
  readonly name: string;
  readonly step: string;
  readonly isCovered: boolean;
  /** What no test has shown, where the point is not covered. */
  readonly lacks?: string;
}

type FilterRow = NonNullable<FlowStep['filters']>[number];

/** Runs a filter of one row on payloads, and gives what it hands on. */
export type TryRow = (
  version: FlowVersion,
  row: FilterRow,
  payloads: readonly StoredPayload[],
) => Promise<readonly Payload[]>;

/**
 * Which steps, legs, mapping rows and filter rows a flow's tests have exercised. A step is by a payload that reaches it, a leg by
 * one that reaches its first step, a mapping row by a value at its target, and a filter row by records that it keeps and
 * records that it removes, each by itself.
 */
export async function coverageOf(
  version: FlowVersion,
  runs: readonly Pick<Observed, 'arrived' | 'handedOn' | 'result'>[],
  tryRow: TryRow,
): Promise<readonly CoveragePoint[]> {
  const points: CoveragePoint[] = [];
  for (const ordered of allSteps(version)) {
    const { step } = ordered;
    const arrived = payloadsOf(runs, 'arrived', step.name);
    const handedOn = payloadsOf(runs, 'handedOn', step.name);
    const isReached = arrived.length + handedOn.length > 0 || runs.some((run) => isCounted(run, step.name));
    points.push(
      point('step', `step "${step.name}"`, step.name, isReached, 'no payload has reached it'),
      ...legPoints(ordered, runs),
      ...mappingPoints(step, handedOn),
      ...(await filterPoints(ordered, version, arrived, tryRow)),
    );
  }
  return points;
}

/** Steps without anything inside have arrived payloads counted all the same. */
function isCounted({ result }: Pick<Observed, 'result'>, step: string): boolean {
  return result.steps.some(({ name, payloadsIn, payloadsOut }) => name === step && payloadsIn + payloadsOut > 0);
}

function legPoints(
  { step, legs }: OrderedStep,
  runs: readonly Pick<Observed, 'arrived' | 'handedOn' | 'result'>[],
): readonly CoveragePoint[] {
  return legs.flatMap(({ leg, steps: [first] }): readonly CoveragePoint[] => {
    if (first === undefined) return [];
    const { name } = first.step;
    const isReached = payloadsOf(runs, 'arrived', name).length > 0 || runs.some((run) => isCounted(run, name));
    return [
      point('leg', `leg "${leg.name}" of step "${step.name}"`, step.name, isReached, 'no payload has gone down it'),
    ];
  });
}

function mappingPoints(step: FlowStep, handedOn: readonly Payload[]): readonly CoveragePoint[] {
  const rules = shapeIdentifier(step) === 'map' ? step.config?.['rules'] : undefined;
  if (!Array.isArray(rules)) return [];
  const values = handedOn.flatMap(valuesOf);
  return rules.map((rule: unknown, index): CoveragePoint => {
    const target = isObject(rule) ? String(rule['target']) : '';
    const read = compilePath(target);
    const isShown = values.some((value) => hasValue(read(value)));
    return point(
      'mapping row',
      `row ${index + 1} (${target}) of step "${step.name}"`,
      step.name,
      isShown,
      'no payload has a value there',
    );
  });
}

/** The value, and its elements where a map wraps what it makes. */
function valuesOf(payload: Payload): readonly unknown[] {
  const { value } = payload;
  return Array.isArray(value) ? [value, ...(value as unknown[])] : [value];
}

function hasValue(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasValue) : value !== undefined && value !== null;
}

async function filterPoints(
  { step, legs }: OrderedStep,
  version: FlowVersion,
  arrived: readonly Payload[],
  tryRow: TryRow,
): Promise<readonly CoveragePoint[]> {
  const own = shapeIdentifier(step) === 'filter' ? (step.filters ?? []) : [];
  const rows = [
    ...own.map((row) => ({ row, of: `step "${step.name}"` })),
    ...legs.flatMap(({ leg }) =>
      (leg.filters ?? []).map((row) => ({ row, of: `leg "${leg.name}" of step "${step.name}"` })),
    ),
  ].filter(({ row }) => row.is_active !== false);
  const payloads = rows.length === 0 ? [] : arrived.map(storePayload);
  const points: CoveragePoint[] = [];
  for (const [index, { row, of }] of rows.entries()) {
    const removes = await changes(version, row, payloads, arrived, tryRow);
    const keeps = await changes(version, inverse(row), payloads, arrived, tryRow);
    const lacks = keeps
      ? 'no record was removed by it'
      : removes
        ? 'no record was kept by it'
        : 'no record has reached it';
    points.push(
      point(
        'filter row',
        `row ${index + 1} (${row.field} ${row.comparison}) of ${of}`,
        step.name,
        removes && keeps,
        lacks,
      ),
    );
  }
  return points;
}

async function changes(
  version: FlowVersion,
  row: FilterRow,
  payloads: readonly StoredPayload[],
  arrived: readonly Payload[],
  tryRow: TryRow,
): Promise<boolean> {
  if (payloads.length === 0) return false;
  const left = await tryRow(version, row, payloads);
  return canonicalJson(left.map(({ value }) => value)) !== canonicalJson(arrived.map(({ value }) => value));
}

function inverse(row: FilterRow): FilterRow {
  const keeps = !(row.keep_matching === false || row.keep_matching === 'false' || row.keep_matching === '0');
  return { ...row, keep_matching: !keeps };
}

function payloadsOf(
  runs: readonly Pick<Observed, 'arrived' | 'handedOn'>[],
  way: 'arrived' | 'handedOn',
  step: string,
): readonly Payload[] {
  return runs.flatMap((run) => run[way].get(step) ?? []);
}

function point(
  kind: CoveragePoint['kind'],
  name: string,
  step: string,
  isCovered: boolean,
  lacks: string,
): CoveragePoint {
  return { kind, name, step, isCovered, ...(isCovered ? {} : { lacks }) };
}

/** A version of nothing but a filter of one row. */
export function filterAlone(flow: FlowFile, version: FlowVersion, row: FilterRow): FlowFile {
  const step: FlowStep = { name: 'Filter', microservice: 'filter', filters: [row] };
  return { ...flow, flow: { ...flow.flow, versions: [{ ...version, connections: [], steps: [step] }] } };
}
