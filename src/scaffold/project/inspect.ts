import type { ConnectorDefinition } from '../../connector/definition.ts';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { ConnectorModel, Detected } from '../connector-model.ts';

/** An operation with what flows will make of it. */
export interface InspectedOperation {
  /** `GET /orders`, as the overlay names it; for a WSDL the name of the operation. */
  readonly key: string;
  /** Name of the endpoint, as flows use it. */
  readonly name: string;
  readonly direction: 'Receive' | 'Send';
  readonly entityType?: string;
  /** Dot path of the list of records; '' for a bare list. */
  readonly records?: string;
  readonly authMethods: readonly string[];
  readonly detected: readonly InspectedFact[];
}

/** One thing that no description says outright. */
export interface InspectedFact {
  readonly about: 'pagination' | 'idempotencyKey' | 'rateLimit' | 'authentication';
  /** Absent: an open question. */
  readonly value?: unknown;
  readonly confidence?: 'high' | 'medium' | 'low';
  /** One sentence each. */
  readonly evidence: readonly string[];
}

export function inspectModel({ endpoints, authMethods }: ConnectorModel): readonly InspectedOperation[] {
  return endpoints.map((endpoint): InspectedOperation => {
    const { key, title, direction, entityType, dataPath, pagination, openPages, idempotencyKey, rateLimit } = endpoint;
    return {
      key,
      name: title,
      direction,
      ...(entityType === undefined ? {} : { entityType }),
      ...(dataPath === undefined ? {} : { records: dataPath }),
      authMethods: endpoint.authMethods,
      detected: [
        ...factsOf('pagination', pagination),
        ...(openPages === undefined ? [] : [{ about: 'pagination' as const, evidence: openPages }]),
        ...factsOf('idempotencyKey', idempotencyKey),
        ...factsOf('rateLimit', rateLimit),
        ...authMethods.flatMap(({ name, evidence }) =>
          evidence !== undefined && endpoint.authMethods.includes(name)
            ? [{ about: 'authentication' as const, value: name, confidence: 'medium' as const, evidence }]
            : [],
        ),
      ],
    };
  });
}

/** Of a WSDL, whose findings stand in the report by the name of the endpoint. */
export function inspectDefinition(
  { endpoints = [] }: ConnectorDefinition,
  detected: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): readonly InspectedOperation[] {
  return endpoints.map(({ name, direction, entityType, dataPath, authMethods = [] }) => ({
    key: name,
    name,
    direction,
    ...(entityType === undefined ? {} : { entityType }),
    ...(dataPath === undefined ? {} : { records: dataPath }),
    authMethods,
    detected: factsOf('pagination', detected[name]?.['pagination'] as Detected<unknown> | undefined), // as the emitter made it
  }));
}

/** The operations that a name means: its key, its name, or how it ends. Errors: CliError `scaffold/nothing-selected`. */
export function findOperations(
  operations: readonly InspectedOperation[],
  wanted: string,
): readonly InspectedOperation[] {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  const sought = plain(wanted);
  const found = operations.filter(
    ({ key, name }) => [key, name].map(plain).includes(sought) || plain(key).split(' ').at(-1) === sought,
  );
  if (found.length > 0) return found;
  const nearest = didYouMean(
    wanted,
    operations.flatMap(({ key, name }) => [key, name]),
  );
  throw new CliError('scaffold/nothing-selected', `The description has no operation "${wanted}".`, {
    help: nearest === undefined ? 'See: repatch scaffold SPEC --list.' : `Did you mean "${nearest}"?`,
    exit: EXIT.usage,
  });
}

function factsOf(about: InspectedFact['about'], found: Detected<unknown> | undefined): readonly InspectedFact[] {
  return found === undefined ? [] : [{ about, ...found }];
}
