import type { ApiModel, JsonSchema, JsonSchemaObject } from '../../api-model.ts';
import { openAliasCycles } from './alias-cycles.ts';
import { NameTable, pascalCase } from './names.ts';
import { withSubtypes } from './subtypes.ts';
import { childrenOf, isObject, mapChildren, ownRecord, refName, refTo, refsOf } from '../../schema/walk.ts';

/** What a value is seen as: `read` in responses, without writeOnly members; `write` in requests, without readOnly ones. */
export type View = 'read' | 'write';

interface NamedSchema {
  /** Name of the type and of its validator. */
  readonly identifier: string;
  readonly declaredName: string;
  /** References are `#/$defs/<identifier>`. */
  readonly schema: JsonSchema;
}

export interface SchemaPlan {
  /** In the order of the description; an input view follows its schema. */
  readonly named: readonly NamedSchema[];
  readonly byIdentifier: ReadonlyMap<string, JsonSchema>;
  /** A schema of an operation as one view of it, with references to identifiers. */
  readonly view: (schema: JsonSchema, view: View) => JsonSchema;
  /** Declared name → identifier, and `<declared name> (input)` for input views. */
  readonly names: Readonly<Record<string, string>>;
}

/** Names the schemas, and splits in two those that requests and responses see differently. */
export function planSchemas(
  api: ApiModel,
  requestSchemas: readonly JsonSchema[],
  previousNames: Readonly<Record<string, string>>,
): SchemaPlan {
  const declared = new Map([...api.schemas].map(([name, { schema }]) => [name, schema] as const));
  const schemas = openAliasCycles(withSubtypes(declared));
  const names = new NameTable(previousNames, ['Binary', 'ExactNumber']);
  const twoSided = findTwoSided(schemas);
  const inRequests = reachable(requestSchemas, schemas);
  for (const name of schemas.keys()) names.give(name, pascalCase(name));
  const identifier = (name: string, view: View): string =>
    view === 'write' && twoSided.has(name)
      ? names.give(`${name} (input)`, `${names.give(name, name)}Input`)
      : names.give(name, pascalCase(name));

  const view = (schema: JsonSchema, side: View): JsonSchema => {
    if (!isObject(schema)) return schema;
    if (schema.$ref !== undefined) {
      const { $ref: _ref, description, deprecated, title: _title, ...beside } = schema;
      const name = refName(schema) ?? '';
      const target = schemas.has(name) ? { $ref: refTo(identifier(name, side)) } : {};
      const described = { ...optional('description', description), ...optional('deprecated', deprecated) };
      if (!constrains(beside)) return { ...described, ...target };
      return { ...described, allOf: [target, view(beside, side)] };
    }
    return mapChildren(
      withTags(onlySide(schema, side, schemas), schemas, (name) => identifier(name, side)),
      (child) => view(child, side),
    );
  };

  const named = [...schemas].flatMap(([name, schema]): NamedSchema[] => [
    { identifier: identifier(name, 'read'), declaredName: name, schema: view(schema, 'read') },
    ...(twoSided.has(name) && inRequests.has(name)
      ? [{ identifier: identifier(name, 'write'), declaredName: name, schema: view(schema, 'write') }]
      : []),
  ]);
  return {
    named,
    byIdentifier: new Map(named.map(({ identifier: key, schema }) => [key, schema])),
    view,
    names: names.toRecord(),
  };
}

/** Keywords beside a reference count since 3.1, where they say anything of the value. */
function constrains({
  examples: _examples,
  default: _default,
  readOnly: _readOnly,
  writeOnly: _writeOnly,
  ...rest
}: JsonSchemaObject): boolean {
  return Object.keys(rest).length > 0;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value }); // a computed key loses its literal type
}

/** Leaves out the members that do not travel in this direction. */
function onlySide(schema: JsonSchemaObject, side: View, schemas: ReadonlyMap<string, JsonSchema>): JsonSchemaObject {
  if (schema.properties === undefined) return schema;
  const flag = side === 'read' ? 'writeOnly' : 'readOnly';
  const left = Object.entries(schema.properties).filter(([, member]) => !isFlagged(member, flag, schemas));
  const names = new Set(left.map(([name]) => name));
  const { required } = schema;
  return {
    ...schema,
    properties: ownRecord(left),
    ...(required === undefined
      ? {}
      : { required: required.filter((name) => names.has(name) || !Object.hasOwn(schema.properties ?? {}, name)) }),
  };
}

