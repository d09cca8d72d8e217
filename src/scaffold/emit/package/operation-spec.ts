import type { Pagination } from '../../../connector/definition.ts';
import { speaksGraphql } from '../../analyse/graphql.ts';
import type { OperationParameter } from '../../api-model.ts';
import type { EndpointPlan } from './endpoint-plan.ts';

/** An operation as data for the package's transport: see runtime/operation.ts of the template. */
export function operationSpecOf(plan: EndpointPlan, defaultBaseUrl: string | undefined): Record<string, unknown> {
  const { endpoint, body } = plan;
  const { operation } = endpoint;
  const key = endpoint.idempotencyKey?.value;
  return {
    method: operation.method,
    path: operation.path,
    baseUrl: ownServer(plan, defaultBaseUrl),
    parameters:
      plan.parameters.length === 0
        ? undefined
        : plan.parameters.map(({ parameter, key }) => parameterSpec(parameter, key)),
    body:
      body === undefined
        ? undefined
        : { contentType: body.contentType, isRaw: isRawJson(body) ? true : undefined, encoding: body.encoding },
    responses:
      plan.successes.length === 0
        ? undefined
        : Object.fromEntries(plan.successes.map(({ status, kind }) => [status, kind])),
    accept: plan.accept,
    bodilessContentType: operation.bodilessContentType,
    auth: endpoint.authMethods.length === 0 ? undefined : endpoint.authMethods,
    isSafeToRetry: endpoint.isSafeToRetry ? true : undefined,
    idempotencyHeader: key !== undefined && 'header' in key ? key.header : undefined,
    idempotencyMember: key !== undefined && 'body' in key ? key.body : undefined,
    isGraphql: speaksGraphql(operation) ? true : undefined,
    rateLimit: endpoint.rateLimit?.value,
    pagination: paginationOf(plan),
  };
}

/** Where the operation lives on another server than the rest. */
export function ownServer({ endpoint }: EndpointPlan, defaultBaseUrl: string | undefined): string | undefined {
  const server = endpoint.operation.servers?.[0];
  const address = server === undefined ? undefined : serverAddress(server);
  return address === defaultBaseUrl ? undefined : address;
}

function isRawJson({ kind, contentType }: NonNullable<EndpointPlan['body']>): boolean {
  return kind === 'raw' && /[/+]json\b/iu.test(contentType);
}

function parameterSpec(parameter: OperationParameter, key: string): Record<string, unknown> {
  const isForm = parameter.in === 'query' || parameter.in === 'cookie';
  const usualStyle = isForm ? 'form' : 'simple';
  return {
    name: parameter.name,
    in: parameter.in,
    key: key === parameter.name ? undefined : key,
    style: parameter.style === usualStyle ? undefined : parameter.style,
    explode: parameter.explode === (parameter.style === 'form') ? undefined : parameter.explode,
    allowReserved: parameter.allowReserved === true ? true : undefined,
    json: parameter.contentType === undefined ? undefined : true,
  };
}

/** Pages as the package's runtime/pagination.ts reads them; `undefined` where there is one page only. */
export function paginationOf({ endpoint }: EndpointPlan): Record<string, unknown> | undefined {
  const pagination = endpoint.pagination?.value;
  const dataPath = endpoint.dataPath === '' ? undefined : endpoint.dataPath;
  const kind = pagination === undefined ? undefined : kinds[pagination.method];
  // Pages that are asked for in the body are left to the caller.
  if (pagination === undefined || kind === undefined || ('in' in pagination && pagination.in === 'body'))
    return undefined;
  const { method: _method, ...settings } = pagination;
  return { kind, dataPath, ...settings };
}

const kinds: Readonly<Record<Pagination['method'], string | undefined>> = {
  default: undefined,
  'Page number parameter': 'page-number',
  'Limit offset': 'offset',
  'Next Page URL': 'next-url',
  'Link Header': 'link-header',
  'Next page token': 'token',
  'GraphQL Cursor': undefined,
  PeopleVox: undefined,
  'NetSuite SOAP': undefined,
  'Custom relative URI': undefined,
  Script: undefined,
};

/** An address with variables that have no default is one all the same: the client is told under it where the server is. */
export function serverAddress(server: Parameters<typeof serverUrl>[0]): string | undefined {
  return serverUrl(server) ?? (server.url.includes('{') ? server.url : undefined);
}

/** The URL with the defaults of its variables; `undefined` where it is not absolute. */
export function serverUrl(server: {
  url: string;
  variables: ReadonlyMap<string, { default: string }>;
}): string | undefined {
  const url = server.url.replaceAll(
    /\{([^{}]+)\}/gu,
    (text, name: string) => server.variables.get(name)?.default ?? text,
  );
  return /^https?:\/\//iu.test(url) && URL.canParse(url) ? url : undefined;
}
