import type { JsonSchema, JsonSchemaObject } from '../../api-model.ts';
import { isObject, refName } from '../../schema/walk.ts';

type Schemas = ReadonlyMap<string, JsonSchema>;

/**
 * Opens the circles in which a schema is part of itself without a member or an element in between: `Pet` is one of
 * `Cat` and `Dog`, and `Cat` is all of `Pet` and more. A type alias cannot say that, and a validator would never end.
 * The inheriting side takes the base's own members instead of the base.
 */
export function openAliasCycles(schemas: Schemas): Map<string, JsonSchema> {
  const opened = new Map(schemas);
  for (const inside of ['allOf', 'anywhere'] as const)
    for (const circle of circlesOf(opened))
      for (const name of circle) {
        const schema = opened.get(name);
        if (schema !== undefined) opened.set(name, withoutRefs(schema, circle, schemas, inside === 'anywhere') ?? {});
      }
  return opened;
}

/** Replaces immediate references into the circle: by the target's own members, or (in a union) by nothing. */
function withoutRefs(
  schema: JsonSchema,
  circle: ReadonlySet<string>,
  schemas: Schemas,
  fromUnions: boolean,
): JsonSchema | undefined {
  const name = refName(schema);
  if (name !== undefined) return circle.has(name) ? (fromUnions ? undefined : schema) : schema;
  if (!isObject(schema)) return schema;
  const copy: Record<string, unknown> = { ...schema };
  if (schema.allOf !== undefined)
    copy['allOf'] = schema.allOf.flatMap((part) => {
      const base = refName(part);
      if (base !== undefined && circle.has(base)) return ownMembers(schemas.get(base)) ?? [];
      return withoutRefs(part, circle, schemas, fromUnions) ?? [];
    });
  for (const key of ['anyOf', 'oneOf'] as const)
    if (schema[key] !== undefined)
      copy[key] = schema[key].flatMap((part) => withoutRefs(part, circle, schemas, fromUnions) ?? []);
  return copy;
}

function ownMembers(schema: JsonSchema | undefined): JsonSchemaObject | undefined {
  if (!isObject(schema)) return undefined;
  const { allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, discriminator: _discriminator, $ref: _ref, ...own } = schema;
  return own.properties === undefined && own.additionalProperties === undefined ? undefined : own;
}

/** Names that a schema is made of, without a member or an element in between. */
function immediateRefs(schema: JsonSchema): string[] {
  const name = refName(schema);
  if (name !== undefined) return [name];
  if (!isObject(schema)) return [];
  return [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(immediateRefs);
}

/** Strongly connected components that contain a circle, by Tarjan's algorithm without recursion. */
function circlesOf(schemas: Schemas): ReadonlySet<string>[] {
  const edges = new Map([...schemas].map(([name, schema]) => [name, immediateRefs(schema)]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const circles: ReadonlySet<string>[] = [];
  for (const root of schemas.keys()) {
    if (index.has(root)) continue;
    const work: { name: string; next: number }[] = [{ name: root, next: 0 }];
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { name } = frame;
      if (frame.next === 0) {
        index.set(name, index.size);
        low.set(name, index.get(name) ?? 0);
        stack.push(name);
        onStack.add(name);
      }
      const target = edges.get(name)?.[frame.next++];
      if (target !== undefined) {
        if (!schemas.has(target)) continue;
        if (!index.has(target)) work.push({ name: target, next: 0 });
        else if (onStack.has(target)) lower(low, name, index.get(target) ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) lower(low, parent.name, low.get(name) ?? 0);
      if (low.get(name) !== index.get(name)) continue;
      const circle = new Set(stack.splice(stack.lastIndexOf(name)));
      for (const member of circle) onStack.delete(member);
      if (circle.size > 1 || edges.get(name)?.includes(name) === true) circles.push(circle);
    }
  }
  return circles;
}

function lower(low: Map<string, number>, name: string, value: number): void {
  low.set(name, Math.min(low.get(name) ?? value, value));
}
