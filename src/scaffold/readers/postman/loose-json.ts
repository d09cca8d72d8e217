import { isObject } from '../../../text/json.ts';
import type { JsonSchemaObject } from '../../api-model.ts';
import { TypedPlaceholder, unknownValue } from '../../sample-schema.ts';

/** A body as an example and as a sample: in the sample, what is not known is marked as such. */
export interface LooseJson {
  readonly example: unknown;
  readonly sample: unknown;
}

/**
 * Reads JSON as it is typed into Postman: with `{{variables}}` and `<placeholders>` outside of strings, comments and
 * trailing commas. `undefined` when it is no JSON even so.
 */
export function readLooseJson(text: string): LooseJson | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    try {
      value = JSON.parse(withoutExtras(text)) as unknown;
    } catch {
      return undefined;
    }
  }
  return { example: exampleOf(value), sample: sampleOf(value) };
}

/** Marks an unquoted placeholder; no text that people type begins with it. */
const mark = '\u0001';

/** One token outside of strings after the other; strings are matched first, so nothing inside them is touched. */
const tokens = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\{\{[^{}]*\}\}|<[^<>\n]*>|,(?=\s*[\]}])/gu;

function withoutExtras(text: string): string {
  return text.replaceAll(tokens, (token) => {
    if (token.startsWith('"')) return token;
    if (token.startsWith('/') || token === ',') return '';
    return JSON.stringify(mark + token);
  });
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

function mapJson(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
  return value;
}
