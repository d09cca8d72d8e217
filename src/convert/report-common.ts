import type { Question } from './decisions.ts';
import type { ConversionReport, Difference } from './report.ts';
import { conversionRules } from './rules/index.ts';

/** A remark that is true of many services or values, with the number that it is called by. */
export interface CommonRemark {
  readonly number: number;
  readonly difference: Difference;
  /** How many services have it. */
  readonly services: number;
}

export type CommonRemarks = ReadonlyMap<string, CommonRemark>;

/** What many services or values share is told once. Of single services, what more than these have. */
const manyServices = 2;
const manyValues = 4;

export function keyOf({ rule, note }: Pick<Difference, 'rule' | 'note'>): string {
  return `${rule}\u001F${note}`;
}

/** By their keys, those of most services first. */
export function commonRemarks({ services }: ConversionReport): CommonRemarks {
  const found = new Map<string, { difference: Difference; services: number; values: number }>();
  for (const { differences } of services)
    for (const difference of differences) {
      if (difference.outcome === 'undecided') continue;
      const before = found.get(keyOf(difference));
      const values = (before?.values ?? 0) + difference.values;
      found.set(keyOf(difference), { difference, services: (before?.services ?? 0) + 1, values });
    }
  const common = [...found].filter(([, one]) => one.services > manyServices || one.values > manyValues);
  const sorted = common.toSorted(([, a], [, b]) => b.services - a.services);
  return new Map(
    sorted.map(([key, { difference, services: count }], index) => [
      key,
      { number: index + 1, difference, services: count },
    ]),
  );
}

/** Questions that differ in their service, row or table only. */
export function groupQuestions(questions: readonly Question[]): readonly (readonly [Question, ...Question[]])[] {
  const groups = Map.groupBy(questions, ({ rule, options }) => JSON.stringify([rule, options.map((one) => one.value)]));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

/** All that is open: of the bundle first, then service by service. */
export function allOpen({ open, services }: ConversionReport): readonly Question[] {
  return [...open, ...services.flatMap((service) => service.open)];
}

/** Values without counterpart, service by service. */
export function leftBehind({
  services,
}: ConversionReport): readonly { readonly service: ConversionReport['services'][number]; readonly lost: Difference }[] {
  return services.flatMap((service) =>
    service.differences.filter(({ outcome }) => outcome === 'unsupported').map((lost) => ({ service, lost })),
  );
}

const rulesByName = new Map(conversionRules.map((rule) => [rule.name, rule]));

/** What a filter row became, by those of the rules that deal with filters. */
export function becameOf(rules: readonly string[]): string {
  const found = rules.filter((rule) => rule.includes('filter')).flatMap((rule) => rulesByName.get(rule)?.becomes ?? []);
  return [...new Set(found)].join('; ') || 'nothing';
}
