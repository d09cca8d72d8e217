import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';

interface Route {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: RegExp;
  /** Query parameters that the definition fixes. */
  readonly fixed: readonly (readonly [string, string])[];
}

/** Finds the endpoint that a request is for. */
export type FindEndpoint = (method: string, path: string, query: URLSearchParams) => Endpoint | undefined;

/** Compiles the endpoints of a definition with relative URLs. Where several fit, the one with most fixed parameters wins. */
export function compileRoutes({ endpoints = [] }: ConnectorDefinition): FindEndpoint {
  const routes = endpoints.map(compileRoute).toSorted((a, b) => b.fixed.length - a.fixed.length);
  return (method, path, query) =>
    routes.find(
      (route) =>
        route.method === method &&
        route.path.test(decodePath(path)) &&
        route.fixed.every(([key, value]) => query.get(key) === value),
    )?.endpoint;
}

function compileRoute(endpoint: Endpoint): Route {
  const [path = '', query = ''] = (endpoint.url ?? '').split('?');
  const parameters = [
    ...new URLSearchParams(query),
    ...(endpoint.params ?? []).flatMap((one): [string, string][] => (one.in === 'url' ? [[one.key, one.value]] : [])),
  ];
  return {
    endpoint,
    method: endpoint.method,
    path: pathPattern(path),
    fixed: parameters.filter(([, value]) => !value.includes('{{')),
  };
}

/** The pattern of a relative path; a `{{token}}` stands for any text within one segment. */
export function pathPattern(path: string): RegExp {
  const literal = `/${decodePath(path).replace(/^\//u, '')}`
    .split(/\{\{[^}]*\}\}/u)
    .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  return new RegExp(`^${literal.join('[^/]+')}/?$`, 'u');
}

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
