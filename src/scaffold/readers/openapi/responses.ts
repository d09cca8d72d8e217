import { isObject } from '../../../text/json.ts';
import type { JsonSchema, MediaContent, OperationResponse } from '../../api-model.ts';
import { readContents, readMediaType } from './content.ts';
import { membersOf, objectAt, optional, textAt, wrongType } from './fields.ts';
import type { Node } from './node.ts';
import { follow, noteVersion, quote, readShared, type Reading } from './reading.ts';
import { readInlineSchema, readSchema } from './schema.ts';

/** The answers of an operation by status. `produces`: the media types of answers in Swagger 2.0. */
export function readResponses(
  reading: Reading,
  operation: Node,
  produces: readonly string[],
): readonly OperationResponse[] {
  const responses = objectAt(reading, operation, 'responses');
  if (responses === undefined) return [];
  const read: OperationResponse[] = [];
  for (const [key, member] of membersOf(reading, responses)) {
    if (key.startsWith('x-')) continue;
    const status = readStatus(reading, key, member);
    const node = follow(reading, member);
    if (status === undefined || node === undefined || read.some((one) => one.status === status)) continue;
    if (isObject(node.value))
      read.push({
        status,
        ...readShared(reading, `response ${produces.join()}`, node, () => describe(reading, node, produces)),
      });
    else wrongType(reading, node, key, 'an object');
  }
  return read;
}

/** `200`, `2XX` or `default`; other spellings of them are understood. */
function readStatus(reading: Reading, key: string, node: Node): string | undefined {
  if (/^(?:[1-5](?:\d\d|XX)|default)$/u.test(key)) return key;
  const [, code] = /^\s*([1-5](?:\d\d|[Xx]{2})|default)\b/iu.exec(key) ?? [];
  const status = code?.toLowerCase() === 'default' ? 'default' : code?.toUpperCase();
  const outcome = status === undefined ? 'the response is left out' : `it is read as "${status}"`;
  reading.findings.add('scaffold/bad-status', node, `${quote(key)} is not a status code; ${outcome}.`, { on: 'key' });
  return status;
}

function describe(reading: Reading, node: Node, produces: readonly string[]): Omit<OperationResponse, 'status'> {
  return {
    ...optional('description', textAt(reading, node, 'description')),
    contents: [...readSchemaOfResponse(reading, node, produces), ...readContents(reading, node)],

    headers: readHeaders(reading, node),
  };
}

/**
 * Swagger 2.0 has one schema for all media types, and examples by media type. Documents that were half converted have
 * it in later versions too.
 */
function readSchemaOfResponse(reading: Reading, node: Node, produces: readonly string[]): readonly MediaContent[] {
  const child = node.child('schema');
  if (child === undefined || node.child('content') !== undefined) return [];
  if (reading.dialect !== 'openapi-2.0') noteVersion(reading, child, 'A schema of a whole response', '2.0');
  const schema = readSchema(reading, child);
  const examples = objectAt(reading, node, 'examples');
  return produces.flatMap((name) => {
    const mediaType = readMediaType(reading, name, node, schema);
    if (mediaType === undefined) return [];
    const example = examples?.child(name);
    return [{ mediaType, schema, examples: example === undefined ? [] : [example.value] }];
  });
}

function readHeaders(reading: Reading, node: Node): OperationResponse['headers'] {
  const headers = objectAt(reading, node, 'headers');
  if (headers === undefined) return new Map();
  const read = new Map<string, { readonly schema: JsonSchema; readonly description?: string }>();
  for (const [name, member] of membersOf(reading, headers)) {
    const header = follow(reading, member);
    if (header === undefined) continue;
    if (!isObject(header.value)) {
      wrongType(reading, header, name, 'an object');
      continue;
    }
    const schema = header.child('schema');
    read.set(name, {
      schema: schema === undefined ? readInlineSchema(reading, header) : readSchema(reading, schema),
      ...optional('description', textAt(reading, header, 'description')),
    });
  }
  return read;
}
