import type { Reporter } from './issues.ts';
import { numberTextOf, waysToWrite } from './number-text.ts';
import type { Facets, Schema, SimpleTable, TypeRef } from './tables.ts';
import { builtIn, parseBuiltIn, printBuiltIn, type NameContext } from './values.ts';

export interface SimpleContext {
  readonly schema: Schema;
  readonly reporter: Reporter;
  readonly names: NameContext;
  /** Values come from JSON: a text stands for any value whose text it is, a number or boolean for its own text. */
  readonly fromJson?: true;
}

/** The value of a text. A text that is not of the type is reported and given back as it stands. */
export function decodeSimple(ref: TypeRef, raw: string, context: SimpleContext): unknown {
  const value = tryDecode(ref, raw, context);
  if (value !== undefined) return value;
  context.reporter.report('type', `${quote(raw)} is not of type ${ref}.`);
  return raw;
}

function tryDecode(ref: TypeRef, raw: string, context: SimpleContext): unknown {
  if (ref.startsWith('xs:')) return parseBuiltIn(ref, raw, context.names);
  const table = simpleTable(ref, context.schema);
  const value = decodeByVariety(table, raw, context);
  if (value !== undefined) checkFacets(table, raw, value, context);
  return value;
}

function decodeByVariety(table: SimpleTable, raw: string, context: SimpleContext): unknown {
  if (table.item !== undefined) {
    const item = table.item;
    return raw
      .split(/[\t\n\r ]+/u)
      .filter((part) => part !== '')
      .map((part) => decodeSimple(item, part, context));
  }
  // Which member a text belongs to can be undecidable, and its text decides nothing else: it stays text.
  if (table.members !== undefined) return raw;
  return tryDecode(table.value ?? 'xs:string', raw, context);
}

/** The text of a value. A value that cannot be one of the type ends the encoding. */
export function encodeSimple(ref: TypeRef, value: unknown, context: SimpleContext): string {
  const text = tryEncode(ref, value, context);
  return text ?? context.reporter.fail('type', `${quote(value)} is not of type ${ref}.`);
}

function tryEncode(ref: TypeRef, value: unknown, context: SimpleContext): string | undefined {
  if (ref.startsWith('xs:')) return printBuiltIn(ref, value, context.names) ?? printJson(ref, value, context);
  const table = simpleTable(ref, context.schema);
  const text = encodeByVariety(table, value, context);
  if (text !== undefined) checkFacets(table, text, value, context);
  return text;
}

function printJson(ref: TypeRef, value: unknown, { names, fromJson }: SimpleContext): string | undefined {
  if (fromJson !== true) return undefined;
  const number = numberTextOf(value);
  const texts = number === undefined ? [typeof value === 'boolean' ? String(value) : value] : waysToWrite(number);
  return texts.find(
    (text): text is string => typeof text === 'string' && parseBuiltIn(ref, text, names) !== undefined,
  );
}

function encodeByVariety(table: SimpleTable, value: unknown, context: SimpleContext): string | undefined {
  if (table.item !== undefined) {
    const item = table.item;
    return Array.isArray(value) ? value.map((part) => encodeSimple(item, part, context)).join(' ') : undefined;
  }
  if (table.members !== undefined) return typeof value === 'string' ? value : printJson('xs:string', value, context);
  return tryEncode(table.value ?? 'xs:string', value, context);
}

export function simpleTable(ref: TypeRef, schema: Schema): SimpleTable {
  const table = schema.type(ref);
  if (table.kind !== 'simple') throw new Error(`Type "${ref}" is not a simple type.`);
  return table;
}

function checkFacets(table: SimpleTable, text: string, value: unknown, { reporter, schema }: SimpleContext): void {
  if (table.facets === undefined || reporter.validation === 'off') return;
  const problem = facetProblem(table.facets, table, text, value, schema);
  if (problem !== undefined) reporter.report('facet', `${quote(text)} ${problem}.`);
}

function facetProblem(
  facets: Facets,
  table: SimpleTable,
  text: string,
  value: unknown,
  schema: Schema,
): string | undefined {
  const trimmed = keepsSpace(table, schema) ? text : text.trim();
  if (facets.enumeration !== undefined && !facets.enumeration.includes(trimmed))
    return `is not one of ${facets.enumeration.slice(0, 8).map(quote).join(', ')}`;
  const length = Array.isArray(value) || value instanceof Uint8Array ? value.length : Array.from(trimmed).length;
  if (facets.length !== undefined && length !== facets.length) return `is not ${facets.length} long`;
  if (facets.minLength !== undefined && length < facets.minLength) return `is shorter than ${facets.minLength}`;
  if (facets.maxLength !== undefined && length > facets.maxLength) return `is longer than ${facets.maxLength}`;
  return patternProblem(facets, trimmed) ?? boundProblem(facets, trimmed) ?? digitsProblem(facets, trimmed);
}

function patternProblem({ patterns }: Facets, text: string): string | undefined {
  // No pattern is worth the time that a text of megabytes would take.
  if (patterns === undefined || text.length > 10_000) return undefined;
  const failed = patterns.find((group) => !group.some((source) => compiled(source).test(text)));
  return failed === undefined ? undefined : `does not match ${failed.join(' or ')}`;
}

const expressions = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  const known = expressions.get(source) ?? new RegExp(`^(?:${source})$`, 'u');
  expressions.set(source, known);
  return known;
}

function boundProblem(facets: Facets, text: string): string | undefined {
  const order = (bound: string): number => compareNumbers(text, bound);
  if (facets.minInclusive !== undefined && order(facets.minInclusive) < 0) return `is below ${facets.minInclusive}`;
  if (facets.maxInclusive !== undefined && order(facets.maxInclusive) > 0) return `is above ${facets.maxInclusive}`;
  if (facets.minExclusive !== undefined && order(facets.minExclusive) <= 0)
    return `is not above ${facets.minExclusive}`;
  if (facets.maxExclusive !== undefined && order(facets.maxExclusive) >= 0)
    return `is not below ${facets.maxExclusive}`;
  return undefined;
}

function digitsProblem(facets: Facets, text: string): string | undefined {
  const [whole = '', fraction = ''] = text.replace(/^[+-]?0*/u, '').split('.');
  const decimals = fraction.replace(/0+$/u, '');
  if (facets.fractionDigits !== undefined && decimals.length > facets.fractionDigits)
    return `has more than ${facets.fractionDigits} decimals`;
  if (facets.totalDigits !== undefined && whole.length + decimals.length > facets.totalDigits)
    return `has more than ${facets.totalDigits} digits`;
  return undefined;
}

/** Compares decimal texts exactly, others as numbers; what is no number (dates) is equal to everything. */
function compareNumbers(a: string, b: string): number {
  const decimal = /^[+-]?\d+$/u;
  if (decimal.test(a) && decimal.test(b)) {
    const difference = BigInt(a.replace(/^\+/u, '')) - BigInt(b.replace(/^\+/u, ''));
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? 0 : difference;
}

function keepsSpace(table: SimpleTable, schema: Schema): boolean {
  const ref = table.value;
  if (ref === undefined) return false;
  return ref.startsWith('xs:') ? builtIn(ref).preserve === true : keepsSpace(simpleTable(ref, schema), schema);
}

function quote(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : typeof value === 'object' && value !== null && numberTextOf(value) === undefined
        ? Array.isArray(value)
          ? 'a list'
          : 'an object'
        : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
