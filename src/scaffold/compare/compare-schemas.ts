import { canonicalJson } from '../../text/json.ts';
import { joinPointer } from '../../text/pointer.ts';
import type { ApiModel, JsonSchema, JsonSchemaObject } from '../api-model.ts';
import { typesOf } from '../schema/shape.ts';
import { isObject, refName } from '../schema/walk.ts';
import { type Changes, type Direction, type Place, below, quoted } from './change.ts';
import {
  allowsNull,
  basesOf,
  inheritedNeeds,
  isDeprecated,
  merge,
  optionWords,
  optionsOf,
  visible,
  withoutNull,
} from './schema-parts.ts';
import { type Add, compareTypes, compareValues } from './compare-values.ts';

/** Schemas of two descriptions, each pair in the direction in which its values travel. */
export class SchemaComparison {
  readonly #before: ApiModel;
  readonly #after: ApiModel;
  readonly #changes: Changes;
  /** Pairs of names being compared: circles end here. */
  readonly #open = new Set<string>();

  constructor(before: ApiModel, after: ApiModel, changes: Changes) {
    this.#before = before;
    this.#after = after;
    this.#changes = changes;
  }

  compare(before: JsonSchema, after: JsonSchema, direction: Direction, place: Place): void {
    const [oldName, newName] = [refName(withoutNull(before)), refName(withoutNull(after))];
    // A name that both have is compared once, as a schema of its own; here it may only have become null.
    if (oldName !== undefined && oldName === newName && this.#before.schemas.has(oldName)) {
      const [old, now] = [this.#whole(before, this.#before), this.#whole(after, this.#after)];
      if (allowsNull(before) !== allowsNull(after)) compareTypes(old, now, direction, place.name, this.#adder(place));
      return;
    }
    if (oldName === undefined && newName === undefined) return this.#structure(before, after, direction, place);
    const pair = `${direction} ${oldName ?? ''} ${newName ?? ''}`;
    if (this.#open.has(pair)) return;
    this.#open.add(pair);
    this.#structure(before, after, direction, place);
    this.#open.delete(pair);
  }

  #adder(place: Place): Add {
    return (code, severity, message) => this.#changes.add(place, code, severity, message);
  }

  #structure(before: JsonSchema, after: JsonSchema, direction: Direction, place: Place): void {
    // What both inherit under one name is compared there.
    const shared = basesOf(withoutNull(before)).intersection(basesOf(withoutNull(after)));
    const old = this.#whole(before, this.#before, shared);
    const now = this.#whole(after, this.#after, shared);
    const add = this.#adder(place);
    if (!compareTypes(old, now, direction, place.name, add)) return;
    compareValues(old, now, direction, place.name, add);
    this.#members(old, now, direction, place);
    this.#items(old, now, direction, place);
    this.#options(old, now, direction, place);
    if (canonicalJson(old.discriminator?.propertyName) !== canonicalJson(now.discriminator?.propertyName))
      add('tag-changed', 'breaking', `Another member tells the kinds of ${place.name} apart.`);
  }

  /** Without references at its top, with what `allOf` adds to it, and with null among its types where it is an option. */
  #whole(schema: JsonSchema, api: ApiModel, without: ReadonlySet<string> = new Set(), depth = 0): JsonSchemaObject {
    if (!isObject(schema)) return schema ? {} : { not: {} };
    if (depth > 30) return {};
    const name = refName(schema);
    const { allOf = [], $ref: _ref, ...own } = schema;
    const bases = allOf.filter((part) => !without.has(refName(part) ?? ''));
    const parts = [...(name === undefined ? [] : [api.schemas.get(name)?.schema ?? true]), ...bases];
    const whole = parts.map((part) => this.#whole(part, api, without, depth + 1)).reduce(merge, own);
    const value = withoutNull(whole);
    if (value === whole) return whole;
    const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = whole;
    const merged = merge(this.#whole(value, api, without, depth + 1), rest);
    return { ...merged, type: [...new Set([...typesOf(merged), 'null' as const])] };
  }

  #members(old: JsonSchemaObject, now: JsonSchemaObject, direction: Direction, place: Place): void {
    const [was, is] = [visible(old, direction), visible(now, direction)];
    for (const [name, member] of was) {
      const at = below(place, `${place.name}.${name}`, joinPointer('', 'properties', name));
      const same = is.get(name);
      const words = `Member ${quoted(at.name)}`;
      if (same === undefined) {
        const [why, side] = Object.hasOwn(now.properties ?? {}, name)
          ? ([`is no longer part of ${direction}s`, 'after'] as const)
          : (['is gone', 'before'] as const);
        this.#changes.add(at, 'property-removed', 'breaking', `${words} ${why}.`, side);
        continue;
      }
      if (same.isRequired && !member.isRequired)
        this.#changes.add(
          at,
          'property-required',
          direction === 'request' ? 'breaking' : 'compatible',
          `${words} is required now.`,
        );
      if (member.isRequired && !same.isRequired)
        this.#changes.add(
          at,
          'property-optional',
          direction === 'response' ? 'breaking' : 'compatible',
          `${words} is optional now.`,
        );
      if (isDeprecated(same.schema) && !isDeprecated(member.schema))
        this.#changes.add(at, 'property-deprecated', 'compatible', `${words} is deprecated.`);
      this.compare(member.schema, same.schema, direction, at);
    }
    for (const [name, { isRequired }] of is) {
      if (was.has(name)) continue;
      const at = below(place, `${place.name}.${name}`, joinPointer('', 'properties', name));
      const isBreaking = direction === 'request' && isRequired;
      this.#changes.add(
        at,
        'property-added',
        isBreaking ? 'breaking' : 'compatible',
        `Member ${quoted(at.name)} is new${isRequired ? ' and required' : ''}.`,
      );
    }
    const [mustBefore, mustNow] = [inheritedNeeds(old), inheritedNeeds(now)];
    for (const name of mustNow.difference(mustBefore))
      if (!was.has(name))
        this.#changes.add(
          place,
          'property-required',
          direction === 'request' ? 'breaking' : 'compatible',
          `Member ${quoted(`${place.name}.${name}`)} is required now.`,
        );
    for (const name of mustBefore.difference(mustNow))
      if (!is.has(name))
        this.#changes.add(
          place,
          'property-optional',
          direction === 'response' ? 'breaking' : 'compatible',
          `Member ${quoted(`${place.name}.${name}`)} is optional now.`,
        );
    const [oldRest, newRest] = [old.additionalProperties, now.additionalProperties];
    if (isObject(oldRest) && isObject(newRest))
      this.compare(oldRest, newRest, direction, below(place, `${place.name}.*`, '/additionalProperties'));
    else if (direction === 'request' && newRest === false && oldRest !== false && was.size > 0)
      this.#changes.add(place, 'limit-narrowed', 'breaking', `${place.name} takes no further members any more.`);
  }

  #items(old: JsonSchemaObject, now: JsonSchemaObject, direction: Direction, place: Place): void {
    if (old.items !== undefined || now.items !== undefined)
      this.compare(old.items ?? true, now.items ?? true, direction, below(place, `${place.name}[]`, '/items'));
    const length = Math.max(old.prefixItems?.length ?? 0, now.prefixItems?.length ?? 0);
    for (let index = 0; index < length; index++)
      this.compare(
        old.prefixItems?.[index] ?? true,
        now.prefixItems?.[index] ?? true,
        direction,
        below(place, `${place.name}[${index}]`, `/prefixItems/${index}`),
      );
  }

  /** Options are the same by name, or by content; one left over on each side is one that changed. */
  #options(old: JsonSchemaObject, now: JsonSchemaObject, direction: Direction, place: Place): void {
    const was = optionsOf(old);
    const is = optionsOf(now);
    const lost = [...was].filter(([key]) => !is.has(key));
    const come = [...is].filter(([key]) => !was.has(key));
    const [oneLost, oneCome] = [lost[0], come[0]];
    if (lost.length === 1 && come.length === 1 && oneLost !== undefined && oneCome !== undefined && was.size > 0)
      return this.compare(oneLost[1], oneCome[1], direction, below(place, place.name, '/oneOf'));
    for (const [key] of lost)
      this.#changes.add(
        place,
        'option-removed',
        direction === 'request' || was.size === lost.length ? 'breaking' : 'compatible',
        `${place.name} cannot be ${optionWords(key)} any more.`,
      );
    for (const [key] of was.size === 0 ? [] : come)
      this.#changes.add(
        place,
        'option-added',
        direction === 'response' ? 'breaking' : 'compatible',
        `${place.name} can be ${optionWords(key)} too.`,
      );
    if (was.size === 0 && is.size > 0)
      this.#changes.add(
        place,
        'limit-narrowed',
        direction === 'request' ? 'breaking' : 'compatible',
        `${place.name} is one of ${is.size} kinds now.`,
      );
  }
}
