import type { System } from '../legacy/bundle.ts';

/** Where a field of the mapping and filter tabs sits in one record. */
export type Dictionary = (field: string) => string;

/** Reads the paths of a system's entity; a field that it does not list is its own path (toolkit default). */
export function openDictionary(system: System | undefined, entity: string): Dictionary {
  const fields = system?.entities.find(({ type }) => type === entity)?.fields ?? [];
  const paths = new Map(fields.map(({ name, path }) => [name, path ?? name]));
  return (field) => paths.get(field) ?? field;
}
