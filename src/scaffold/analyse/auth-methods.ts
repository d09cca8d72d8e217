import type { ApiModel, Operation, SecurityRequirement } from '../api-model.ts';
import type { ConnectorAuthMethod } from '../connector-model.ts';
import { withHints } from './auth-hints.ts';

/** Authentication methods of an API, one for each combination of schemes that it accepts somewhere. */
export interface AuthMethods {
  readonly all: readonly ConnectorAuthMethod[];
  /** Names of the methods that an operation accepts; empty when it needs none. */
  of(operation: Operation): readonly string[];
}

/**
 * Turns security requirements into methods. Schemes joined by "and" in a requirement become one method; requirements
 * side by side are alternatives. A requirement with a scheme that the API does not declare is left out: its reader has
 * reported it. Where access without credentials is one of several alternatives, it is a method too, and the last to use.
 */
export function settleAuthMethods(api: ApiModel): AuthMethods {
  const methods = new Map<string, ConnectorAuthMethod>();
  const hints = new Map(Array.from(api.securitySchemes, ([name, scheme]) => [name, withHints(scheme, api)] as const));
  const add = (requirement: SecurityRequirement): string | undefined => {
    const schemes = requirement.flatMap(({ scheme: name, scopes }) => {
      const hinted = hints.get(name);
      return hinted === undefined ? [] : [{ name, ...hinted, scopes }];
    });
    if (schemes.length === 0 || schemes.length < requirement.length) return undefined;
    const name = schemes.map((one) => one.name).join(' and ');
    const known = methods.get(name);
    // One login serves all endpoints, so it asks for every scope that one of them needs.
    const merged = schemes.map((one, index) => ({
      ...one,
      scopes: [...new Set([...(known?.schemes[index]?.scopes ?? []), ...one.scopes])].toSorted(),
    }));
    const evidence = merged.flatMap((one) => one.evidence);
    methods.set(name, {
      name,
      schemes: merged.map(({ evidence: _evidence, ...one }) => one),
      ...(evidence.length === 0 ? {} : { evidence }),
    });
    return name;
  };
  const anonymous: ConnectorAuthMethod = { name: freeName('none', api.securitySchemes), schemes: [] };
  const accepted = new Map<Operation, readonly string[]>();
  for (const operation of api.operations) {
    const requirements = operation.security ?? api.security;
    const names = [...new Set(requirements.map(add).filter((name) => name !== undefined))];
    const isOptional = names.length > 0 && requirements.some((requirement) => requirement.length === 0);
    accepted.set(operation, isOptional ? [...names, anonymous.name] : names);
  }
  // The first is what an instance uses unless it says otherwise, so it is the one that most endpoints accept.
  const uses = (name: string): number => [...accepted.values()].filter((names) => names.includes(name)).length;
  const byUse = [...methods.values()].map((method) => ({ method, count: uses(method.name) }));
  const all = byUse.toSorted((a, b) => b.count - a.count).map(({ method }) => method);
  if (uses(anonymous.name) > 0) all.push(anonymous);
  return { all, of: (operation) => accepted.get(operation) ?? [] };
}

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  return taken.has(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}
