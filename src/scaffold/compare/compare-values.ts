import { canonicalJson } from '../../text/json.ts';
import type { JsonSchema, JsonSchemaObject } from '../api-model.ts';
import { typesOf } from '../schema/shape.ts';
import { isObject } from '../schema/walk.ts';
import { type ChangeCode, type Direction, type Severity, quoted } from './change.ts';

export type Add = (code: ChangeCode, severity: Severity, message: string) => void;

/**
 * A sender must not be asked for more, a reader not be promised less: what narrows breaks requests, what widens breaks
 * responses.
 */
function severities(direction: Direction): { narrowed: Severity; widened: Severity } {
  return direction === 'request'
    ? { narrowed: 'breaking', widened: 'compatible' }
    : { narrowed: 'compatible', widened: 'breaking' };
}

/** Gives false when the types have nothing in common, so that nothing else is worth comparing. */
export function compareTypes(
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  direction: Direction,
  name: string,
  add: Add,
): boolean {
  const { narrowed, widened } = severities(direction);
  const [was, is] = [kindsOf(old), kindsOf(now)];
  const lost = missing(was, is);
  const come = missing(is, was);
  if (lost.length === 0 && come.length === 0) return true;
  const severity = lost.length > 0 && come.length > 0 ? 'breaking' : lost.length > 0 ? narrowed : widened;
  add('type-changed', severity, `${name} is ${typeWords(is)}, before ${typeWords(was)}.`);
  const values = was.filter((kind) => kind !== 'null');
  return was.length === 0 || is.length === 0 || !values.every((kind) => lost.includes(kind));
}

/** Format, listed values, limits and default. */
export function compareValues(
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  direction: Direction,
  name: string,
  add: Add,
): void {
  const { narrowed, widened } = severities(direction);
  if (old.format !== now.format) {
    const severity = old.format === undefined ? narrowed : now.format === undefined ? widened : 'breaking';
    add(
      'format-changed',
      severity,
      `${name} has ${now.format === undefined ? 'no format' : `format ${quoted(now.format)}`}, before ${old.format === undefined ? 'none' : quoted(old.format)}.`,
    );
  }
  compareEnums(old, now, name, narrowed, widened, add);
  compareLimits(old, now, name, narrowed, widened, add);
  if (canonicalJson(old.default) !== canonicalJson(now.default))
    add(
      'default-changed',
      'compatible',
      `The default of ${name} is ${now.default === undefined ? 'not stated any more' : quoted(now.default)}${old.default === undefined ? '' : `, before ${quoted(old.default)}`}.`,
    );
}

/** Types that a value can have, those of its options included; empty: any. */
function kindsOf(schema: JsonSchemaObject): readonly string[] {
  const own: readonly string[] = typesOf(schema);
  const options: readonly JsonSchema[] = schema.oneOf ?? schema.anyOf ?? [];
  const isNullOption = (option: JsonSchema): boolean => isObject(option) && typesOf(option).join() === 'null';
  if (own.length > 0 || options.length === 0) return own.toSorted();
  // Other options are compared as such.
  return options.some(isNullOption) ? ['null', 'one of several kinds'] : ['one of several kinds'];
}

function missing(kinds: readonly string[], from: readonly string[]): readonly string[] {
  if (from.length === 0) return [];
  if (kinds.length === 0) return ['any'];
  return kinds.filter((kind) => !from.includes(kind) && !(kind === 'integer' && from.includes('number')));
}

function typeWords(kinds: readonly string[]): string {
  return kinds.length === 0 ? 'of any type' : kinds.join(' or ');
}

function compareEnums(
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  name: string,
  narrowed: Severity,
  widened: Severity,
  add: Add,
): void {
  const [was, is] = [listed(old), listed(now)];
  if (was === undefined && is === undefined) return;
  if (was === undefined) return add('enum-added', narrowed, `${name} is limited to a list of values.`);
  if (is === undefined) return add('enum-removed', widened, `${name} is not limited to a list of values any more.`);
  for (const [key, value] of was)
    if (!is.has(key)) add('enum-value-removed', narrowed, `${name} cannot be ${quoted(value)} any more.`);
  // Enumerations are open in what is generated: a reader expects values that it does not know.
  for (const [key, value] of is)
    if (!was.has(key)) add('enum-value-added', 'compatible', `${name} can be ${quoted(value)} too.`);
}

function listed(schema: JsonSchemaObject): ReadonlyMap<string, unknown> | undefined {
  const values = schema.const === undefined ? schema.enum : [schema.const];
  return values && new Map(values.filter((value) => value !== null).map((value) => [canonicalJson(value), value]));
}

const least = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const most = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;
const exact = ['pattern', 'multipleOf', 'uniqueItems'] as const;

function compareLimits(
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  name: string,
  narrowed: Severity,
  widened: Severity,
  add: Add,
): void {
  const report = (key: string, was: unknown, is: unknown, isNarrower: boolean): void =>
    add(
      isNarrower ? 'limit-narrowed' : 'limit-widened',
      isNarrower ? narrowed : widened,
      `${key} of ${name} is ${is === undefined ? 'not stated any more' : quoted(is)}${was === undefined ? '' : `, before ${quoted(was)}`}.`,
    );
  for (const key of least) {
    const [was = -Infinity, is = -Infinity] = [old[key], now[key]];
    if (was !== is && !(key.startsWith('min') && key !== 'minimum' && Math.max(was, is) <= 0))
      report(key, old[key], now[key], is > was);
  }
  for (const key of most) {
    const [was = Infinity, is = Infinity] = [old[key], now[key]];
    if (was !== is) report(key, old[key], now[key], is < was);
  }
  for (const key of exact)
    if (old[key] !== now[key]) report(key, old[key], now[key], now[key] !== undefined && now[key] !== false);
}
