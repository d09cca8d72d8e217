import type { ApiModel, Operation, SecurityRequirement } from '../../src/scaffold/api-model.ts';
import type { ConnectorEndpoint, ConnectorModel } from '../../src/scaffold/connector-model.ts';
import { NameTable, pascalCase, safeMember } from '../../src/scaffold/emit/package/names.ts';

const safeMethods = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);

/** A connector of an API with nothing detected: names from operation ids and first tags. */
export function connectorOf(
  api: ApiModel,
  refine: (operation: Operation) => Partial<ConnectorEndpoint> = () => ({}),
): ConnectorModel {
  const methodName = (requirement: SecurityRequirement): string =>
    requirement.map(({ scheme }) => scheme).join(' and ') || 'none';
  const requirements = [...api.security, ...api.operations.flatMap(({ security }) => security ?? [])];
  const methods = new Map(requirements.map((requirement) => [methodName(requirement), requirement] as const));
  const tables = new Map<string, NameTable>();
  const endpoints = api.operations.map((operation, index): ConnectorEndpoint => {
    const group = camel(
      operation.tags[0] ?? operation.path.split('/').find((part) => part !== '' && !part.startsWith('{')) ?? 'root',
    );
    const table = tables.get(group) ?? new NameTable();
    tables.set(group, table);
    return {
      operation,
      key: `${operation.method} ${operation.path}`,
      id: safeMember(table.give(String(index), camel(operation.declaredId))),
      group,
      title: operation.summary ?? operation.declaredId,
      direction: operation.method === 'GET' ? 'Receive' : 'Send',
      authMethods: (operation.security ?? api.security).map(methodName),
      isSafeToRetry: safeMethods.has(operation.method),
      ...refine(operation),
    };
  });
  return {
    api,
    name:
      api.title
        .toLowerCase()
        .replaceAll(/[^a-z\d]+/gu, '-')
        .replaceAll(/^-|-$/gu, '') || 'connector',
    endpoints,
    authMethods: [...methods].map(([name, requirement]) => ({
      name,
      schemes: requirement.flatMap(({ scheme, scopes }) => {
        const known = api.securitySchemes.get(scheme);
        return known === undefined ? [] : [{ name: scheme, scheme: known, scopes }];
      }),
    })),
  };
}

function camel(name: string): string {
  const pascal = pascalCase(name);
  return safeMember(pascal.charAt(0).toLowerCase() + pascal.slice(1));
}
