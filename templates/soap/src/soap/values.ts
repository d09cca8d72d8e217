import { namespaces } from './names.ts';

/**
 * How values of XML Schema's built-in types look in TypeScript. Nothing is lost: what does not fit a number exactly is a
 * `bigint` or keeps its text.
 *
 * | XML Schema                                                   | TypeScript                          |
 * | ------------------------------------------------------------ | ----------------------------------- |
 * | string and what derives from it, anyURI                      | `string`                            |
 * | boolean                                                      | `boolean`                           |
 * | byte, short, int, unsignedByte, unsignedShort, unsignedInt   | `number`                            |
 * | float, double                                                | `number`, also `NaN` and infinities |
 * | integer, long, unsignedLong and the signed kinds of integer  | `bigint`                            |
 * | decimal                                                      | `string` of digits                  |
 * | dates, times, durations                                      | `string` in XML Schema's form       |
 * | base64Binary, hexBinary                                      | `Uint8Array`                        |
 * | QName                                                        | `string` as `{namespace}local`      |
 */
export type SimpleKind = 'string' | 'boolean' | 'number' | 'float' | 'bigint' | 'decimal' | 'base64' | 'hex' | 'qname';

interface BuiltIn {
  readonly kind: SimpleKind;
  /** What the text has to look like, white space removed. */
  readonly form?: RegExp;
  readonly min?: bigint;
  readonly max?: bigint;
  /** White space is part of the value. */
  readonly preserve?: true;
  /** Only the ends are trimmed and runs become one space. */
  readonly list?: string;
}

const integer = /^[+-]?\d+$/u;
const zone = String.raw`(?:Z|[+-]\d\d:\d\d)?`;
const day = String.raw`-?\d{4,}-\d\d-\d\d`;
const time = String.raw`\d\d:\d\d:\d\d(?:\.\d+)?`;

function whole(bits: number, signed: boolean, kind: 'number' | 'bigint'): BuiltIn {
  const span = 1n << BigInt(bits);
  return signed
    ? { kind, form: integer, min: -span / 2n, max: span / 2n - 1n }
    : { kind, form: integer, min: 0n, max: span - 1n };
}

function text(form: string): BuiltIn {
  return { kind: 'string', form: new RegExp(`^${form}$`, 'u') };
}

const name = { kind: 'string', form: /^[\p{L}_:][\p{L}\p{N}\p{M}._:\u00B7-]*$/u } as const;
const ncName = { kind: 'string', form: /^[\p{L}_][\p{L}\p{N}\p{M}._\u00B7-]*$/u } as const;
const token = { kind: 'string', form: /^[\p{L}\p{N}\p{M}._:\u00B7-]+$/u } as const;

const builtIns: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  ['xs:anySimpleType', { kind: 'string', preserve: true }],
  ['xs:string', { kind: 'string', preserve: true }],
  ['xs:normalizedString', { kind: 'string', preserve: true }],
  ['xs:token', { kind: 'string' }],
  ['xs:language', text(String.raw`[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*`)],
  ['xs:Name', name],
  ['xs:NCName', ncName],
  ['xs:ID', ncName],
  ['xs:IDREF', ncName],
  ['xs:ENTITY', ncName],
  ['xs:NMTOKEN', token],
  ['xs:NMTOKENS', { kind: 'string', list: 'xs:NMTOKEN' }],
  ['xs:IDREFS', { kind: 'string', list: 'xs:IDREF' }],
  ['xs:ENTITIES', { kind: 'string', list: 'xs:ENTITY' }],
  ['xs:NOTATION', { kind: 'qname' }],
  ['xs:QName', { kind: 'qname' }],
  ['xs:anyURI', { kind: 'string' }],
  ['xs:boolean', { kind: 'boolean', form: /^(?:true|false|0|1)$/u }],
  ['xs:decimal', { kind: 'decimal', form: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/u }],
  ['xs:float', { kind: 'float' }],
  ['xs:double', { kind: 'float' }],
  ['xs:integer', { kind: 'bigint', form: integer }],
  ['xs:nonPositiveInteger', { kind: 'bigint', form: integer, max: 0n }],
  ['xs:negativeInteger', { kind: 'bigint', form: integer, max: -1n }],
  ['xs:nonNegativeInteger', { kind: 'bigint', form: integer, min: 0n }],
  ['xs:positiveInteger', { kind: 'bigint', form: integer, min: 1n }],
  ['xs:long', whole(64, true, 'bigint')],
  ['xs:int', whole(32, true, 'number')],
  ['xs:short', whole(16, true, 'number')],
  ['xs:byte', whole(8, true, 'number')],
  ['xs:unsignedLong', whole(64, false, 'bigint')],
  ['xs:unsignedInt', whole(32, false, 'number')],
  ['xs:unsignedShort', whole(16, false, 'number')],
  ['xs:unsignedByte', whole(8, false, 'number')],
  ['xs:dateTime', text(`${day}T${time}${zone}`)],
  ['xs:date', text(day + zone)],
  ['xs:time', text(time + zone)],
  ['xs:gYearMonth', text(String.raw`-?\d{4,}-\d\d${zone}`)],
  ['xs:gYear', text(String.raw`-?\d{4,}${zone}`)],
  ['xs:gMonthDay', text(String.raw`--\d\d-\d\d${zone}`)],
  ['xs:gDay', text(String.raw`---\d\d${zone}`)],
  ['xs:gMonth', text(String.raw`--\d\d(?:--)?${zone}`)],
  [
    'xs:duration',
    text(String.raw`-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?`),
  ],
  ['xs:base64Binary', { kind: 'base64', form: /^[A-Za-z0-9+/\s]*={0,2}\s*$/u }],
  ['xs:hexBinary', { kind: 'hex', form: /^(?:[\da-fA-F]{2})*$/u }],
]);

