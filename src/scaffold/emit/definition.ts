import type { ConnectorDefinition, ConnectorVariable } from '../../connector/definition.ts';
import type { Server } from '../api-model.ts';
import type { ConnectorModel } from '../connector-model.ts';
import { createSchemaView } from '../analyse/schema-view.ts';
import { authDefinitions, templated, variableKey } from './auth-definition.ts';
import { endpointDefinition } from './endpoint-definition.ts';
import { oneLine } from './one-line.ts';
import { webhookDefinitions } from './webhook-definition.ts';

/**
 * The connector definition that flows and the runtime use, valid under `connectorSchema`. Everything that differs
 * between companies is a variable: the base URL, its parts, and the credentials.
 */
export function emitDefinition(model: ConnectorModel): ConnectorDefinition {
  const { api, name, rateLimit, dateFormat } = model;
  const methods = new Map(
    model.authMethods.map((method) => [method.name, authDefinitions(method, api.servers[0]?.url)]),
  );
  const authMethods = [...methods.values()].flat();
  const servers = [...api.servers.slice(0, 1), ...api.operations.flatMap(({ servers: own }) => own?.slice(0, 1) ?? [])];
  const ofServers = connectorVariables(
    servers,
    authMethods.map(({ url = '' }) => url),
  );
  // Of webhooks alone there is nothing to call.
  const variables = model.endpoints.length === 0 ? [] : ofServers;
  const taken = new Set(
    [...variables, ...authMethods.flatMap((method) => method.variables ?? [])].map(({ key }) => key),
  );
  const around = {
    view: createSchemaView(api.schemas),
    taken,
    sendsDefaults: api.source.startsWith('postman'),
    serverUrl: api.servers[0]?.url,
    defaults: api.variables ?? new Map<string, string>(),
    methods: new Map(Array.from(methods, ([method, made]) => [method, made.map((one) => one.name)])),
  };
  return {
    format: 'repatch-connector',
    formatVersion: 1,
    name,
    label: oneLine(api.title, 120) || name,
    ...(api.version === '' ? {} : { versionName: oneLine(api.version, 60) }),
    ...(api.description === undefined ? {} : { description: oneLine(api.description, 400) }),
    protocol: 'HTTP',
    ...(dateFormat === undefined || dateFormat.confidence === 'low' ? {} : { dateFormat: dateFormat.value }),
    ...(rateLimit === undefined ? {} : { rateLimit: { ...rateLimit.value } }),
    variables,
    ...(authMethods.length === 0 ? {} : { authMethods }),
    endpoints: model.endpoints.map((endpoint) => endpointDefinition(endpoint, around)),
    ...(api.webhooks.length === 0 ? {} : { webhooks: webhookDefinitions(api.webhooks, around.view) }),
  };
}

/** The base URL and what it, other servers and the token endpoints leave open. */
function connectorVariables(servers: readonly Server[], tokenUrls: readonly string[]): ConnectorVariable[] {
  const [main] = servers;
  const url = main === undefined ? '' : templated(main.url).replace(/\/$/u, '');
  // A server of nothing but a variable is the base URL itself.
  const isWhole = /^\{\{[^{}]+\}\}$/u.test(url);
  const fallback = isWhole ? defaultOf(main) : url;
  const variables = new Map<string, ConnectorVariable>([
    [
      'baseUrl',
      {
        key: 'baseUrl',
        label: 'Base URL',
        ...(/^https?:\/\//iu.test(fallback) ? { default: fallback } : {}),
        required: true,
      },
    ],
  ]);
  const add = (key: string, value: string | undefined): void => {
    if (!variables.has(key))
      variables.set(key, { key, ...(value === undefined || value === '' ? {} : { default: value }), required: true });
  };
  for (const server of isWhole ? servers.slice(1) : servers) {
    const values = new Map(Array.from(server.variables, ([name, { default: value }]) => [variableKey(name), value]));
    for (const key of tokensIn(templated(server.url))) add(key, values.get(key));
  }
  for (const text of tokenUrls) for (const key of tokensIn(text)) add(key, undefined);
  return [...variables.values()];
}

function tokensIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{\{([^{}]+)\}\}/gu), ([, key = '']) => key);
}

function defaultOf(server: Server | undefined): string {
  const [variable] = server?.variables.values() ?? [];
  return variable?.default ?? '';
}
