import type { JsonSchema, MediaContent } from '../../api-model.ts';
import { flagAt, membersOf, objectAt, optional, section, textAt } from './fields.ts';
import type { Node } from './node.ts';
import { follow, noteVersion, quote, type Reading } from './reading.ts';
import { readSchema } from './schema.ts';

/** The `content` of a body, response or parameter since 3.0: one entry per media type. */
export function readContents(reading: Reading, node: Node): readonly MediaContent[] {
  const content = objectAt(reading, node, 'content');
  if (content === undefined) return [];
  if (reading.dialect === 'openapi-2.0') noteVersion(reading, content, '"content"', '3.0 and later');
  const contents: MediaContent[] = [];
  for (const [name, member] of membersOf(reading, content)) {
    const media = follow(reading, member);
    if (media === undefined || name.startsWith('x-')) continue;
    const schemaNode = media.child('schema');
    const schema = schemaNode === undefined ? true : readSchema(reading, schemaNode);
    const taken = contents.map(({ mediaType }) => mediaType);
    const mediaType = readMediaType(reading, name, member, schema, taken);
    if (mediaType === undefined) continue;
    contents.push({
      mediaType,
      ...(isAnyType(name) ? { isAnyType: true } : {}),
      schema,
      examples: readMediaExamples(reading, media),
      ...readEncoding(reading, media),
    });
  }
  return contents;
}

const shortNames: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  text: 'text/plain',
  html: 'text/html',
  csv: 'text/csv',
  pdf: 'application/pdf',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  'form-data': 'multipart/form-data',
};

/** A media type, with the ranges and short names that stand for one spelt out. */
export function readMediaType(
  reading: Reading,
  name: string,
  node: Node,
  schema: JsonSchema,
  taken: readonly string[] = [],
): string | undefined {
  const byContent = isBinary(schema) ? 'application/octet-stream' : 'application/json';
  if (isAnyType(name)) {
    const mediaType = taken.includes(byContent) ? undefined : byContent;
    if (mediaType === undefined) return undefined;
    reading.findings.add(
      'scaffold/any-media-type',
      node,
      `Media type "${name}" names none; it is read as "${mediaType}".`,
      { on: 'key' },
    );
    return mediaType;
  }
  if (/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(?:;.*)?$/u.test(name)) return name;
  const word = name.trim().toLowerCase();
  const meant = (Object.hasOwn(shortNames, word) ? shortNames[word] : undefined) ?? byContent;
  const known = taken.includes(meant) ? undefined : meant;
  const outcome = known === undefined ? 'it is left out' : `it is read as "${known}"`;
  reading.findings.add('scaffold/bad-media-type', node, `${quote(name)} is not a media type; ${outcome}.`, {
    on: 'key',
  });
  return known;
}

function isAnyType(name: string): boolean {
  return name === '*/*' || name === '*';
}

function isBinary(schema: JsonSchema): boolean {
  return typeof schema === 'object' && schema.type === 'string' && schema.format === 'binary';
}

/** `example` and the values of `examples` of a media type or parameter. */
export function readMediaExamples(reading: Reading, node: Node): readonly unknown[] {
  const values: unknown[] = [];
  const example = node.child('example');
  if (example !== undefined) values.push(exampleValue(reading, example));
  const examples = section(reading, node, 'examples');
  if (Array.isArray(examples?.value)) for (const value of examples.value as unknown[]) values.push(value);
  else if (examples !== undefined)
    for (const [, member] of membersOf(reading, examples)) {
      const value = follow(reading, member)?.child('value');
      if (value !== undefined) values.push(exampleValue(reading, value));
    }
  return values;
}

/** An example kept in a file of its own is taken from there. */
function exampleValue(reading: Reading, node: Node): unknown {
  const isReference = node.reference !== undefined && Object.keys(node.value as object).length === 1; // an object, having $ref
  return isReference ? follow(reading, node)?.value : node.value;
}

function readEncoding(reading: Reading, media: Node): Pick<MediaContent, 'encoding'> {
  const encoding = objectAt(reading, media, 'encoding');
  if (encoding === undefined) return {};
  return {
    encoding: Object.fromEntries(
      membersOf(reading, encoding).map(([property, part]) => [
        property,
        {
          ...optional('contentType', textAt(reading, part, 'contentType')),
          ...optional('style', textAt(reading, part, 'style')),
          ...optional('explode', flagAt(reading, part, 'explode')),
        },
      ]),
    ),
  };
}
