import type { Pagination } from '../../connector/definition.ts';
import type { ConnectorEndpoint, Detected } from '../connector-model.ts';
import { asks, means } from './page-words.ts';

/** Listings that have to agree before they say something of another one. */
const enough = 3;

/**
 * Weighs how an endpoint pages against the other listings of its API: those that take the same parameters nearly always
 * page alike. Agreement makes a guess sure, disagreement makes it a question.
 */
export function weighAgainstSiblings(endpoints: readonly ConnectorEndpoint[]): readonly ConnectorEndpoint[] {
  const sure = endpoints.filter(({ pagination }) => pagination?.confidence === 'high');
  const byParameters = Map.groupBy(sure, pageParameters);
  return endpoints.map((endpoint) => {
    const { pagination } = endpoint;
    if (pagination === undefined || isGiven(pagination)) return endpoint;
    const { method } = pagination.value;
    const own = pageParameters(endpoint);
    const alike = (byParameters.get(own) ?? []).filter((other) => other !== endpoint && own !== '');
    // A number is only assumed where the same parameters elsewhere go with a token that the answers give.
    const others = alike.filter((other) => other.pagination?.value.method === 'Next page token');
    if (isCounted(pagination.value) && others.length >= enough && others.length > alike.length / 2) {
      return withWeight(endpoint, pagination, {
        confidence: pagination.confidence === 'high' ? 'medium' : 'low',
        evidence: `${others.length} other listings with these parameters go on by a token of their answers.`,
      });
    }
    const name = continuation(pagination.value);
    const same = sure.filter(
      (other) =>
        other !== endpoint &&
        name !== undefined &&
        other.pagination?.value.method === method &&
        continuation(other.pagination.value) === name,
    );
    if (pagination.confidence !== 'medium' || same.length < enough || endpoint.dataPath === undefined) return endpoint;
    if (pagination.evidence.length > 1) return endpoint;
    return withWeight(endpoint, pagination, {
      confidence: 'high',
      evidence: `${same.length} other listings of this API page by "${name ?? ''}" as well.`,
    });
  });
}

function withWeight(
  endpoint: ConnectorEndpoint,
  pagination: Detected<Pagination>,
  { confidence, evidence }: { confidence: Detected<unknown>['confidence']; evidence: string },
): ConnectorEndpoint {
  return {
    ...endpoint,
    pagination: { value: pagination.value, confidence, evidence: [...pagination.evidence, evidence] },
  };
}

function isGiven({ evidence }: Detected<unknown>): boolean {
  return evidence[0] === 'Given in the overlay.';
}

function isCounted({ method }: Pagination): boolean {
  return method === 'Page number parameter' || method === 'Limit offset';
}

/** The parameter by which a list goes on. */
function continuation(pagination: Pagination): string | undefined {
  if (pagination.method === 'Page number parameter') return pagination.pageParameter;
  if (pagination.method === 'Limit offset') return pagination.offsetParameter;
  return pagination.method === 'Next page token' ? pagination.tokenParameter : undefined;
}

/** Names of the parameters of an endpoint that have to do with pages. */
function pageParameters({ operation }: ConnectorEndpoint): string {
  return operation.parameters
    .filter(({ in: place, name }) => place === 'query' && Object.values(asks).some((kind) => means(kind, name)))
    .map(({ name }) => name)
    .toSorted()
    .join(' ');
}
