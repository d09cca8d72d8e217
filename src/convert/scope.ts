import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { FlowStep, LookupTable } from '../flow/model.ts';
import type { BundleIndex, Placed } from '../legacy/bundle-index.ts';
import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import type { Account } from './account.ts';
import type { Decisions } from './decisions.ts';
import type { Remarks } from './remarks.ts';
import type { FlowScript } from './scripts.ts';

/** What every rule can see. */
export interface BundleScope {
  readonly bundle: ServiceBundle;
  readonly index: BundleIndex;
  /** Definitions by name; the one of a system is named like the system's id or name. */
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly account: Account;
  readonly decisions: Decisions;
  readonly remarks: Remarks;
  /** What is taken for granted of the platform. */
  readonly profile: Profile;
  /** Begins the ids of decisions: the id of the service, or `company`. */
  readonly owner: string;
  /** JSON pointer that members are relative to: that of the service, or `''`. */
  readonly at: string;
}

/** One service, before its two sides are known. */
export interface ServiceScope extends BundleScope {
  readonly service: Service;
  /** Tables that the flow needs, by name. */
  readonly lookups: Map<string, LookupTable>;
  /** Scripts that the flow brings along, by name. */
  readonly scripts: Map<string, FlowScript>;
}

export interface SideScope {
  readonly connector: ConnectorDefinition | undefined;
  /** What a step calls. `undefined`: nobody has named it yet, or an inbound source needs none. */
  readonly reference: FlowStep['endpoint'];
  /** Its definition, where the connector has it. */
  readonly endpoint: Endpoint | undefined;
  /** Name of the instance: that of the service connector. */
  readonly instance: string;
  /** Path of a field in one record. */
  pathOf(field: string): string;
  /** Ids of the decisions that shaped the side. */
  readonly decisions: readonly string[];
}

/** What the rules share while one service is converted. */
export interface Scope extends ServiceScope {
  readonly source: SideScope;
  readonly destination: SideScope;
  /** Path of the records in a page of the source, `''` for a bare list. */
  readonly recordsPath: string;
}

/** A service that is fed from outside instead of pulling. */
export function isInbound({ trigger }: Service): boolean {
  return trigger?.kind === 'inboundApi' || trigger?.kind === 'webhook';
}

/** Whether a side of a service works with files. */
export function isFile({ index }: BundleScope, { connectorId }: { readonly connectorId: string }): boolean {
  const systemId = index.connectors.get(connectorId)?.value.systemId ?? '';
  return index.systems.get(systemId)?.value.kind === 'file';
}

function partnerOf({ id, sweeps }: Service, { services }: BundleIndex): Placed<Service> | undefined {
  return sweeps === undefined || sweeps === id ? undefined : services.get(sweeps);
}

/** The scope in which a sweeper's partner is converted: what both share is asked and claimed once. */
export function atPartner<S extends ServiceScope>(scope: S): S {
  const partner = partnerOf(scope.service, scope.index);
  if (partner === undefined) return scope;
  return { ...scope, service: partner.value, owner: partner.value.id, at: `/services/${partner.index}` };
}

/** The scope that holds the mappings: a sweeper without mappings works as its partner does. */
export function atMappings<S extends ServiceScope>(scope: S): S {
  return scope.service.mappings.length === 0 ? atPartner(scope) : scope;
}

/** The scope that says what identifies a record: a sweeper that says nothing follows its partner. */
export function atLedger<S extends ServiceScope>(scope: S): S {
  return scope.service.dedupe === undefined ? atPartner(scope) : scope;
}

/** Path of a record field inside a page: `orders.*.id`. */
export function inPage(scope: Scope, path: string): string {
  return scope.recordsPath === '' ? `*.${path}` : `${scope.recordsPath}.*.${path}`;
}
