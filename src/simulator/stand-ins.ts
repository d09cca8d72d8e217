import { authUnits } from '../auth/index.ts';
import type { ConnectorDefinition, Endpoint, Pagination } from '../connector/definition.ts';
import { httpPaginationOf } from '../connector/http-pagination.ts';
import type { Instance } from '../connector/instance.ts';

/**
 * The definition with relative URLs, small pages and one request at a time: through it only the base URL of an instance is
 * reached, a listing has several pages, and nothing depends on which of two requests is quicker.
 */
export function standInConnector(
  connector: ConnectorDefinition,
  pageSize: (endpoint: Endpoint) => number,
): ConnectorDefinition {
  const { endpoints, authMethods } = connector;
  return {
    ...connector,
    ...(endpoints === undefined
      ? {}
      : {
          endpoints: endpoints.map((endpoint) => ({
            ...endpoint,
            url: relative(endpoint.url ?? ''),
            concurrency: 1,
            ...withPages(endpoint, pageSize(endpoint)),
          })),
        }),
    ...(authMethods === undefined
      ? {}
      : {
          authMethods: authMethods.map((method) => ({
            ...method,
            ...(method.url === undefined ? {} : { url: relative(method.url) }),
          })),
        }),
  };
}

function withLimit(pagination: Pagination, limit: number): Pagination {
  return 'limit' in pagination && pagination.limit !== undefined ? { ...pagination, limit } : pagination;
}

function relative(url: string): string {
  return url.replace(/^(?:https?:\/\/[^/?#]+|\{\{\s*baseUrl\s*\}\})/iu, '');
}

/**
 * An instance that looks like the given one and holds nothing of it that is secret: references, and whatever the
 * definition calls secret, become dummy text; addresses become `baseUrl`.
 */
export function standInInstance(
  instance: Pick<Instance, 'name' | 'connector' | 'authMethod' | 'values' | 'environment' | 'rateLimit'>,
  connector: ConnectorDefinition,
  baseUrl: string,
): Instance {
  const methods = connector.authMethods ?? [];
  const method = methods.find(({ name }) => name === instance.authMethod) ?? methods[0];
  const declared = [...(connector.variables ?? []), ...(method?.variables ?? [])];
  const hidden = new Set(declared.filter(({ secret }) => secret === true).map(({ key }) => key));
  const required = authUnits.find(({ type }) => type === method?.type)?.requires ?? [];
  const values: Record<string, string> = {};
  for (const key of [...required, ...declared.filter((one) => one.default === undefined).map((one) => one.key)])
    values[key] = dummy(key);
  for (const [key, value] of Object.entries(instance.values ?? {})) {
    const isSecret = hidden.has(key) || required.includes(key) || /^(?:secret|env):\/\//u.test(value);
    if (isSecret) values[key] = dummy(key);
    else values[key] = /^https?:\/\//iu.test(value) ? baseUrl : value;
  }
  return { ...instance, values: { ...values, baseUrl } };
}

function dummy(key: string): string {
  return `simulated-${key}`;
}

function withPages(endpoint: Endpoint, size: number): Pick<Endpoint, 'pagination'> {
  const pagination = httpPaginationOf(endpoint);
  return pagination === undefined ? {} : { pagination: withLimit(pagination, size) };
}
