import type { Endpoint, Pagination, Parameter } from '../../connector/definition.ts';
import type { JsonSchema, Operation, OperationParameter } from '../api-model.ts';
import type { ConnectorEndpoint } from '../connector-model.ts';
import { graphqlQueryOf } from '../analyse/graphql.ts';
import { successContent, type SchemaView } from '../analyse/schema-view.ts';
import { templated, variableKey } from './auth-definition.ts';
import { recordFields } from './record-fields.ts';

interface Surroundings {
  readonly view: SchemaView;
  /** Variables of the connector and its methods. An endpoint may not have one of the same key: its tokens would get a secret. */
  readonly taken: ReadonlySet<string>;
  /** Collections set parameters to values that they are always sent with. */
  readonly sendsDefaults: boolean;
  /** Names of methods in the definition, by the name of the method in the model. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
}

/** Names of headers that the runtime writes itself. */
const ownHeaders = new Set(['accept', 'authorization', 'content-length', 'content-type', 'cookie', 'host']);

export function endpointDefinition(endpoint: ConnectorEndpoint, around: Surroundings): Endpoint {
  const { operation, title, entityType, direction, dataPath, pagination, idempotencyKey, rateLimit } = endpoint;
  const { method } = operation;
  const { params, variables } = parametersOf(endpoint, around);
  const records = direction === 'Receive' ? successContent(operation)?.schema : operation.body?.contents[0]?.schema;
  const fields = recordFields(
    around.view,
    direction === 'Receive' ? recordsAt(around.view, records, dataPath) : records,
  );
  const dataType = dataTypeOf(successContent(operation)?.mediaType);
  const bodyType = direction === 'Send' ? bodyTypeOf(operation) : undefined;
  const body = bodyOf(endpoint);
  const [server] = operation.servers ?? [];
  return {
    name: title,
    ...(entityType === undefined ? {} : { entityType }),
    direction,
    method,
    url: (server === undefined ? '' : templated(server.url).replace(/\/$/u, '')) + pathOf(operation, around),
    ...(dataType === undefined ? {} : { dataType }),
    ...(bodyType === undefined ? {} : { bodyType }),
    ...(body === undefined ? {} : { body }),
    ...(params.length === 0 ? {} : { params }),
    ...(variables.length === 0 ? {} : { variables }),
    ...(dataPath === undefined || dataPath === '' ? {} : { dataPath }),
    ...(fields.length === 0 ? {} : { schema: fields }),
    ...(pagination === undefined ? {} : { pagination: pagination.value }),
    ...(dataPath === undefined ? {} : { multiple: true }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey: { ...idempotencyKey.value } }),
    ...(rateLimit === undefined ? {} : { rateLimit: { ...rateLimit.value } }),
    authMethods: endpoint.authMethods.flatMap((name) => around.methods.get(name) ?? []),
    ...(operation.deprecated === true ? { deprecated: true } : {}),
  };
}

function keyOf(name: string, { taken }: Surroundings): string {
  const key = variableKey(name);
  return taken.has(key) ? `${key}_value` : key;
}

function pathOf({ path }: Operation, around: Surroundings): string {
  return path.replaceAll(/\{([^{}]+)\}/gu, (_, name: string) => `{{${keyOf(name, around)}}}`);
}

