import type { ServiceBundle } from '../legacy/bundle.ts';
import { totalsOf, type Entry, type Totals } from './account.ts';
import type { ConvertResult } from './convert.ts';
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
  readonly pointers: readonly string[];
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
  readonly behaviours: readonly BehaviourReport[];
  readonly rules: readonly RuleReport[];
  readonly entries: readonly Entry[];
}

/** `chosen`: ids of the services to report on. Default: all. */
export function reportOf(result: ConvertResult, bundle: ServiceBundle, chosen?: ReadonlySet<string>): ConversionReport {
  const belongsTo = ({ pointer }: Entry): string => /^\/services\/(\d+)(?=\/|$)/u.exec(pointer)?.[1] ?? '';
  const byService = Map.groupBy(result.entries, belongsTo);
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
        ...partOf(byService.get(String(index)) ?? []),
      };
      return [part];
    }),
    rest: partOf(byService.get('') ?? []),
    open: questions.get('') ?? [],
    stale: result.stale,
    setUp: setUpOf(result, bundle),
    behaviours: result.behaviours.map((one) => behaviourOf(one, result.flows.length)),
    rules: rulesOf(result.entries),
    entries: result.entries,
  };
}

const rulesByName = new Map(conversionRules.map((rule) => [rule.name, rule]));

function behaviourOf({ rule: name, services }: Behaviour, flows: number): BehaviourReport {
  const rule = rulesByName.get(name);
  const { construct = '', becomes = '', difference = '' } = rule ?? {};
  const concerned = services.length === flows && flows > 1 ? 'all' : services;
  return { rule: name, class: rule?.class ?? 'unknown', construct, becomes, difference, services: concerned };
}

const classOf = new Map(conversionRules.map((rule) => [rule.name, rule.class]));

function partOf(entries: readonly Entry[]): PartReport {
  const classes = { exact: 0, equivalent: 0, decision: 0, none: 0, unknown: 0 };
  for (const { rule } of entries) classes[classOf.get(rule) ?? 'unknown']++;
  const remarked = entries.filter(({ note }) => note !== '');
  const groups = Map.groupBy(remarked, ({ rule, outcome, note }) => [rule, outcome, note].join('\u001F'));
  const differences = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, outcome, note } = first;
    return [{ rule, outcome, note, pointers: group.map(({ pointer }) => pointer) }];
  });
  return { totals: totalsOf(entries), classes, differences };
}

function rulesOf(entries: readonly Entry[]): readonly RuleReport[] {
  return Array.from(Map.groupBy(entries, ({ rule }) => rule))
    .map(([rule, own]) => ({ rule, class: classOf.get(rule) ?? ('unknown' as const), ...totalsOf(own) }))
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}
