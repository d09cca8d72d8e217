import type { FlowStep } from '../flow/model.ts';
import { namePointer } from '../legacy/named-pointer.ts';
import type { Outcome } from './account.ts';
import type { Question } from './decisions.ts';
import { effectOf } from './open-option.ts';
import type { BundleScope } from './scope.ts';

/**
 * How near the outcome is to the service: the same observable result, the same with a stated difference, a choice that
 * a person must make, or no counterpart.
 */
export type RuleClass = 'exact' | 'equivalent' | 'decision' | 'none';

export interface RuleFacts {
  /** `<legacy-thing>-to-<shape>`, and the name of the file. */
  readonly name: string;
  /** The legacy construct, as the dashboard of services calls it. */
  readonly construct: string;
  /** What it becomes in a process flow; for a construct without counterpart, what happens instead. */
  readonly becomes: string;
  readonly class: RuleClass;
  /** What differs, what has to be decided, or why nothing fits: one sentence for the report. Only `exact` has none. */
  readonly difference?: string;
}

type Declared = RuleFacts &
  ({ readonly class: 'exact' } | { readonly class: Exclude<RuleClass, 'exact'>; readonly difference: string });

/**
 * What a rule says about the values it has dealt with. A member is a path below the service such as `source/entity`,
 * or a JSON pointer of the bundle when it begins with `/`; `''` is the whole service. A claim covers everything below
 * that nobody claimed before.
 */
export interface Claims {
  /** The members became what the class of the rule says; for a decision: the question does not arise here. */
  claim(...members: readonly string[]): void;
  /** The members were carried over with a remark of their own. */
  note(remark: string, ...members: readonly string[]): void;
  /**
   * Asks what conversion must not answer alone. The members are undecided until somebody has answered; meanwhile the
   * recommended answer is returned. Without a recommendation the result is `undefined` while the question is open. Nobody is
   * asked where there is one answer only and it is recommended: it is noted.
   */
  decide(question: Asked & { readonly recommended: string }, ...members: readonly string[]): string;
  decide(question: Asked, ...members: readonly string[]): string | undefined;
  /** The construct occurs here, and no value of the bundle stands for it. */
  remark(): void;
  /** Provenance for a step that this rule writes, with the decisions that were asked since the rule began. */
  from(...members: readonly string[]): { readonly 'x-repatch': NonNullable<FlowStep['x-repatch']> };
}

/** The scope of a rule together with its claims. */
export type Claiming<Scope> = Scope & Claims;

/** A question; its id is made of the service and `kind`. */
export type Asked = Omit<Question, 'id' | 'rule' | 'about'> & { readonly kind: string };

export interface ConversionRule<Scope extends BundleScope, Input extends readonly unknown[], Output> extends RuleFacts {
  /** Converts one occurrence of the construct, and claims what it has dealt with. */
  convert(scope: Scope, ...input: Input): Output;
}

/** Declares a rule. `convert` gets the scope together with claims that are bound to the class of the rule. */
export function defineConversionRule<Scope extends BundleScope, Input extends readonly unknown[], Output>(
  rule: Declared & { readonly convert: (scope: Claiming<Scope>, ...input: Input) => Output },
): ConversionRule<Scope, Input, Output> {
  return {
    ...rule,
    convert: (scope, ...input) =>
      scope.decisions.during((asked) => rule.convert({ ...scope, ...claimsOf(rule, scope, asked) }, ...input)),
  };
}

const outcomes: Readonly<Record<RuleClass, Outcome>> = {
  exact: 'converted',
  equivalent: 'noted',
  decision: 'converted',
  none: 'unsupported',
};

function claimsOf(
  rule: Declared,
  { account, bundle, index, decisions, remarks, at, owner }: BundleScope,
  asked: ReadonlySet<string>,
): Claims {
  const pointerOf = (member: string): string =>
    member === '' ? at : member.startsWith('/') ? member : `${at}/${member}`;
  const set = (outcome: Outcome, note: string, members: readonly string[]): void => {
    for (const member of members) account.claim(pointerOf(member), { outcome, rule: rule.name, note });
  };
  const decide = ({ kind, ...question }: Asked, ...members: readonly string[]): string | undefined => {
    const id = `${owner}/${kind}`;
    const [only, ...others] = question.options;
    if (only !== undefined && others.length === 0 && only.value === question.recommended) {
      decisions.noteSingleAnswer(id);
      set('noted', only.effect, members);
      return only.value;
    }
    const { value, open } = decisions.ask({
      ...question,
      id,
      rule: rule.name,
      about: members.map(pointerOf),
    });
    set(
      open ? 'undecided' : 'noted',
      open ? question.question : `Decided: ${effectOf(value, question.options)}`,
      members,
    );
    return value;
  };
  return {
    claim: (...members) =>
      set(outcomes[rule.class], outcomes[rule.class] === 'converted' ? '' : (rule.difference ?? ''), members),
    note: (remark, ...members) => set('noted', remark, members),
    decide: decide as Claims['decide'], // a question with a recommendation always has a value
    remark: () => remarks.add(rule.name, at === '' ? undefined : owner),
    from: (...members) => ({
      'x-repatch': {
        rule: rule.name,
        from: members.map((member) => namePointer(pointerOf(member), bundle, index)),
        ...(asked.size === 0 ? {} : { decisions: [...asked] }),
      },
    }),
  };
}
