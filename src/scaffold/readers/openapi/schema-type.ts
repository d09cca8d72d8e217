import type { JsonType } from '../../api-model.ts';
import type { Node } from './node.ts';
import { noteVersion, quote, type Reading } from './reading.ts';
import type { Draft } from './schema-draft.ts';

const standard: ReadonlySet<string> = new Set<JsonType>([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
]);

/** What other languages call the types. */
const alias: Readonly<Record<string, { readonly type?: JsonType; readonly format?: string }>> = {
  int: { type: 'integer' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  long: { type: 'integer', format: 'int64' },
  float: { type: 'number', format: 'float' },
  double: { type: 'number', format: 'double' },
  decimal: { type: 'number' },
  bool: { type: 'boolean' },
  str: { type: 'string' },
  text: { type: 'string' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  'date-time': { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
  enum: { type: 'string' },
  list: { type: 'array' },
  map: { type: 'object' },
  dict: { type: 'object' },
  any: {},
};

/** `type`: one word, or since 3.1 a list of them. */
export function readType(draft: Draft, node: Node, reading: Reading): void {
  const child = node.child('type');
  if (child === undefined) return;
  if (!Array.isArray(child.value)) {
    const type = oneType(draft, child, reading);
    if (type !== undefined) draft.type = type;
    return;
  }
  if (reading.dialect !== 'openapi-3.1') noteVersion(reading, child, 'A list of types', '3.1');
  const types = [...new Set(child.items.flatMap((item) => oneType(draft, item, reading) ?? []))];
  const [first] = types;
  if (first !== undefined) draft.type = types.length === 1 ? first : types;
}

function oneType(draft: Draft, node: Node, reading: Reading): JsonType | undefined {
  const { value } = node;
  if (typeof value === 'string' && standard.has(value)) return value as JsonType; // a member of the set of types
  // A file of Swagger 2.0 is what later versions call a binary string.
  if (value === 'file') {
    draft.format ??= 'binary';
    return 'string';
  }
  const word = typeof value === 'string' ? value.toLowerCase().replaceAll(/[^a-z\d-]/gu, '') : 'null';
  const known = standard.has(word) ? { type: word as JsonType } : Object.hasOwn(alias, word) ? alias[word] : undefined; // as above
  const outcome =
    known === undefined
      ? 'any value is allowed'
      : `it is read as ${known.type === undefined ? 'any value' : `"${known.type}"`}`;
  reading.findings.add('scaffold/unknown-type', node, `Type ${quote(value)} is not one of JSON Schema's; ${outcome}.`);
  if (known?.format !== undefined) draft.format ??= known.format;
  return known?.type;
}
