import { isObject } from '../../../text/json.ts';
import type { JsonSchema, OperationParameter } from '../../api-model.ts';
import { readContents, readMediaExamples } from './content.ts';
import { flagAt, forbidName, listAt, optional, textAt, wrongType } from './fields.ts';
import type { Node } from './node.ts';
import { follow, quote, readShared, type Reading } from './reading.ts';
import { readInlineSchema, readSchema } from './schema.ts';
import { readSerialisation } from './style.ts';

/** A parameter as declared; `body` and `formData` of Swagger 2.0 become request bodies. */
export interface DeclaredParameter {
  readonly name: string;
  readonly in: string;
  readonly node: Node;
}

/** Told of a parameter that no request will have, though it is described. */
export type LoseParameter = (name: string, reason: string, node: Node) => void;

/** The parameters of an operation: its own, then those of its path that it does not replace. */
export function declaredParameters(
  reading: Reading,
  pathItem: Node,
  operation: Node,
  lose: LoseParameter,
): readonly DeclaredParameter[] {
  const own = parametersOf(reading, operation, lose);
  const key = ({ in: place, name }: DeclaredParameter): string => `${place} ${name}`;
  const replaced = new Set(own.map(key));
  return [...parametersOf(reading, pathItem, lose).filter((parameter) => !replaced.has(key(parameter))), ...own];
}

function parametersOf(reading: Reading, owner: Node, lose: LoseParameter): readonly DeclaredParameter[] {
  const parameters: DeclaredParameter[] = [];
  for (const item of listAt(reading, owner, 'parameters')) {
    const node = follow(reading, item);
    if (node === undefined) {
      lose(item.reference ?? '', 'its description cannot be found', item);
      continue;
    }
    if (!isObject(node.value)) {
      wrongType(reading, node, 'parameters', 'a list of objects');
      lose(quote(node.value), 'it is not described by an object', node);
      continue;
    }
    const name = node.child('name')?.value;
    const place = node.child('in')?.value;
    if (name === '__proto__') {
      forbidName(reading, node.child('name') ?? node);
      lose(name, 'its name cannot be used', node);
      continue;
    }
    if (typeof name !== 'string' || name === '' || typeof place !== 'string') {
      reading.findings.add('scaffold/wrong-type', node, 'A parameter needs "name" and "in"; it is left out.');
      lose(typeof name === 'string' ? name : '', 'it does not say its name and its place', node);
      continue;
    }
    const twin = parameters.find((other) => other.name === name && other.in === place);
    if (twin === undefined) parameters.push({ name, in: place, node });
    else
      reading.findings.add(
        'scaffold/duplicate-parameter',
        item,
        `Parameter ${quote(name)} in ${place} is declared twice; the first counts.`,
      );
  }
  return parameters;
}

const places: ReadonlySet<string> = new Set(['path', 'query', 'header', 'cookie']);
/** Headers that the client sets itself (OpenAPI 3.0.3, section 4.7.12.1). */
const ownHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** A parameter that is sent beside the body, or `undefined` when it is not one. */
export function readParameter(
  reading: Reading,
  { name, in: place, node }: DeclaredParameter,
  lose: LoseParameter,
): OperationParameter | undefined {
  if (!places.has(place)) {
    lose(name, `${quote(place)} is no part of a request`, node);
    reading.findings.add(
      'scaffold/unknown-location',
      node.child('in') ?? node,
      `Parameter ${quote(name)} is in ${quote(place)}, which is no part of a request; it is left out.`,
    );
    return undefined;
  }
  if (place === 'header' && reading.dialect !== 'openapi-2.0' && ownHeaders.has(name.toLowerCase())) {
    reading.findings.add(
      'scaffold/ignored-header',
      node,
      `Header ${quote(name)} follows from bodies and security; the parameter is left out.`,
    );
    return undefined;
  }
  return readShared(reading, 'parameter', node, () => describe(reading, name, place as OperationParameter['in'], node)); // one of the places
}

/**
 * The content type that a description demands by a parameter of its own. Such parameters mean nothing by the standard, but
 * the servers of those who write them may insist, also where there is no body to have a type.
 */
export function demandedContentType(parameters: readonly DeclaredParameter[]): string | undefined {
  const node = parameters.find(({ in: place, name }) => place === 'header' && /^content-type$/iu.test(name))?.node;
  if (node?.child('required')?.value !== true) return undefined;
  const schema = node.child('schema') ?? node;
  const values = [schema.child('default'), schema.child('enum')?.items[0]].map((value) => value?.value);
  const isMediaType = (value: unknown): value is string =>
    typeof value === 'string' && /^[\w.+-]+\/[\w.+-]+$/u.test(value);
  return values.find(isMediaType) ?? 'application/json';
}

function describe(reading: Reading, name: string, place: OperationParameter['in'], node: Node): OperationParameter {
  const [content] = readContents(reading, node);
  const [example] = readMediaExamples(reading, node);
  return {
    name,
    in: place,
    required: place === 'path' ? isRequiredInPath(reading, name, node) : (flagAt(reading, node, 'required') ?? false),
    ...optional('description', textAt(reading, node, 'description')),
    ...optional('deprecated', flagAt(reading, node, 'deprecated')),
    schema: content?.schema ?? readParameterSchema(reading, name, node),
    ...readSerialisation(reading, node, place),
    ...optional('allowReserved', flagAt(reading, node, 'allowReserved')),
    ...optional('contentType', content?.mediaType),
    ...optional('example', example),
  };
}

function isRequiredInPath(reading: Reading, name: string, node: Node): boolean {
  if (flagAt(reading, node, 'required') !== true)
    reading.findings.add(
      'scaffold/optional-path-parameter',
      node.child('required') ?? node,
      `Parameter ${quote(name)} is part of the path but not required; it is read as required.`,
    );
  return true;
}

/** `schema`, or the keywords that Swagger 2.0 writes beside the name, in whatever version they stand. */
export function readParameterSchema(reading: Reading, name: string, node: Node): JsonSchema {
  const schema = node.child('schema');
  if (schema !== undefined) return readSchema(reading, schema);
  if (node.child('type') === undefined && node.child('enum') === undefined)
    reading.findings.add(
      'scaffold/missing-schema',
      node,
      `Parameter ${quote(name)} does not say what it holds; it is read as a text.`,
    );
  const inline = readInlineSchema(reading, node);
  return typeof inline === 'object' && Object.keys(inline).length === 0 ? { type: 'string' } : inline;
}
