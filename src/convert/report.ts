import type { ServiceBundle } from '../legacy/bundle.ts';
import { totalsOf, type Entries, type Entry, type Totals } from './account.ts';
import type { VolumesFile } from '../legacy/volumes.ts';
import type { ConvertResult } from './convert.ts';
import { forecastOf, type Forecast } from './forecast.ts';
import type { PoolStart } from './pool-start.ts';
import type { Question } from './decisions.ts';
import type { Behaviour } from './remarks.ts';
import type { RuleClass } from './define-rule.ts';
import { ownerOf } from './question-owner.ts';
import { conversionRules } from './rules/index.ts';
import { setUpOf, type SetUp } from './set-up.ts';

/** Values of one rule that share a remark: what is not as it was, and why. */
export interface Difference {
  readonly rule: string;
  readonly outcome: Entry['outcome'];
  readonly note: string;
  /** How many. */
  readonly values: number;
}

export interface PartReport {
  readonly totals: Totals;
  /** Values by the class of the rule that dealt with them; `unknown`: no rule knows them. */
  readonly classes: Readonly<Record<RuleClass | 'unknown', number>>;
  readonly differences: readonly Difference[];
}

export interface ServiceReport extends PartReport {
  /** Where it stands in the bundle. */
  readonly at: string;
  readonly id: string;
  readonly name: string;
  /** Absent when no flow was made; `refused` then says why. */
  readonly file?: string;
  readonly refused?: string;
  readonly open: readonly Question[];
}

/** What services did without a setting for it, and flows do otherwise. */
export interface BehaviourReport {
  readonly rule: string;
  readonly class: RuleClass | 'unknown';
  readonly construct: string;
  readonly becomes: string;
  readonly difference: string;
  /** Ids; `all` for those that became flows, none where it concerns the bundle. */
  readonly services: readonly string[] | 'all';
}

export interface RuleReport extends Totals {
  readonly rule: string;
  readonly class: RuleClass | 'unknown';
}

/** The account of a conversion: what became of everything, and what people still have to do. */
export interface ConversionReport {
  readonly company: string;
  readonly totals: Totals;
  readonly services: readonly ServiceReport[];
  /** Everything that is not part of a service. */
  readonly rest: PartReport;
  /** Open decisions that concern no single service. */
  readonly open: readonly Question[];
  readonly stale: readonly string[];
  readonly setUp: SetUp;
  /** What the data pools know before the first run. */
  readonly pools: readonly PoolStart[];
  /** What the flows will spend. */
  readonly forecast: Forecast;
  readonly behaviours: readonly BehaviourReport[];
  readonly rules: readonly RuleReport[];
  readonly entries: Entries;
}

/** What a report is made with besides the conversion. */
export interface ReportInput {
  /** Ids of the services to report on. Default: all. */
  readonly chosen?: ReadonlySet<string> | undefined;
  readonly volumes?: VolumesFile | undefined;
}

export function reportOf(
  result: ConvertResult,
  bundle: ServiceBundle,
  { chosen, volumes }: ReportInput = {},
): ConversionReport {
  const { entries } = result;
  const rules = new RuleTotals();
  const partOf = (service: number | undefined): PartReport => partWith(rules.count(entries.of(service)));
  const ids = new Set(bundle.services.map(({ id }) => id));
  const questions = Map.groupBy(result.openQuestions, (question) => ownerOf(question, ids));
  const files = new Map(result.flows.map(({ service, file }) => [service, file]));
  const reasons = new Map(result.refused.map(({ service, reason }) => [service, reason]));
  return {
    company: bundle.company.name,
    totals: result.totals,
    services: bundle.services.flatMap(({ id, name }, index) => {
      if (chosen?.has(id) === false) return [];
      const file = files.get(id);
      const refused = reasons.get(id);
      const part = {
        at: `/services/${index}`,
        id,
        name,
        ...(file === undefined ? {} : { file }),
        ...(refused === undefined ? {} : { refused }),
        open: questions.get(id) ?? [],
        ...partOf(index),
      };
      return [part];
    }),
    rest: partOf(undefined),
    open: questions.get('') ?? [],
    stale: result.stale,
    setUp: setUpOf(result, bundle),
    pools: poolsOf(result),
    forecast: forecastOf(result.flows, pageSizesOf(bundle), volumes),
    behaviours: result.behaviours.map((one) => behaviourOf(one, result.flows.length)),
    rules: rules.list(),
    entries,
  };
}

/** A sweeper has the pool of its partner. */
function poolsOf({ flows }: ConvertResult): readonly PoolStart[] {
  const starts = flows.flatMap(({ start }) => start ?? []);
  return [...new Map(starts.toReversed().map((start) => [start.pool, start])).values()].toReversed();
}

function pageSizesOf({ services }: ServiceBundle): ReadonlyMap<string, number> {
  return new Map(
    services.flatMap(({ id, source: { pageSize } }) => (pageSize === undefined ? [] : [[id, pageSize] as const])),
  );
}

const rulesByName = new Map(conversionRules.map((rule) => [rule.name, rule]));

function behaviourOf({ rule: name, services }: Behaviour, flows: number): BehaviourReport {
  const rule = rulesByName.get(name);
  const { construct = '', becomes = '', difference = '' } = rule ?? {};
  const concerned = services.length === flows && flows > 1 ? 'all' : services;
  return { rule: name, class: rule?.class ?? 'unknown', construct, becomes, difference, services: concerned };
}

const classOf = new Map(conversionRules.map((rule) => [rule.name, rule.class]));

function partWith(entries: readonly Entry[]): PartReport {
  const classes = { exact: 0, equivalent: 0, decision: 0, none: 0, unknown: 0 };
  const differences = new Map<string, Difference & { values: number }>();
  for (const { rule, outcome, note } of entries) {
    classes[classOf.get(rule) ?? 'unknown']++;
    if (note === '') continue;
    const key = [rule, outcome, note].join('\u001F');
    const before = differences.get(key);
    if (before === undefined) differences.set(key, { rule, outcome, note, values: 1 });
    else before.values++;
  }
  return { totals: totalsOf(entries), classes, differences: [...differences.values()] };
}

class RuleTotals {
  readonly #totals = new Map<string, { -readonly [Key in keyof Totals]: Totals[Key] }>();

  count(entries: readonly Entry[]): readonly Entry[] {
    for (const { rule, outcome } of entries) {
      let totals = this.#totals.get(rule);
      if (totals === undefined) this.#totals.set(rule, (totals = totalsOf([])));
      totals[outcome]++;
      totals.total++;
    }
    return entries;
  }

  list(): readonly RuleReport[] {
    return Array.from(this.#totals, ([rule, totals]) => ({
      rule,
      class: classOf.get(rule) ?? ('unknown' as const),
      ...totals,
    })).toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  }
}
