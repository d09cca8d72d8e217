import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { LookupTable } from '../flow/model.ts';
import type { Service, ServiceBundle, System } from '../legacy/bundle.ts';
import type { Account, Fate } from './account.ts';
import type { Decisions, Question } from './decisions.ts';

export interface SideScope {
  readonly system: System | undefined;
  readonly connector: ConnectorDefinition | undefined;
  readonly endpoint: Endpoint | undefined;
  /** Name of the instance: that of the service connector. */
  readonly instance: string;
  /** Path of a field in one record. */
  pathOf(field: string): string;
}

/** One service, before its two sides are known. */
export interface ServiceScope {
  readonly bundle: ServiceBundle;
  readonly service: Service;
  /** JSON pointer of the service. */
  readonly at: string;
  readonly account: Account;
  readonly decisions: Decisions;
  readonly lookups: Map<string, LookupTable>;
}

/** What the rules share while one service is converted. */
export interface Scope extends ServiceScope {
  readonly source: SideScope;
  readonly destination: SideScope;
  /** Path of the records in a page of the source, `''` for a bare list. */
  readonly recordsPath: string;
}

/** Claims a part of the service for a rule. */
export function claim(scope: ServiceScope, member: string, fate: Fate, rule: string, note = ''): void {
  scope.account.claim(`${scope.at}/${member}`, fate, rule, note);
}

/** Asks a question about the service and claims the member it is about: converted once answered, undecided before. */
export function decide(
  scope: ServiceScope,
  question: Omit<Question, 'id'> & { readonly kind: string },
  member?: string,
): string {
  const id = `${scope.service.id}/${question.kind}`;
  const { value, open } = scope.decisions.ask({ ...question, id });
  if (member !== undefined)
    claim(scope, member, open ? 'undecided' : 'converted', question.kind, open ? question.question : '');
  return value;
}

/** Path of a record field inside a page: `orders.*.id`. */
export function inPage(scope: Scope, path: string): string {
  return scope.recordsPath === '' ? `*.${path}` : `${scope.recordsPath}.*.${path}`;
}
