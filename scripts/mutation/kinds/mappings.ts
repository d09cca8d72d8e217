import type { MappingRule } from '../../../src/flow/transform-step.ts';
import type { Change, MutantKind } from '../kinds.ts';
import { mappingRules, type At } from '../places.ts';

type Rule = At<MappingRule>;

function forRules(name: string, change: (rule: Rule, all: readonly Rule[]) => Change | undefined): MutantKind {
  return {
    name,
    touches: 'map',
    changes: (flow) => {
      const all = mappingRules(flow);
      return all.flatMap((rule) => change(rule, all) ?? []);
    },
  };
}

function set({ place, value }: Rule, member: keyof MappingRule, to: unknown): Change {
  return {
    edits: [{ place: [...place, member], value: to }],
    what: `${value.target}: ${member} ${JSON.stringify(value[member])} → ${JSON.stringify(to)}`,
  };
}

const lists = (path: string): number => path.split('*').length - 1;

function otherSource({ value }: Rule, all: readonly Rule[]): string | undefined {
  const own = value.sources?.[0];
  if (own === undefined) return undefined;
  return all
    .flatMap((one) => one.value.sources ?? [])
    .find((path) => path !== own && lists(path) === lists(own) && path.split('.*')[0] !== own.split('.')[0]);
}

/** The next rule into as many lists, whose target can take the place of this one. */
function partnerOf(rule: Rule, all: readonly Rule[]): Rule | undefined {
  const at = all.indexOf(rule);
  return all
    .slice(at + 1)
    .find(
      (other) => lists(other.value.target) === lists(rule.value.target) && other.value.target !== rule.value.target,
    );
}

export const mappingKinds: readonly MutantKind[] = [
  forRules('mapping deleted', ({ place, value }) => ({ edits: [{ place }], what: value.target })),
  forRules('two mappings swapped', (rule, all) => {
    const partner = partnerOf(rule, all);
    if (partner === undefined) return undefined;
    return {
      edits: [
        { place: [...rule.place, 'target'], value: partner.value.target },
        { place: [...partner.place, 'target'], value: rule.value.target },
      ],
      what: `${rule.value.target} and ${partner.value.target}`,
    };
  }),
  forRules('mapping to another target', (rule) => set(rule, 'target', `${rule.value.target}2`)),
  forRules('mapping from another source', (rule, all) => {
    const source = otherSource(rule, all);
    return source === undefined ? undefined : set(rule, 'sources', [source]);
  }),
  forRules('mapping from a source that is not there', (rule) =>
    rule.value.sources === undefined ? undefined : set(rule, 'sources', [`${rule.value.sources[0] ?? ''}_2`]),
  ),
  forRules('first element instead of every one', (rule) => {
    const [source = ''] = rule.value.sources ?? [];
    return source.includes('.*.') && lists(source) > lists(rule.value.target)
      ? set(rule, 'sources', [source.replace('.*.', '.0.')])
      : undefined;
  }),
  forRules('first element of the target instead of every one', (rule) =>
    rule.value.target.includes('.*.') && rule.value.sources?.some((path) => path.includes('*')) !== true
      ? set(rule, 'target', rule.value.target.replace('.*.', '.0.'))
      : undefined,
  ),
  forRules('mapping written twice', (rule, all) => {
    const source = otherSource(rule, all);
    if (source === undefined) return undefined;
    const last = all.at(-1);
    const position = Number(last?.place.at(-1) ?? 0) + 1;
    return {
      edits: [{ place: [...rule.place.slice(0, -1), position], value: { ...rule.value, sources: [source] } }],
      what: `${rule.value.target} also from ${source}`,
    };
  }),
  forRules('fail instead of null', (rule) =>
    rule.value.when_missing === 'fail'
      ? set(rule, 'when_missing', 'null')
      : rule.value.when_missing === 'null'
        ? set(rule, 'when_missing', 'fail')
        : undefined,
  ),
  forRules('missing value: another policy', (rule) => {
    if (rule.value.sources === undefined) return undefined;
    return set(rule, 'when_missing', rule.value.when_missing === 'omit' ? 'empty' : 'omit');
  }),
  forRules('missing value: policy deleted', (rule) =>
    rule.value.when_missing === undefined
      ? undefined
      : { edits: [{ place: [...rule.place, 'when_missing'] }], what: rule.value.target },
  ),
  forRules('missing value: another default', (rule) => {
    const { when_missing: policy } = rule.value;
    return typeof policy === 'object'
      ? set(rule, 'when_missing', { default: typeof policy.default === 'number' ? policy.default + 1 : 'other' })
      : undefined;
  }),
];
