import type { ApiModel, JsonSchema, JsonSchemaObject, MediaContent, Operation } from '../api-model.ts';
import { printPath } from '../../text/path.ts';

/** Reads schemas as data would look: references followed, parts of `allOf` put together, branches side by side. */
export interface SchemaView {
  /** The schema itself, references followed. `undefined` for anything that says nothing of values. */
  resolve(schema: JsonSchema | undefined): JsonSchemaObject | undefined;
  /** All members that a value may have. */
  members(schema: JsonSchema | undefined): ReadonlyMap<string, JsonSchema>;
  /** Element schema of a list; `undefined` when the schema is none. */
  elements(schema: JsonSchema | undefined): JsonSchema | undefined;
  /** Name of the schema that is referred to. */
  nameOf(schema: JsonSchema | undefined): string | undefined;
}

/** Longest chain of references and parts that is followed. */
const depthLimit = 20;

export function createSchemaView(schemas: ApiModel['schemas']): SchemaView {
  const known = new WeakMap<JsonSchemaObject, ReadonlyMap<string, JsonSchema>>();
  const nameOf = (schema: JsonSchema | undefined): string | undefined => {
    const reference = typeof schema === 'object' ? schema.$ref : undefined;
    return reference?.startsWith('#/$defs/') === true
      ? reference.slice('#/$defs/'.length).replaceAll('~1', '/').replaceAll('~0', '~')
      : undefined;
  };
  const resolve = (schema: JsonSchema | undefined): JsonSchemaObject | undefined => {
    let at = schema;
    for (let depth = 0; depth < depthLimit; depth++) {
      const name = nameOf(at);
      if (name === undefined) return typeof at === 'object' ? at : undefined;
      at = schemas.get(name)?.schema;
    }
    return undefined;
  };
  const partsOf = (schema: JsonSchemaObject): readonly JsonSchema[] => [
    ...(schema.allOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.anyOf ?? []),
  ];
  const collect = (schema: JsonSchema | undefined, into: Map<string, JsonSchema>, depth: number): void => {
    const resolved = resolve(schema);
    if (resolved === undefined || depth > depthLimit) return;
    for (const [key, member] of Object.entries(resolved.properties ?? {})) if (!into.has(key)) into.set(key, member);
    for (const part of partsOf(resolved)) collect(part, into, depth + 1);
  };
  const elements = (schema: JsonSchema | undefined, depth = 0): JsonSchema | undefined => {
    const resolved = resolve(schema);
    if (resolved === undefined || depth > depthLimit) return undefined;
    if (resolved.items !== undefined) return resolved.items;
    if (resolved.type === 'array' || (Array.isArray(resolved.type) && resolved.type.includes('array'))) return true;
    for (const part of partsOf(resolved)) {
      const found = elements(part, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    resolve,
    nameOf,
    elements: (schema) => elements(schema),
    members(schema) {
      const resolved = resolve(schema);
      if (resolved === undefined) return new Map();
      let members = known.get(resolved);
      if (members === undefined) {
        const found = new Map<string, JsonSchema>();
        collect(resolved, found, 0);
        known.set(resolved, (members = found));
      }
      return members;
    },
  };
}

/** One member of a response, however deep. */
export interface Field {
  /** Dot path; lists are not entered. */
  readonly path: string;
  readonly name: string;
  readonly parents: readonly string[];
  readonly schema: JsonSchema;
}

/** Members of a value and of the objects in it, nearest first, without entering lists. */
export function fieldsOf(view: SchemaView, schema: JsonSchema | undefined, depth: number): readonly Field[] {
  const fields: Field[] = [];
  let level: readonly { schema: JsonSchema | undefined; parents: readonly string[] }[] = [{ schema, parents: [] }];
  for (let down = 0; down < depth && level.length > 0; down++) {
    const next: { schema: JsonSchema; parents: readonly string[] }[] = [];
    for (const { schema: at, parents } of level) {
      for (const [name, member] of view.members(at)) {
        const path = printPath([...parents, name].map((key) => ({ kind: 'key', key })));
        fields.push({ path, name, parents, schema: member });
        if (fields.length > 500) return fields;
        if (view.elements(member) === undefined) next.push({ schema: member, parents: [...parents, name] });
      }
    }
    level = next;
  }
  return fields;
}

/** The JSON content of the answer when all went well; else its first content. */
export function successContent(operation: Operation): MediaContent | undefined {
  const good = operation.responses
    .filter(({ status }) => status.startsWith('2'))
    .toSorted((a, b) => a.status.localeCompare(b.status));
  const responses = good.length > 0 ? good : operation.responses.filter(({ status }) => status === 'default');
  const contents = responses.flatMap((response) => response.contents);
  return contents.find(({ mediaType }) => /json|\*\/\*/u.test(mediaType)) ?? contents[0];
}

export function isTyped(schema: JsonSchemaObject | undefined, ...types: readonly string[]): boolean {
  const { type } = schema ?? {};
  if (type === undefined) return false;
  return typeof type === 'string' ? types.includes(type) : type.some((one) => types.includes(one));
}
