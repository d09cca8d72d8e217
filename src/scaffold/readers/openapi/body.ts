import { isObject } from '../../../text/json.ts';
import type { JsonSchema, RequestBody } from '../../api-model.ts';
import { readContents } from './content.ts';
import { flagAt, optional, textAt } from './fields.ts';
import type { Node } from './node.ts';
import { type DeclaredParameter, readParameterSchema } from './parameters.ts';
import { follow, quote, readShared, type Reading } from './reading.ts';
import { readSchema } from './schema.ts';
import { readSerialisation, type Serialisation } from './style.ts';

/** What an operation sends: a body, none, or `lost` when the one it declares cannot be found. */
export type BodyReading = RequestBody | 'none' | 'lost';

/** `requestBody` since 3.0. */
export function readRequestBody(reading: Reading, operation: Node): BodyReading {
  const child = operation.child('requestBody');
  if (child === undefined) return 'none';
  const node = follow(reading, child);
  if (node === undefined || !isObject(node.value)) return 'lost';
  return readShared(reading, 'body', node, () => {
    const contents = readContents(reading, node);
    if (contents.length === 0)
      reading.findings.add(
        'scaffold/missing-schema',
        node,
        'The request body does not say what it holds; it is read as any JSON.',
      );
    return {
      required: flagAt(reading, node, 'required') ?? false,
      ...optional('description', textAt(reading, node, 'description')),
      contents: contents.length > 0 ? contents : [{ mediaType: 'application/json', schema: true, examples: [] }],
    };
  });
}

const formUrlencoded = 'application/x-www-form-urlencoded';
const multipart = 'multipart/form-data';

/** The parameters of Swagger 2.0 that are sent as a body: one in `body`, or several in `formData`. */
export function readBodyParameters(
  reading: Reading,
  parameters: readonly DeclaredParameter[],
  consumes: readonly string[],
): RequestBody | undefined {
  const [body, ...more] = parameters.filter((parameter) => parameter.in === 'body');
  for (const { name, node } of more)
    reading.findings.add(
      'scaffold/duplicate-parameter',
      node,
      `The operation has a body already; ${quote(name)} is left out.`,
    );
  if (body !== undefined) return readBodyParameter(reading, body, consumes);
  const fields = parameters.filter((parameter) => parameter.in === 'formData');
  return fields.length === 0 ? undefined : readForm(reading, fields, consumes);
}

function readBodyParameter(
  reading: Reading,
  { name, node }: DeclaredParameter,
  consumes: readonly string[],
): RequestBody {
  const schemaNode = node.child('schema');
  const schema = schemaNode === undefined ? readParameterSchema(reading, name, node) : readSchema(reading, schemaNode);
  const mediaTypes = consumes.filter((one) => one !== formUrlencoded && one !== multipart);
  return {
    required: flagAt(reading, node, 'required') ?? false,
    ...optional('description', textAt(reading, node, 'description')),
    contents: (mediaTypes.length === 0 ? ['application/json'] : mediaTypes).map((mediaType) => ({
      mediaType,
      schema,
      examples: [],
    })),
  };
}

function readForm(reading: Reading, fields: readonly DeclaredParameter[], consumes: readonly string[]): RequestBody {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  const encoding: Record<string, Serialisation> = {};
  for (const { name, node } of fields) {
    const schema = readParameterSchema(reading, name, node);
    const description = textAt(reading, node, 'description');
    properties[name] = description === undefined || typeof schema === 'boolean' ? schema : { ...schema, description };
    if (flagAt(reading, node, 'required') === true) required.push(name);
    if (node.child('collectionFormat') !== undefined) encoding[name] = readSerialisation(reading, node, 'query');
  }
  const hasFile = fields.some(({ node }) => node.child('type')?.value === 'file');
  const declared = consumes.filter((one) => one === multipart || (one === formUrlencoded && !hasFile));
  const mediaTypes = declared.length > 0 ? declared : [hasFile ? multipart : formUrlencoded];
  const schema: JsonSchema = { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
  return {
    required: required.length > 0,
    contents: mediaTypes.map((mediaType) => ({
      mediaType,
      schema,
      examples: [],
      ...(Object.keys(encoding).length > 0 ? { encoding } : {}),
    })),
  };
}
