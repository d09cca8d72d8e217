import type { Facets, Schema, TypeRef } from '../../src/soap/tables.ts';
import { builtIn } from '../../src/soap/values.ts';
import { samplePattern } from './pattern-sample.ts';
import type { Random } from './random.ts';

/** A value of a simple type, or `undefined` when none can be made up. */
export function sampleSimple(ref: TypeRef, schema: Schema, random: Random): unknown {
  const facets: Facets[] = [];
  let at = ref;
  while (!at.startsWith('xs:')) {
    const table = schema.type(at);
    if (table.kind !== 'simple') return undefined;
    if (table.facets !== undefined) facets.push(table.facets);
    if (table.item !== undefined) return sampleList(table.item, facets, schema, random);
    if (table.members !== undefined) return sampleText(table.members[0] ?? 'xs:string', schema, random);
    at = table.value ?? 'xs:string';
  }
  return sampleBuiltIn(at, facets, random);
}

function sampleList(item: TypeRef, facets: readonly Facets[], schema: Schema, random: Random): unknown {
  const [min, max] = lengths(facets, 1, 3);
  const items = Array.from({ length: random.whole(min, max) }, () => sampleSimple(item, schema, random));
  if (items.includes(undefined)) return undefined;
  // White space ends an item.
  return items.map((value) => (typeof value === 'string' ? value.replaceAll(/\s/gu, '') : value));
}

/** Values of unions are texts. */
function sampleText(member: TypeRef, schema: Schema, random: Random): string | undefined {
  const value = sampleSimple(member, schema, random);
  if (Array.isArray(value)) return value.join(' ');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value === undefined ? undefined : String(value);
}

function sampleBuiltIn(ref: TypeRef, facets: readonly Facets[], random: Random): unknown {
  const type = builtIn(ref);
  const enumeration = facets.find((facet) => facet.enumeration !== undefined)?.enumeration;
  if (type.list !== undefined) return ['first', 'second'];
  switch (type.kind) {
    case 'string':
      return enumeration === undefined ? sampleString(ref, facets, random) : random.pick(enumeration);
    case 'boolean':
      return random.chance(0.5);
    case 'number':
      return Number(enumeration === undefined ? sampleWhole(facets, type, random) : random.pick(enumeration));
    case 'bigint':
      return enumeration === undefined ? sampleWhole(facets, type, random) : BigInt(random.pick(enumeration) ?? 0);
    case 'float':
      return enumeration === undefined
        ? Number(sampleWhole(facets, type, random)) + 0.5
        : Number(random.pick(enumeration));
    case 'decimal':
      return enumeration === undefined ? sampleDecimal(facets, random) : random.pick(enumeration);
    case 'base64':
    case 'hex': {
      const [min, max] = lengths(facets, 0, 12);
      return Uint8Array.from({ length: random.whole(min, max) }, () => random.whole(0, 255));
    }
    case 'qname':
      return enumeration === undefined ? '{urn:sample}name' : undefined;
  }
}

const words = ['order', 'parcel', 'Straße', '漢字', 'a & b', '<tag>', 'quote "\'', 'line\nbreak', ']]>'];

const fixedForms: Readonly<Record<string, string>> = {
  'xs:language': 'en-GB',
  'xs:anyURI': 'https://example.com/orders?id=1&page=2',
  'xs:dateTime': '2026-02-28T23:59:59.123Z',
  'xs:date': '2026-02-28',
  'xs:time': '23:59:59',
  'xs:gYearMonth': '2026-02',
  'xs:gYear': '2026',
  'xs:gMonthDay': '--02-28',
  'xs:gDay': '---28',
  'xs:gMonth': '--02',
  'xs:duration': 'P1Y2M3DT4H5M6.7S',
};

function sampleString(ref: TypeRef, facets: readonly Facets[], random: Random): string | undefined {
  const patterns = facets.flatMap((facet) => facet.patterns ?? []);
  const [min, max] = lengths(facets, 1, patterns.length > 0 ? 1000 : 24);
  if (patterns.length > 0) {
    for (let attempt = 0; attempt < 50; attempt++) {
      const text = samplePattern(random.pick(patterns[0] ?? []) ?? '', random);
      if (text !== undefined && (text.length >= min || min === 1) && text.length <= max) return text;
    }
    return undefined;
  }
  const fixed = fixedForms[ref];
  if (fixed !== undefined) return fixed;
  const isText = ref === 'xs:string' || ref === 'xs:anySimpleType';
  const letters = 'abcdefghij';
  let text = isText && max > 10 ? (random.pick(words) ?? '') : 'x';
  while (text.length < min || (!isText && text.length < 4)) text += letters[random.whole(0, 9)] ?? 'x';
  // Without a cut through a pair of surrogates or a trailing blank.
  return Array.from(text).slice(0, max).join('').trim().padEnd(min, 'x');
}

function lengths(facets: readonly Facets[], least: number, most: number): readonly [number, number] {
  const exact = facets.find((facet) => facet.length !== undefined)?.length;
  if (exact !== undefined) return [exact, exact];
  const min = Math.max(0, ...facets.map((facet) => facet.minLength ?? 0));
  const max = Math.min(...facets.map((facet) => facet.maxLength ?? Infinity));
  return [Math.min(Math.max(min, least), max), Math.min(Math.max(min, most), max)];
}

function sampleWhole(
  facets: readonly Facets[],
  { min = -1000n, max = 1000n }: { readonly min?: bigint; readonly max?: bigint },
  random: Random,
): bigint {
  const digits = Math.min(18, ...facets.map((facet) => facet.totalDigits ?? 18));
  const limit = 10n ** BigInt(digits) - 1n;
  const lows = [
    min,
    -limit,
    ...facets.flatMap(({ minInclusive, minExclusive }) => [
      ...(minInclusive === undefined ? [] : [toWhole(minInclusive)]),
      ...(minExclusive === undefined ? [] : [toWhole(minExclusive) + 1n]),
    ]),
  ];
  const highs = [
    max,
    limit,
    ...facets.flatMap(({ maxInclusive, maxExclusive }) => [
      ...(maxInclusive === undefined ? [] : [toWhole(maxInclusive)]),
      ...(maxExclusive === undefined ? [] : [toWhole(maxExclusive) - 1n]),
    ]),
  ];
  const low = lows.reduce((a, b) => (a > b ? a : b));
  const high = highs.reduce((a, b) => (a < b ? a : b));
  if (high <= low) return low;
  return low + (BigInt(Math.floor(random.next() * 1e9)) % (high - low + 1n));
}

function toWhole(text: string): bigint {
  return BigInt(Math.trunc(Number(text)));
}

function sampleDecimal(facets: readonly Facets[], random: Random): string {
  const whole = String(sampleWhole(facets, {}, random));
  const decimals = Math.min(2, ...facets.map((facet) => facet.fractionDigits ?? 2));
  const digits = Math.min(18, ...facets.map((facet) => facet.totalDigits ?? 18));
  const bounded = facets.some((facet) => Object.keys(facet).some((key) => /^(?:min|max).*clusive$/u.test(key)));
  return decimals === 0 || bounded || whole.length + decimals > digits ? whole : `${whole}.${'25'.slice(0, decimals)}`;
}
