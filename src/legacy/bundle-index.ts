import type { CrossReference, Service, ServiceBundle, ServiceConnector, System } from './bundle.ts';

/** A member of a list of the bundle, with its place. */
export interface Placed<T> {
  readonly value: T;
  readonly index: number;
}

/** Members of a bundle by their ids; of several with one id the first. */
export interface BundleIndex {
  readonly services: ReadonlyMap<string, Placed<Service>>;
  readonly connectors: ReadonlyMap<string, Placed<ServiceConnector>>;
  readonly systems: ReadonlyMap<string, Placed<System>>;
  readonly crossReferences: ReadonlyMap<string, Placed<CrossReference>>;
  readonly crossReferencesByName: ReadonlyMap<string, readonly CrossReference[]>;
}

export function indexBundle(bundle: ServiceBundle): BundleIndex {
  return {
    services: byId(bundle.services),
    connectors: byId(bundle.connectors),
    systems: byId(bundle.systems),
    crossReferences: byId(bundle.crossReferences),
    crossReferencesByName: Map.groupBy(bundle.crossReferences, ({ name }) => name),
  };
}

function byId<T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, Placed<T>> {
  const found = new Map<string, Placed<T>>();
  for (const [index, value] of list.entries()) if (!found.has(value.id)) found.set(value.id, { value, index });
  return found;
}