function parametersOf(
  endpoint: ConnectorEndpoint,
  around: Surroundings,
): { params: Parameter[]; variables: NonNullable<Endpoint['variables']> } {
  const { operation } = endpoint;
  const counted = pageParameters(endpoint.pagination?.value);
  const params: Parameter[] = [];
  const variables = new Map<string, NonNullable<Endpoint['variables']>[number]>();
  const inPath = new Set(Array.from(operation.path.matchAll(/\{([^{}]+)\}/gu), ([, name = '']) => name));
  for (const parameter of operation.parameters) {
    const { name, in: place, required } = parameter;
    const key = keyOf(name, around);
    const isPath = place === 'path';
    if (isPath ? !inPath.has(name) : counted.has(name) && place === 'query') continue;
    if (place === 'cookie' || (place === 'header' && ownHeaders.has(name.toLowerCase()))) continue;
    if (place === 'header' && name === endpoint.idempotencyKey?.value.header) continue;
    if (!isPath)
      params.push({
        in: place === 'query' ? 'url' : 'header',
        key: name,
        value: `{{${key}}}`,
        ...(required ? {} : { required: false }),
      });
    const fallback = around.sendsDefaults ? defaultOf(parameter) : undefined;
    variables.set(key, {
      key,
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(required || isPath ? { required: true } : {}),
    });
    inPath.delete(name);
  }
  // Described by its path alone.
  for (const name of inPath) variables.set(keyOf(name, around), { key: keyOf(name, around), required: true });
  for (const [name, required] of bodyMembers(endpoint, counted, around.view)) {
    const key = keyOf(name, around);
    if (variables.has(key)) continue;
    params.push({ in: 'body', key: name, value: `{{${key}}}`, ...(required ? {} : { required: false }) });
    variables.set(key, { key, ...(required ? { required: true } : {}) });
  }
  return { params, variables: [...variables.values()] };
}

/** Parameters that pagination sets. */
function pageParameters(pagination: Pagination | undefined): ReadonlySet<string> {
  const names = ['pageParameter', 'limitParameter', 'offsetParameter', 'tokenParameter'];
  return new Set(
    Object.entries(pagination ?? {}).flatMap(([key, value]) =>
      names.includes(key) && typeof value === 'string' ? [value] : [],
    ),
  );
}

function defaultOf({ schema }: OperationParameter): string | undefined {
  const value = typeof schema === 'object' ? schema.default : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** Members of the body of a search. */
function bodyMembers(
  { operation, direction }: ConnectorEndpoint,
  counted: ReadonlySet<string>,
  view: SchemaView,
): readonly (readonly [string, boolean])[] {
  const schema = operation.body?.contents[0]?.schema;
  if (direction !== 'Receive' || schema === undefined || graphqlQueryOf(operation) !== undefined) return [];
  const required = new Set(view.resolve(schema)?.required ?? []);
  return [...view.members(schema).keys()]
    .filter((name) => !counted.has(name) && !/[.*\\]/u.test(name))
    .map((name) => [name, required.has(name)]);
}

/** A GraphQL request reads with its query and, where an example shows them, its variables. */
function bodyOf({ operation, direction }: ConnectorEndpoint): Record<string, unknown> | undefined {
  const query = graphqlQueryOf(operation);
  if (direction !== 'Receive' || query === undefined) return undefined;
  const [example] = operation.body?.contents[0]?.examples ?? [];
  const variables =
    typeof example === 'object' && example !== null && 'variables' in example ? example.variables : undefined;
  return { query, ...(typeof variables === 'object' && variables !== null ? { variables } : {}) };
}

function recordsAt(
  view: SchemaView,
  schema: JsonSchema | undefined,
  dataPath: string | undefined,
): JsonSchema | undefined {
  if (dataPath === undefined) return schema;
  let at = schema;
  for (const key of dataPath === '' ? [] : dataPath.split('.')) at = view.members(at).get(key);
  return view.elements(at);
}

function dataTypeOf(mediaType: string | undefined): Endpoint['dataType'] {
  if (mediaType === undefined) return undefined;
  if (/json|\*\/\*/u.test(mediaType)) return 'json';
  if (mediaType.includes('xml')) return 'xml';
  return mediaType.includes('csv') ? 'csv' : 'txt';
}

function bodyTypeOf({ body }: Operation): Endpoint['bodyType'] {
  const types = (body?.contents ?? []).map(({ mediaType }) => mediaType);
  if (types.length === 0 || types.some((type) => /json|\*\/\*/u.test(type))) return undefined;
  if (types.some((type) => type.includes('x-www-form-urlencoded'))) return 'form';
  if (types.some((type) => type.includes('xml'))) return 'xml';
  return types.some((type) => type.startsWith('text/')) ? 'text' : undefined;
}
