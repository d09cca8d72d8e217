import type { EndpointOverlay, Overlay } from '../../connector/overlay.ts';
import type { Finding } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { joinPointer } from '../../text/pointer.ts';
import type { ConnectorEndpoint, Detected } from '../connector-model.ts';
import { foldCase } from './identifier.ts';

/** The endpoint with the user's corrections: `null` takes a detected value away. */
export function applyOverlay(endpoint: ConnectorEndpoint, overlay: EndpointOverlay | undefined): ConnectorEndpoint {
  if (overlay === undefined) return endpoint;
  const { dataPath, pagination, idempotencyKey, rateLimit, name, safeToRetry, ...plain } = overlay;
  const changed: Record<string, unknown> = { ...endpoint, ...withoutUndefined(plain) };
  if (name !== undefined) changed['title'] = name;
  if (safeToRetry !== undefined) changed['isSafeToRetry'] = safeToRetry;
  for (const [key, value] of Object.entries({ dataPath, pagination, idempotencyKey, rateLimit })) {
    if (value === null) delete changed[key];
    else if (value !== undefined) changed[key] = key === 'dataPath' ? value : given(value);
  }
  if (pagination !== undefined) delete changed['openPages'];
  return changed as unknown as ConnectorEndpoint; // members of an endpoint, replaced by values of their own types
}

function given<Value>(value: Value): Detected<Value> {
  return { value, confidence: 'high', evidence: ['Given in the overlay.'] };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** Corrections that correct nothing. */
export function overlayFindings(
  overlay: Overlay | undefined,
  keys: readonly string[],
  authMethods: readonly string[],
): readonly Finding[] {
  const known = new Set(keys);
  return Object.entries(overlay?.endpoints ?? {}).flatMap(([key, endpoint]): Finding[] => {
    const pointer = joinPointer('/endpoints', key);
    if (!known.has(key)) {
      const nearest = didYouMean(key, keys);
      return [
        {
          code: 'scaffold/overlay-unknown-endpoint',
          message: `The description has no "${key}".`,
          help:
            nearest === undefined
              ? 'Write it as METHOD and path, for example "GET /orders".'
              : `Did you mean "${nearest}"?`,
          pointer,
          on: 'key',
        },
      ];
    }
    return (endpoint.authMethods ?? []).flatMap((name, index): Finding[] =>
      authMethods.includes(name)
        ? []
        : [
            {
              code: 'scaffold/overlay-unknown-auth-method',
              message: `The API has no authentication method "${name}".`,
              help: `Methods: ${authMethods.map((one) => `"${one}"`).join(', ') || 'none'}.`,
              pointer: joinPointer(pointer, 'authMethods', index),
            },
          ],
    );
  });
}

/** Corrections after which two endpoints would have one name. */
export function duplicateNames(
  overlay: Overlay | undefined,
  endpoints: readonly ConnectorEndpoint[],
): readonly Finding[] {
  const kinds = [
    { member: 'name', nameOf: ({ title }: ConnectorEndpoint) => title },
    { member: 'id', nameOf: ({ group, id }: ConnectorEndpoint) => `${group}.${id}` },
  ] as const;
  return kinds.flatMap(({ member, nameOf }) => {
    const shared = Map.groupBy(endpoints, (endpoint) => foldCase(nameOf(endpoint)));
    return endpoints.flatMap((endpoint): Finding[] => {
      const others = (shared.get(foldCase(nameOf(endpoint))) ?? []).filter((other) => other !== endpoint);
      if (overlay?.endpoints?.[endpoint.key]?.[member] === undefined || others.length === 0) return [];
      return [
        {
          code: 'scaffold/overlay-duplicate-name',
          message: `"${nameOf(endpoint)}" would be the ${member} of ${endpoint.key} and of ${others[0]?.key ?? ''}.`,
          help: 'Give one of the two another.',
          pointer: joinPointer('/endpoints', endpoint.key, member),
        },
      ];
    });
  });
}
