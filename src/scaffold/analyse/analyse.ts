import type { Overlay } from '../../connector/overlay.ts';
import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { ApiModel, Operation } from '../api-model.ts';
import type { ConnectorEndpoint, ConnectorModel } from '../connector-model.ts';
import { settleAuthMethods, type AuthMethods } from './auth-methods.ts';
import { detectDateFormat, detectErrorShape } from './conventions.ts';
import { entityOf } from './entity.ts';
import { detectIdempotencyKey, keyOfWholeApi } from './idempotency.ts';
import { nameOperations, type Names, type Naming } from './names.ts';
import { applyOverlay, duplicateNames, overlayFindings } from './overlay.ts';
import { detectPagination, unexplainedPages } from './pagination.ts';
import { isSearch } from './search.ts';
import { detectApiRateLimit, detectRateLimit } from './rate-limit.ts';
import { findRecords } from './records.ts';
import { createSchemaView, type SchemaView } from './schema-view.ts';
import { weighAgainstSiblings } from './siblings.ts';
import { chooseBody } from '../media.ts';
import { graphqlQueryOf } from './graphql.ts';
import { kebabCase } from './words.ts';

export interface AnalyseOptions {
  /** Name of the connector. Default: from the title of the API. */
  readonly name?: string;
  /** The user's corrections; they win over everything detected. */
  readonly overlay?: Overlay;
  /** Names of the operations of the whole API, of which this may be a selection. Default: given anew. */
  readonly naming?: Naming;
}

export interface Analysis {
  readonly model: ConnectorModel;
  /** Pointers are those of the overlay. */
  readonly findings: readonly Finding[];
}

/**
 * Settles names and detects what no description says outright: which answers are listings, how their pages follow each
 * other, limits, idempotency keys, entities. Pure: the same API, overlay and names give the same model.
 */
export function analyse(api: ApiModel, options: AnalyseOptions = {}): Analysis {
  const { overlay, naming = nameOperations(api.operations) } = options;
  const view = createSchemaView(api.schemas);
  const auth = settleAuthMethods(api);
  const found = api.operations.flatMap((operation) => {
    const key = naming.keyOf.get(operation) ?? '';
    const name = naming.table[key];
    if (name === undefined) return [];
    return [applyOverlay(endpointOf({ api, operation, key, name, auth, view }), overlay?.endpoints?.[key])];
  });
  const endpoints = weighAgainstSiblings(found);
  const rateLimit = overlay?.rateLimit === undefined ? detectApiRateLimit(api) : fromOverlay(overlay.rateLimit);
  const dateFormat = overlay?.dateFormat === undefined ? detectDateFormat(api, view) : fromOverlay(overlay.dateFormat);
  const errorShape = detectErrorShape(api, view);
  return {
    model: {
      api,
      name: connectorName(options.name ?? api.title),
      endpoints,
      authMethods: auth.all,
      ...(rateLimit === undefined ? {} : { rateLimit }),
      ...(dateFormat === undefined ? {} : { dateFormat }),
      ...(errorShape === undefined ? {} : { errorShape }),
    },
    findings: [
      ...overlayFindings(
        overlay,
        [...naming.keyOf.values()],
        auth.all.map(({ name }) => name),
      ),
      ...duplicateNames(overlay, endpoints),
    ],
  };
}

/** A step fills the members of a search; what is asked with a list or a file is sent as a payload. */
function isAskedByMembers({ body }: Operation, view: SchemaView): boolean {
  const content = chooseBody(body?.contents ?? []);
  if (content === undefined) return true;
  return (content.kind === 'json' || content.kind === 'form') && view.elements(content.content.schema) === undefined;
}

interface Surroundings {
  readonly api: ApiModel;
  readonly operation: Operation;
  readonly key: string;
  readonly name: Names;
  readonly auth: AuthMethods;
  readonly view: SchemaView;
}

function endpointOf({ api, operation, key, name, auth, view }: Surroundings): ConnectorEndpoint {
  const dataPath = findRecords(operation, view);
  const pagination = detectPagination(operation, dataPath, view);
  const entityType = entityOf(operation, dataPath, view);
  const idempotencyKey = detectIdempotencyKey(operation, view) ?? keyOfWholeApi(api, operation);
  const rateLimit = detectRateLimit(operation);
  const query = graphqlQueryOf(operation);
  const openPages = pagination === undefined ? unexplainedPages(operation, dataPath, view) : undefined;
  const reads =
    ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(operation.method) ||
    (query === undefined
      ? ((isSearch(operation) && dataPath !== undefined) || pagination !== undefined) &&
        isAskedByMembers(operation, view)
      : !/^\s*mutation\b/u.test(query));
  return {
    operation,
    key,
    ...name,
    direction: reads ? 'Receive' : 'Send',
    ...(entityType === undefined ? {} : { entityType }),
    ...(dataPath === undefined ? {} : { dataPath }),
    ...(pagination === undefined ? {} : { pagination }),
    ...(openPages === undefined ? {} : { openPages }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    authMethods: auth.of(operation),
    isSafeToRetry: isRepeatable(operation.method) || idempotencyKey !== undefined,
  };
}

/** Methods that RFC 9110 calls idempotent. */
function isRepeatable(method: Operation['method']): boolean {
  return method !== 'POST' && method !== 'PATCH';
}

function fromOverlay<Value>(
  value: Value | null,
): { value: Value; confidence: 'high'; evidence: readonly string[] } | undefined {
  return value === null ? undefined : { value, confidence: 'high', evidence: ['Given in the overlay.'] };
}

/** Kebab-case ASCII, because it names a folder and a package. */
export function connectorName(text: string): string {
  // Capitals inside a word are a habit of brands: GitHub, OpenAI.
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’]s?\b/gu, '')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter((word) => word !== '');
  const ownWords = words.filter((word) => !/^(?:apis?|rest|the|official|reference|openapi|swagger|spec)$/u.test(word));
  const name = kebabCase(ownWords.length > 0 ? ownWords : words)
    .slice(0, 60)
    .replaceAll(/^[-\d]+|-+$/gu, '');
  return name === '' || name === 'node-modules' ? 'connector' : name;
}
