import type { Endpoint } from '../../connector/definition.ts';
import { successContent, type SchemaView } from '../analyse/schema-view.ts';
import type { JsonSchema, Operation } from '../api-model.ts';
import type { ConnectorEndpoint } from '../connector-model.ts';
import { templated } from './auth-definition.ts';
import { bodyDefinition } from './body-definition.ts';
import { dataTypeOf } from './data-type.ts';
import { acceptOf } from '../media.ts';
import { ParameterDefinitions, type ParameterSurroundings } from './parameter-definition.ts';
import { recordFields } from './record-fields.ts';

interface Surroundings extends ParameterSurroundings {
  /** The base URL, to which paths are relative. */
  readonly serverUrl: string | undefined;
  /** Names of methods in the definition, by the name of the method in the model. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
  /** Values of the variables of collections, by key. */
  readonly defaults: ReadonlyMap<string, string>;
}

export function endpointDefinition(endpoint: ConnectorEndpoint, around: Surroundings): Endpoint {
  const { operation, title, entityType, direction, dataPath, pagination, idempotencyKey, rateLimit } = endpoint;
  const { method } = operation;
  const parameters = new ParameterDefinitions(endpoint, around);
  const { tokens, lost: _lost, ...body } = bodyDefinition(endpoint, around.view);
  const records = direction === 'Receive' ? successContent(operation)?.schema : operation.body?.contents[0]?.schema;
  const fields = recordFields(
    around.view,
    direction === 'Receive' ? recordsAt(around.view, records, dataPath) : records,
  );
  const dataType = dataTypeOf(successContent(operation)?.mediaType);
  // Where nothing is said of the answer, anything is taken.
  const accept = acceptOf(operation) ?? '*/*';
  // Without a word flows ask for JSON, and for anything where an endpoint gives something else.
  if (accept !== (dataType === undefined || dataType === 'json' ? 'application/json' : '*/*'))
    parameters.header('Accept', accept);
  // Demanded of requests without a body as well.
  if (operation.bodilessContentType !== undefined)
    parameters.header('Content-Type', body.contentType ?? usualType(body.bodyType) ?? operation.bodilessContentType);
  for (const [key, kind] of tokens) parameters.token(key, kind, around.defaults.get(key));
  const { params, variables } = parameters;
  const takesAny = operation.path.includes('{');
  return {
    name: title,
    ...(entityType === undefined ? {} : { entityType }),
    direction,
    method,
    url: ownServer(operation, around) + parameters.path(operation.path),
    ...(takesAny ? { encodeSlashes: true } : {}),
    ...(dataType === undefined ? {} : { dataType }),
    ...body,
    ...(params.length === 0 ? {} : { params: [...params] }),
    ...(variables.length === 0 ? {} : { variables: [...variables] }),
    ...(dataPath === undefined || dataPath === '' ? {} : { dataPath }),
    ...(fields.length === 0 ? {} : { schema: fields }),
    ...(pagination === undefined ? {} : { pagination: pagination.value }),
    ...(dataPath === undefined ? {} : { multiple: true }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey: { ...idempotencyKey.value } }),
    ...(rateLimit === undefined ? {} : { rateLimit: { ...rateLimit.value } }),
    // Where the API names no method at all, one may be added by hand.
    ...(around.methods.size === 0
      ? {}
      : { authMethods: endpoint.authMethods.flatMap((name) => around.methods.get(name) ?? []) }),
    ...(operation.deprecated === true ? { deprecated: true } : {}),
  };
}

function usualType(bodyType: Endpoint['bodyType']): string | undefined {
  return bodyType === 'form' ? 'application/x-www-form-urlencoded' : bodyType === 'xml' ? 'application/xml' : undefined;
}

/** The address of an operation that lives on another server than the rest. */
function ownServer({ servers }: Operation, { serverUrl }: Surroundings): string {
  const url = servers?.[0]?.url;
  return url === undefined || url === serverUrl ? '' : templated(url).replace(/\/$/u, '');
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