export function builtIn(ref: string): BuiltIn {
  const found = builtIns.get(ref);
  if (found === undefined) throw new Error(`There is no built-in type "${ref}".`);
  return found;
}

export const builtInNames: ReadonlySet<string> = new Set(builtIns.keys());

/** Names inside values: the reader knows what a prefix means, the writer makes one. */
export interface NameContext {
  expand(qualified: string): string | undefined;
  shorten(name: string): string;
}

/** The value of a text, or `undefined` when the text is not of the type. */
export function parseBuiltIn(ref: string, raw: string, names: NameContext): unknown {
  const type = builtIn(ref);
  if (type.list !== undefined) {
    const items = raw.split(/\s+/u).filter((item) => item !== '');
    return items.every((item) => parseBuiltIn(type.list ?? '', item, names) !== undefined) ? items : undefined;
  }
  const value = type.preserve === true ? raw : raw.trim().replaceAll(/[\t\n\r ]+/gu, ' ');
  if (type.form?.test(value) === false) return undefined;
  switch (type.kind) {
    case 'string':
    case 'decimal':
      return value;
    case 'boolean':
      return value === 'true' || value === '1';
    case 'number':
    case 'bigint': {
      const number = BigInt(value.replace(/^\+/u, ''));
      if ((type.min !== undefined && number < type.min) || (type.max !== undefined && number > type.max))
        return undefined;
      return type.kind === 'number' ? Number(number) : number;
    }
    case 'float':
      return parseFloatValue(value);
    case 'base64':
      return Uint8Array.from(Buffer.from(value, 'base64'));
    case 'hex':
      return Uint8Array.from(Buffer.from(value, 'hex'));
    case 'qname':
      return names.expand(value);
  }
}

function parseFloatValue(value: string): number | undefined {
  if (value === 'INF' || value === '+INF') return Infinity;
  if (value === '-INF') return -Infinity;
  if (value === 'NaN') return NaN;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u.test(value) ? Number(value) : undefined;
}

/** The text of a value, or `undefined` when the value is not of the type. */
export function printBuiltIn(ref: string, value: unknown, names: NameContext): string | undefined {
  const type = builtIn(ref);
  if (type.list !== undefined) {
    if (!Array.isArray(value)) return undefined;
    const items = value.map((item) => printBuiltIn(type.list ?? '', item, names));
    return items.every((item) => item !== undefined) ? items.join(' ') : undefined;
  }
  const printed = printKind(type.kind, value, names);
  if (printed === undefined || type.kind === 'qname' || type.kind === 'float') return printed;
  return type.kind === 'string' && type.form === undefined
    ? printed
    : parseBuiltIn(ref, printed, names) === undefined
      ? undefined
      : printed;
}

function printKind(kind: SimpleKind, value: unknown, names: NameContext): string | undefined {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'decimal':
    case 'bigint':
      // A whole number is exact in any of the three forms.
      return typeof value === 'string' || typeof value === 'bigint' || Number.isSafeInteger(value)
        ? String(value)
        : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'number':
      return Number.isInteger(value) ? String(value) : undefined;
    case 'float':
      if (typeof value !== 'number') return undefined;
      return Number.isFinite(value)
        ? Object.is(value, -0)
          ? '-0'
          : String(value)
        : String(value).replace('Infinity', 'INF');
    case 'base64':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : undefined;
    case 'hex':
      return value instanceof Uint8Array ? Buffer.from(value).toString('hex').toUpperCase() : undefined;
    case 'qname':
      return typeof value === 'string' ? names.shorten(value) : undefined;
  }
}

/** `xs:int` for `{http://www.w3.org/2001/XMLSchema}int`, where that is a built-in type. */
export function builtInOf(namespace: string, local: string): string | undefined {
  const schema = namespace === namespaces.schema;
  const encoding = namespace === namespaces.encoding11 || namespace === namespaces.encoding12;
  if (!schema && !encoding) return undefined;
  // SOAP encoding repeats the types of XML Schema under its own namespace, and adds one.
  const ref = encoding && local === 'base64' ? 'xs:base64Binary' : `xs:${local}`;
  return builtIns.has(ref) || ref === 'xs:anyType' ? ref : undefined;
}
