import type { Operation, OperationParameter } from '../api-model.ts';
import type { ConnectorEndpoint, ConnectorModel } from '../connector-model.ts';
import type { Note } from './package/note.ts';

/** What flows cannot send as it is described, though the definition has the endpoint. */
export function definitionNotes({ endpoints }: ConnectorModel): readonly Note[] {
  return endpoints.flatMap((endpoint) =>
    [...endpoint.operation.parameters.flatMap(parameterLimits), ...bodyLimits(endpoint)].map((message) => ({
      at: `definition, ${endpoint.operation.method} ${endpoint.operation.path}`,
      message,
    })),
  );
}

function parameterLimits(parameter: OperationParameter): string[] {
  const { name, in: place, schema, style, explode, contentType } = parameter;
  if (place === 'cookie') return [`Flows cannot send the cookie "${name}": it is left out.`];
  const as = (form: string): string[] => [`Flows cannot write "${name}" as described: ${form}.`];
  if (contentType !== undefined) return as(`as ${contentType}`);
  const types = typeof schema === 'object' ? [schema.type].flat() : [];
  const isObject = types.includes('object') || (typeof schema === 'object' && schema.properties !== undefined);
  const isList = types.includes('array');
  if (!isObject && !isList) return style === 'label' || style === 'matrix' ? as(`in style ${style}`) : [];
  if (style !== 'form' && style !== 'simple') return as(`in style ${style}`);
  return isObject || (isList && !explode && place === 'query')
    ? as(explode ? 'a parameter for each member' : 'one text for all values')
    : [];
}

function bodyLimits({ operation, direction }: ConnectorEndpoint): string[] {
  const types = mediaTypes(operation);
  const isSent = direction === 'Send' && types.length > 0;
  if (!isSent || types.some((type) => /json|\*\/\*|x-www-form-urlencoded|xml|^text\//u.test(type))) return [];
  return [`Flows cannot send ${types.join(' or ')}: the body goes out as JSON.`];
}

function mediaTypes({ body }: Operation): readonly string[] {
  return (body?.contents ?? []).map(({ mediaType }) => mediaType);
}