function isFlagged(
  schema: JsonSchema,
  flag: 'readOnly' | 'writeOnly',
  schemas: ReadonlyMap<string, JsonSchema>,
): boolean {
  if (!isObject(schema)) return false;
  if (schema[flag] === true) return true;
  const target = schemas.get(refName(schema) ?? '');
  return (
    (isObject(target) && target[flag] === true) || schema.allOf?.some((part) => isFlagged(part, flag, schemas)) === true
  );
}

/**
 * Every option of a discriminated union gets its tags: those mapped, else the values that the option itself allows, else
 * its declared name. Observed: where no mapping is given the values are seldom the names of the schemas.
 */
function withTags(
  schema: JsonSchemaObject,
  schemas: ReadonlyMap<string, JsonSchema>,
  identifier: (name: string) => string,
): JsonSchemaObject {
  const { discriminator } = schema;
  const options = schema.oneOf ?? schema.anyOf;
  if (discriminator === undefined || options === undefined) return schema;
  const names = options.map(refName).filter((name) => name !== undefined);
  const mapped = Object.entries(discriminator.mapping ?? {})
    .map(([tag, $ref]) => [tag, refName({ $ref }) ?? ''] as const)
    .filter(([, name]) => schemas.has(name));
  const mappedNames = new Set(mapped.map(([, name]) => name));
  const implied = names
    .filter((name) => !mappedNames.has(name))
    .flatMap((name) => {
      const own = tagsOf(schemas.get(name), discriminator.propertyName, schemas);
      // A list of all values that they share says nothing of one, but that the names of schemas are among them.
      const isShared = own.length > 1 && own.includes(name);
      return (own.length === 0 || isShared ? [name] : own).map((tag) => [tag, name] as const);
    });
  const tags = [...mapped, ...implied];
  // One tag for two options tells nothing.
  if (new Set(tags.map(([tag]) => tag)).size < new Set(tags.map((pair) => pair.join('\0'))).size) {
    const { discriminator: _discriminator, ...plain } = schema;
    return plain;
  }
  const mapping = tags.map(([tag, name]) => [tag, refTo(identifier(name))] as const);
  return { ...schema, discriminator: { propertyName: discriminator.propertyName, mapping: ownRecord(mapping) } };
}

/** The texts that a schema allows for one of its members. */
function tagsOf(
  schema: JsonSchema | undefined,
  member: string,
  schemas: ReadonlyMap<string, JsonSchema>,
  depth = 0,
): readonly string[] {
  if (!isObject(schema) || depth > 10) return [];
  const below = (part: JsonSchema | undefined): readonly string[] => tagsOf(part, member, schemas, depth + 1);
  const property = Object.hasOwn(schema.properties ?? {}, member) ? schema.properties?.[member] : undefined;
  const values = isObject(property) ? [...(property.enum ?? []), property.const] : [];
  const own = values.filter((value) => typeof value === 'string');
  if (own.length > 0) return own;
  // Of parts that hold together the one that allows least counts.
  const [least = []] = (schema.allOf ?? [])
    .map(below)
    .filter((texts) => texts.length > 0)
    .toSorted((a, b) => a.length - b.length);
  return [...below(schemas.get(refName(schema) ?? '')), ...least, ...(schema.oneOf ?? []).flatMap(below)];
}

/** Schemas with a readOnly or writeOnly member somewhere in them. */
function findTwoSided(schemas: ReadonlyMap<string, JsonSchema>): ReadonlySet<string> {
  const usedBy = new Map<string, string[]>();
  const found = new Set<string>();
  for (const [name, schema] of schemas) {
    if (hasSidedMember(schema, schemas)) found.add(name);
    for (const used of refsOf(schema)) usedBy.set(used, [...(usedBy.get(used) ?? []), name]);
  }
  for (const name of found) for (const user of usedBy.get(name) ?? []) found.add(user);
  return found;
}

function hasSidedMember(schema: JsonSchema, schemas: ReadonlyMap<string, JsonSchema>): boolean {
  if (!isObject(schema)) return false;
  const isSided = (member: JsonSchema): boolean =>
    isFlagged(member, 'readOnly', schemas) || isFlagged(member, 'writeOnly', schemas);
  return (
    Object.values(schema.properties ?? {}).some(isSided) ||
    childrenOf(schema).some((child) => hasSidedMember(child, schemas))
  );
}

function reachable(roots: readonly JsonSchema[], schemas: ReadonlyMap<string, JsonSchema>): ReadonlySet<string> {
  const found = new Set(roots.flatMap((schema) => [...refsOf(schema)]));
  for (const name of found) for (const next of refsOf(schemas.get(name) ?? true)) found.add(next);
  return found;
}
