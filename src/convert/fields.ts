import type { Endpoint } from '../connector/definition.ts';
import type { Service, System } from '../legacy/bundle.ts';
import { compilePath, parsePath, printPath } from '../text/path.ts';
import type { NamedField } from './rules/field-to-path.ts';

function fieldsOfEntity(system: System | undefined, entity: string): NonNullable<System['entities'][number]['fields']> {
  return system?.entities.find(({ type }) => type === entity)?.fields ?? [];
}

/** Reads the declared paths of an entity, as flows write them; a field without one is its own path. */
export function openDictionary(system: System | undefined, entity: string): (field: string) => string {
  const paths = new Map(fieldsOfEntity(system, entity).map(({ name, path }) => [name, path ?? name]));
  return (field) => printPath(parsePath(paths.get(field) ?? field));
}

/** The fields that a side names, each with the places that do. */
export function fieldsOf(service: Service, which: 'source' | 'destination'): readonly NamedField[] {
  const named: [string, string][] =
    which === 'source'
      ? [
          ...service.filters.map(({ field }, index): [string, string] => [field, `filters/${index}/field`]),
          ...service.mappings.flatMap(({ source }, index): [string, string][] =>
            'field' in source ? [[source.field, `mappings/${index}/source/field`]] : [],
          ),
          ...(['idField', 'modifiedField', 'referenceField'] as const).flatMap((key): [string, string][] => {
            const field = service.dedupe?.[key];
            return field === undefined ? [] : [[field, `dedupe/${key}`]];
          }),
        ]
      : service.mappings.map(({ destination }, index): [string, string] => [
          destination.field,
          `mappings/${index}/destination/field`,
        ]);
  const members = Map.groupBy(named, ([field]) => field);
  return Array.from(members, ([field, places]) => ({ field, members: places.map(([, member]) => member) }));
}

/** A field has a path when the bundle gives it, the endpoint lists it, or the sample of the entity holds it. */
export function isDeclared(
  field: string,
  known: { readonly system: System | undefined; readonly entity: string; readonly endpoint: Endpoint | undefined },
): boolean {
  const declared = fieldsOfEntity(known.system, known.entity).find(({ name }) => name === field);
  if (declared?.path !== undefined) return true;
  if (known.endpoint?.schema?.some(({ path }) => path === field) === true) return true;
  const sample = known.system?.entities.find(({ type }) => type === known.entity)?.sample;
  const found = compilePath(field)(Array.isArray(sample) ? (sample as unknown[])[0] : sample);
  return found !== undefined && !(Array.isArray(found) && found.length === 0);
}
