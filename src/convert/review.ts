import cronstrue from 'cronstrue';
import type { FlowFile, FlowStep } from '../flow/model.ts';
import { orderSteps, shapeIdentifier, type OrderedStep } from '../flow/graph.ts';
import type { Placed } from '../legacy/bundle-index.ts';
import type { FilterRow, MappingRow, Service, ServiceBundle, TransformStep } from '../legacy/bundle.ts';
import { isObject } from '../text/json.ts';
import type { Entries, Entry, Outcome } from './account.ts';
import type { ConvertResult } from './convert.ts';

/** What became of a row, in the words of the rules that dealt with it. */
export interface RowOutcome {
  readonly outcome: Outcome;
  /** Each with the rule that says it. */
  readonly remarks: readonly { readonly rule: string; readonly note: string }[];
  /** Names of all rules that dealt with it. */
  readonly rules: readonly string[];
}

/** What became of a row, in a table. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  converted: 'as it was',
  noted: 'with a remark',
  undecided: 'to be decided',
  unsupported: 'left behind',
};

export interface MappingReview {
  readonly category: string | undefined;
  readonly source: string;
  readonly target: string;
  /** Functions with their arguments, in order. */
  readonly functions: readonly string[];
  /** Whether a value is required, and what stands for one that is missing; empty where nothing is said. */
  readonly policy: string;
  readonly became: RowOutcome;
}

export interface FilterReview {
  readonly field: string;
  /** Operator and value, in words. */
  readonly test: string;
  readonly became: RowOutcome;
}

/** A step as a picture shows it. */
export interface StepReview {
  readonly name: string;
  readonly shape: string;
  /** What it calls, or which pool or cache it uses. */
  readonly about: string;
  readonly legs: readonly { readonly name: string; readonly steps: readonly StepReview[] }[];
}

/** One service and its flow, side by side, for whoever has to agree. */
export interface ServiceReview {
  readonly isActive: boolean;
  readonly triggerBefore: string;
  readonly triggerAfter: string;
  readonly filters: readonly FilterReview[];
  readonly mappings: readonly MappingReview[];
  readonly steps: readonly StepReview[];
}

/** Gives the review of a service by its id. */
export type Reviews = (id: string) => ServiceReview | undefined;

/** Lays out what people compare. Each service is laid out when it is asked for: all at once would be too many. */
export function reviewOf({ flows, entries }: ConvertResult, bundle: ServiceBundle): Reviews {
  const flowOf = new Map(flows.map(({ service, flow }) => [service, flow]));
  const services = new Map(bundle.services.map((value, index) => [value.id, { value, index }]));
  const lookups = new Map(bundle.crossReferences.map(({ id, name }) => [id, name]));
  return (id) => {
    const service = services.get(id);
    return service && reviewService(service, flowOf.get(id), { entries, services, lookups });
  };
}

interface Estate {
  readonly entries: Entries;
  readonly services: ReadonlyMap<string, Placed<Service>>;
  /** Names by id. */
  readonly lookups: ReadonlyMap<string, string>;
}

function reviewService(
  placed: Placed<Service>,
  flow: FlowFile | undefined,
  { entries, services, lookups }: Estate,
): ServiceReview {
  const { value: service, index } = placed;
  const partner = service.sweeps === undefined ? undefined : services.get(service.sweeps);
  const owner = service.mappings.length === 0 && partner !== undefined ? partner : placed;
  const outcomes = outcomesOf(entries.of(index), index);
  const ownerOutcomes = owner === placed ? outcomes : outcomesOf(entries.of(owner.index), owner.index);
  const outcomeAt = (of: RowOutcomes, at: string): RowOutcome =>
    of.get(at) ?? { outcome: 'converted', remarks: [], rules: [] };
  return {
    isActive: service.active,
    triggerBefore: triggerBefore(service),
    triggerAfter: flow === undefined ? 'no flow' : triggerAfter(flow),
    filters: service.filters.map((row, at) => ({
      field: row.field,
      test: testOf(row),
      became: outcomeAt(outcomes, `filters/${at}`),
    })),
    mappings: owner.value.mappings.map((row, at) =>
      reviewMapping(row, outcomeAt(ownerOutcomes, `mappings/${at}`), lookups),
    ),
    steps: (flow?.flow.versions ?? []).slice(0, 1).flatMap((version) => stepsOf(orderSteps(version))),
  };
}

const worst: readonly Outcome[] = ['unsupported', 'undecided', 'noted', 'converted'];

type RowOutcomes = ReadonlyMap<string, RowOutcome>;

