import { canonicalJson } from '../text/json.ts';
import type { GuessRecord, Place, RawDifference } from './difference.ts';
import { jsonDifferences } from './json-differences.ts';
import type { ObservedRequest } from './observation.ts';
import { pairUp } from './pair-up.ts';

/**
 * Compares the requests of one run: each by itself, and only if all are the same, their order: pulls among pulls, pushes among
 * pushes. A service pushes the records of a page while it pulls the next; a flow pulls all pages first.
 */
export function compareRequests(
  place: Place,
  service: readonly ObservedRequest[],
  flow: readonly ObservedRequest[],
  guessRecord: GuessRecord,
): RawDifference[] {
  const about = ({ kind, record, body }: ObservedRequest): string | undefined =>
    record ?? (kind === 'pull' || kind === 'login' ? undefined : guessRecord(body));
  const { different, onlyService, onlyFlow } = pairUp(service, flow, { show: showRequest, about });
  const apart = [
    ...different.flatMap(([one, other]) => compareRequest(place, one, other)),
    ...onlyService.map((request) => unmatched(place, request, 'service')),
    ...onlyFlow.map((request) => unmatched(place, request, 'flow')),
  ];
  if (apart.length > 0) return apart;
  const inTurn = service.toSorted(byKind);
  const orders = { service: inTurn.map(requestLine), flow: flow.toSorted(byKind).map(requestLine) };
  const at = orders.service.findIndex((line, index) => line !== orders.flow[index]);
  const request = inTurn[at];
  if (request === undefined) return [];
  return [
    {
      ...place,
      ...recordOf(request),
      what: 'order',
      in: 'whole',
      pointer: '',
      request,
      service: orders.service[at],
      flow: orders.flow[at],
      sides: orders,
    },
  ];
}

function compareRequest(place: Place, service: ObservedRequest, flow: ObservedRequest): RawDifference[] {
  const common = {
    ...place,
    ...recordOf(service),
    what: 'request',
    request: service,
    sides: { service: showRequest(service), flow: showRequest(flow) },
  } as const;
  const [here, there] = [targetOf(service), targetOf(flow)];
  return [
    ...(here === there ? [] : [{ ...common, in: 'whole', pointer: '', service: here, flow: there } as const]),
    ...jsonDifferences(Object.fromEntries(service.query), Object.fromEntries(flow.query)).map((one) => ({
      ...common,
      ...one,
      in: 'query' as const,
    })),
    ...jsonDifferences(service.body, flow.body).map((one) => ({ ...common, ...one, in: 'body' as const })),
  ];
}

function unmatched(place: Place, request: ObservedRequest, world: 'service' | 'flow'): RawDifference {
  return {
    ...place,
    ...recordOf(request),
    what: 'request',
    in: 'whole',
    pointer: '',
    request,
    [world]: targetOf(request),
    sides: { [world]: showRequest(request) },
  };
}

function recordOf({ record }: ObservedRequest): Pick<RawDifference, 'record'> {
  return record === undefined ? {} : { record };
}

function targetOf({ method, party, instance, path }: ObservedRequest): string {
  return `${method} ${party} (${instance}) ${path}`;
}

/** A request as a person compares it. */
function showRequest(request: ObservedRequest): Readonly<Record<string, unknown>> {
  const { query, body } = request;
  return {
    request: targetOf(request),
    ...(query.length === 0 ? {} : { query: Object.fromEntries(query) }),
    ...(body === undefined ? {} : { body }),
  };
}

function byKind(a: ObservedRequest, b: ObservedRequest): number {
  return a.kind < b.kind ? -1 : Number(a.kind > b.kind);
}

function requestLine(request: ObservedRequest): string {
  return canonicalJson(showRequest(request));
}
