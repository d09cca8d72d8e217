import { isObject } from '../../../text/json.ts';
import type { JsonSchemaObject } from '../../api-model.ts';
import { TypedPlaceholder, unknownValue } from '../../sample-schema.ts';

/** A body as an example and as a sample: in the sample, what is not known is marked as such. */
export interface LooseJson {
  readonly example: unknown;
  readonly sample: unknown;
  /** The body with its `{{tokens}}`; absent where something else stands for a value. */
  readonly template?: Template;
}

export interface Template {
  readonly value: unknown;
  /** Names of the tokens that stood outside of strings. */
  readonly jsonTokens: ReadonlySet<string>;
}

/**
 * Reads JSON as it is typed into Postman: with `{{variables}}` and `<placeholders>` outside of strings, comments and
 * trailing commas. `undefined` when it is no JSON even so, or nested deeper than any body is.
 */
export function readLooseJson(text: string): LooseJson | undefined {
  const plain = withoutExtras(text);
  if (plain === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(plain) as unknown;
  } catch {
    return undefined;
  }
  const template = templateOf(value);
  return { example: exampleOf(value), sample: sampleOf(value), ...(template === undefined ? {} : { template }) };
}

/** Marks an unquoted placeholder; no text that people type begins with it. */
const mark = '\u0001';
const depthLimit = 200;

/** Strict JSON of the same meaning, read in one pass. `undefined` where something is left open, or too deep. */
function withoutExtras(text: string): string | undefined {
  let plain = '';
  let depth = 0;
  /** Ends of what opens at `at`, or -1. */
  const endAfter = (close: string, from: number): number => {
    const found = text.indexOf(close, from);
    return found < 0 ? -1 : found + close.length;
  };
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    const two = text.slice(at, at + 2);
    let end = at + 1;
    let written = character;
    if (character === '"') {
      end = endOfString(text, at);
      written = text.slice(at, end);
    } else if (two === '//') {
      const line = text.indexOf('\n', at);
      end = line < 0 ? text.length : line;
      written = '';
    } else if (two === '/*') {
      end = endAfter('*/', at + 2);
      written = '';
    } else if (two === '{{' || character === '<') {
      end = two === '{{' ? endAfter('}}', at) : endAfter('>', at);
      written = JSON.stringify(mark + text.slice(at, end));
    } else if (character === ',') {
      end = at + 1;
      if (/^\s*[\]}]/u.test(text.slice(end, end + 200))) written = '';
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (end < 0 || depth > depthLimit) return undefined;
    plain += written;
    at = end;
  }
  return plain;
}

/** Position after the closing quote, or -1. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

const placeholders: Readonly<Record<string, { readonly schema: JsonSchemaObject; readonly example: unknown }>> = {
  string: { schema: { type: 'string' }, example: 'string' },
  integer: { schema: { type: 'integer' }, example: 1 },
  long: { schema: { type: 'integer' }, example: 1 },
  number: { schema: { type: 'number' }, example: 1 },
  float: { schema: { type: 'number' }, example: 1 },
  double: { schema: { type: 'number' }, example: 1 },
  boolean: { schema: { type: 'boolean' }, example: true },
  date: { schema: { type: 'string', format: 'date' }, example: '2026-01-01' },
  datetime: { schema: { type: 'string', format: 'date-time' }, example: '2026-01-01T00:00:00Z' },
  'date-time': { schema: { type: 'string', format: 'date-time' }, example: '2026-01-01T00:00:00Z' },
  uuid: { schema: { type: 'string', format: 'uuid' }, example: '00000000-0000-4000-8000-000000000000' },
  email: { schema: { type: 'string', format: 'email' }, example: 'ada@example.com' },
  uri: { schema: { type: 'string', format: 'uri' }, example: 'https://example.com' },
  url: { schema: { type: 'string', format: 'uri' }, example: 'https://example.com' },
};

/** What `<integer>` and the like stand for: Postman writes them when it makes a collection out of an API description. */
export function placeholderOf(
  text: string,
): { readonly schema: JsonSchemaObject; readonly example: unknown } | undefined {
  const name = /^<([\w-]+)>$/u.exec(text)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
}

function exampleOf(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.startsWith(mark)) return placeholderOf(value.slice(1))?.example ?? 1;
    return placeholderOf(value)?.example ?? value;
  }
  return mapJson(value, exampleOf);
}

function sampleOf(value: unknown): unknown {
  if (typeof value === 'string') {
    const known = placeholderOf(value.replace(mark, ''));
    if (known !== undefined) return new TypedPlaceholder(known.schema);
    return value.startsWith(mark) ? unknownValue : value;
  }
  return mapJson(value, sampleOf);
}

/**
 * A token outside of strings becomes a string of nothing but the token, and its name is listed. Where a token stands alone
 * inside of quotation marks as well, the other one gets a name of its own.
 */
function templateOf(value: unknown): Template | undefined {
  const quoted = new Set<string>();
  const jsonTokens = new Set<string>();
  let isWhole = true;
  const look = (part: unknown): unknown => {
    if (typeof part !== 'string') return mapJson(part, look);
    const alone = tokenAlone.exec(part)?.[1];
    if (placeholderOf(part.replace(mark, '')) !== undefined) isWhole = false;
    if (alone !== undefined) quoted.add(alone);
    return part;
  };
  const write = (part: unknown): unknown => {
    if (typeof part !== 'string' || !part.startsWith(mark)) return mapJson(part, write);
    const name = tokenAlone.exec(part.slice(1))?.[1];
    if (name === undefined) {
      isWhole = false;
      return part;
    }
    const own = quoted.has(name) ? `${name}_json` : name;
    jsonTokens.add(own);
    return `{{${own}}}`;
  };
  look(value);
  const written = write(value);
  return isWhole ? { value: written, jsonTokens } : undefined;
}

const tokenAlone = /^\{\{\s*([^{}]*?)\s*\}\}$/u;

function mapJson(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
  return value;
}