/** RowOutcomes of the rows of a service, by `filters|mappings/row`: the worst outcome of their values, with every remark once. */
function outcomesOf(entries: readonly Entry[], service: number): RowOutcomes {
  const rowName = /^(?:filters|mappings)\/\d+(?=\/|$)/u;
  const start = `/services/${service}/`.length;
  const rows = new Map<
    string,
    { outcome: Outcome; readonly remarks: Map<string, Remark>; readonly rules: Set<string> }
  >();
  for (const { pointer, outcome, note, rule } of entries) {
    const [key] = rowName.exec(pointer.slice(start)) ?? [];
    if (key === undefined) continue;
    const row = rows.get(key) ?? { outcome: 'converted', remarks: new Map<string, Remark>(), rules: new Set<string>() };
    if (worst.indexOf(outcome) < worst.indexOf(row.outcome)) row.outcome = outcome;
    if (note !== '') row.remarks.set(`${rule}\u001F${note}`, { rule, note });
    row.rules.add(rule);
    rows.set(key, row);
  }
  return new Map(
    Array.from(rows, ([key, { outcome, remarks, rules }]) => [
      key,
      { outcome, remarks: [...remarks.values()], rules: [...rules] },
    ]),
  );
}

type Remark = RowOutcome['remarks'][number];

function reviewMapping(row: MappingRow, became: RowOutcome, lookups: ReadonlyMap<string, string>): MappingReview {
  const { source, destination, category, transformation = [] } = row;
  const from = 'field' in source ? source.field : 'constant' in source ? JSON.stringify(source.constant) : 'no source';
  return {
    category,
    source: from,
    target: destination.field,
    functions: transformation.map((step) => functionText(step, lookups)),
    policy: policyOf(row),
    became,
  };
}

function policyOf({ required, whenMissing = 'unspecified' }: MappingRow): string {
  const missing = isObject(whenMissing)
    ? `${JSON.stringify(whenMissing['default'])} when missing`
    : missingWords[whenMissing];
  return [...(required === true ? ['required'] : []), ...(missing === '' ? [] : [missing])].join(', ');
}

const missingWords: Readonly<Record<Extract<NonNullable<MappingRow['whenMissing']>, string>, string>> = {
  unspecified: '',
  omit: 'left out when missing',
  null: 'null when missing',
  empty: 'empty when missing',
  fail: 'fails when missing',
};

function functionText(
  { function: name, arguments: args = {}, crossReferenceId, scriptId }: TransformStep,
  lookups: ReadonlyMap<string, string>,
): string {
  if (crossReferenceId !== undefined) return `lookup "${lookups.get(crossReferenceId) ?? crossReferenceId}"`;
  if (scriptId !== undefined) return `script ${scriptId}`;
  const values = Object.entries(args).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return values.length === 0 ? name : `${name} (${values.join(', ')})`;
}

function testOf({ operator, operatorLabel, value }: FilterRow): string {
  const words =
    operator === 'unknown'
      ? `"${operatorLabel ?? ''}" (not known)`
      : operator.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  if (value === undefined) return words;
  if (isObject(value) && 'unit' in value)
    return `${words} ${value.amount} ${value.unit}${value.amount === 1 ? '' : 's'}`;
  return `${words} ${Array.isArray(value) ? value.join(', ') : JSON.stringify(value)}`;
}

function triggerBefore({ trigger }: Service): string {
  if (trigger === undefined) return 'started by hand';
  if (trigger.kind === 'webhook') return 'a webhook';
  if (trigger.kind === 'inboundApi') return `calls of the inbound API at "${trigger.vanityPath}"`;
  return `${cronInWords(trigger.cron)} (${trigger.cron}, ${trigger.timeZone ?? 'time zone not said'})`;
}

function triggerAfter({ flow }: FlowFile): string {
  const crons = (flow.versions[0]?.schedules ?? []).map(
    ({ cron_string: cron }) => `${cronInWords(cron)} (${cron}, UTC)`,
  );
  const webhooks = (flow.webhooks ?? []).map(({ name }) => `webhook "${name ?? ''}"`);
  return [...crons, ...webhooks].join('; ') || 'started by hand or through the API';
}

function cronInWords(cron: string): string {
  try {
    return cronstrue.toString(cron, { use24HourTimeFormat: true });
  } catch {
    return 'a schedule that cannot be read';
  }
}

function stepsOf(steps: readonly OrderedStep[]): readonly StepReview[] {
  return steps.map(({ step, legs }) => ({
    name: step.name,
    shape: shapeIdentifier(step),
    about: aboutOf(step),
    legs: legs.map(({ leg, steps: inside }) => ({ name: leg.name, steps: stepsOf(inside) })),
  }));
}

function aboutOf({ connector, endpoint, data_pool: pool, cache, config = {}, filters = [] }: FlowStep): string {
  if (connector !== undefined)
    return `${endpoint?.http_method ?? ''} ${endpoint?.name ?? 'no endpoint yet'} · ${connector.name}`.trim();
  if (pool !== undefined) return `${String(config['behaviour'])} · ${pool.name}`;
  if (cache !== undefined) return `${String(config['action'])} · ${cache.name}`;
  if (filters.length > 0) return `${filters.length} ${filters.length === 1 ? 'rule' : 'rules'}`;
  const { rules } = config;
  return Array.isArray(rules) ? `${rules.length} ${rules.length === 1 ? 'row' : 'rows'}` : '';
}
