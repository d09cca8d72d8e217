import type { Failure } from '../../runtime/events.ts';
import { canonicalJson } from '../../text/json.ts';
import { jsonDifferences } from './json-differences.ts';
import type { Observation, ObservedRequest, ObservedRun } from './observation.ts';
import { pairUp } from './pair-up.ts';
import type { ScenarioName } from './scenarios.ts';

export type What = 'request' | 'order' | 'state' | 'ledger' | 'outcome' | 'status' | 'report';

/** One place where the two worlds part, before anybody has asked why. */
export interface RawDifference {
  readonly what: What;
  readonly scenario: ScenarioName;
  /** Run within the scenario, from 1; absent for what is compared at its end. */
  readonly run?: number;
  /** Source id of the record. */
  readonly record?: string;
  /** Where in the request the difference is. `whole`: method, path or the request itself. */
  readonly in: 'body' | 'query' | 'whole';
  /** RFC 6901, into the body or the query; `''` for the whole. */
  readonly pointer: string;
  /** Absent: the world has nothing there. */
  readonly service?: unknown;
  readonly flow?: unknown;
  readonly request?: ObservedRequest;
  /** Step in which the flow failed in this run. */
  readonly failedStep?: string;
  /** True for what is documented and changes nothing at the destination. */
  readonly isKnown?: boolean;
  /** The two documents that a diff shows. */
  readonly sides: { readonly service?: unknown; readonly flow?: unknown };
}

type Place = Pick<RawDifference, 'scenario' | 'run' | 'failedStep'>;

export interface CompareOptions {
  /** Whether flow or conversion keep a report at all. */
  readonly reports: boolean;
  /** Source id of the record that a body was most probably made from. */
  readonly guessRecord: (body: unknown) => string | undefined;
}

/** Compares one scenario as seen in both worlds. */
export function compareWorlds(
  scenario: ScenarioName,
  service: Observation,
  flow: Observation,
  options: CompareOptions,
): readonly RawDifference[] {
  const [left, right] = [service.rounds.flat(), flow.rounds.flat()];
  const givenUp = findGivenUp(left);
  const runs = left.flatMap((one, index) => {
    const other = right[index];
    if (other === undefined) return [];
    const failedStep = other.failures.find(({ step }) => step !== undefined)?.step;
    const place = { scenario, run: index + 1, ...(failedStep === undefined ? {} : { failedStep }) };
    return compareRuns(place, one, other, { ...options, givenUp: givenUp[index] ?? [] });
  });
  return [...runs, ...compareDone(scenario, service, flow), ...compareState(scenario, service, flow, options)];
}

interface RunOptions extends CompareOptions {
  readonly givenUp: readonly string[];
}

function compareRuns(
  place: Place,
  service: ObservedRun,
  flow: ObservedRun,
  { reports, givenUp, guessRecord }: RunOptions,
): RawDifference[] {
  const requests = compareRequests(place, service.requests, flow.requests, guessRecord);
  const status = compareStatus(place, service, flow, givenUp);
  return [
    // A flow that failed sends less because of that.
    ...(flow.status === 3 ? [...status, ...requests] : [...requests, ...status]),
    ...(reports ? compareReport(place, service, flow) : []),
  ];
}

function compareRequests(
  place: Place,
  service: readonly ObservedRequest[],
  flow: readonly ObservedRequest[],
  guessRecord: CompareOptions['guessRecord'],
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
  const orders = { service: service.map(requestLine), flow: flow.map(requestLine) };
  const at = orders.service.findIndex((line, index) => line !== orders.flow[index]);
  const request = service[at];
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

/** `givenUp`: failures of records that the service no longer tries, while the flow does. */
function compareStatus(
  place: Place,
  service: ObservedRun,
  flow: ObservedRun,
  givenUp: readonly string[],
): RawDifference[] {
  const outcomes = { service: codesOf(service.failures), flow: codesOf(flow.failures) };
  const sameStatus = service.status === flow.status;
  if (sameStatus && canonicalJson(outcomes.service) === canonicalJson(outcomes.flow)) return [];
  const stillTried = canonicalJson([...outcomes.service, ...givenUp].toSorted()) === canonicalJson(outcomes.flow);
  const failing = service.items.filter(({ failure }) => failure !== undefined);
  const failed = (failing.find(({ failure }) => !outcomes.flow.includes(codeOf(failure))) ?? failing[0])?.record;
  return [
    {
      ...place,
      ...(failed === undefined ? {} : { record: failed }),
      ...(givenUp.length > 0 && stillTried ? { isKnown: true } : {}),
      what: sameStatus ? 'outcome' : 'status',
      in: 'whole',
      pointer: '',
      ...(sameStatus ? outcomes : { service: service.status, flow: flow.status }),
      sides: {
        service: { status: service.status, failures: outcomes.service },
        flow: { status: flow.status, failures: outcomes.flow },
      },
    },
  ];
}

/** Failures as codes: the wording of the two worlds differs, and so does their order. */
function codesOf(failures: readonly Failure[]): readonly string[] {
  return failures.map(codeOf).toSorted();
}

function codeOf(failure: Failure | undefined): string {
  const { code = '', status } = failure ?? {};
  return status === undefined ? code : `${code} (${status})`;
}

/** For each run the failures of records that the service leaves alone because their attempts are used up. */
function findGivenUp(runs: readonly ObservedRun[]): readonly (readonly string[])[] {
  const last = new Map<string, Failure>();
  return runs.map(({ items }) => {
    const givenUp: Failure[] = [];
    for (const { record, status, failure } of items) {
      const before = last.get(record);
      if (status === 'Skipped' && before !== undefined) givenUp.push(before);
      else if (failure === undefined) last.delete(record);
      else last.set(record, failure);
    }
    return codesOf(givenUp);
  });
}

function compareReport(place: Place, { items }: ObservedRun, { tracked }: ObservedRun): RawDifference[] {
  const values = new Set(tracked.map(({ value }) => value));
  const done = items.filter(({ status }) => status === 'OK' || status === 'Sent');
  const missing = done.find(
    ({ record, reference }) => !values.has(record) || (reference !== undefined && !values.has(reference)),
  );
  const sides = {
    service: done.flatMap(({ record, reference }) => (reference === undefined ? [record] : [record, reference])),
    flow: tracked.map(({ value }) => value),
  };
  const surplus = [...values].find((value) => !sides.service.includes(value));
  if (missing === undefined && surplus === undefined) return [];
  return [
    {
      ...place,
      what: 'report',
      in: 'whole',
      pointer: '',
      ...(missing === undefined ? {} : { record: missing.record, service: missing.reference ?? missing.record }),
      ...(missing === undefined && surplus !== undefined ? { flow: surplus } : {}),
      sides,
    },
  ];
}

function compareDone(scenario: ScenarioName, service: Observation, flow: Observation): RawDifference[] {
  const [left, right] = [service, flow].map(({ done }) => done.map(({ key }) => key).toSorted()) as [
    string[],
    string[],
  ]; // one list for each of the two
  if (canonicalJson(left) === canonicalJson(right)) return [];
  const missing = left.filter((key) => !right.includes(key));
  const surplus = right.filter((key) => !left.includes(key));
  const record = service.done.find(({ key }) => key === missing[0])?.record;
  return [
    {
      scenario,
      ...(record === undefined ? {} : { record }),
      what: 'ledger',
      in: 'whole',
      pointer: '',
      service: missing,
      flow: surplus,
      sides: { service: left, flow: right },
    },
  ];
}

function compareState(
  scenario: ScenarioName,
  service: Observation,
  flow: Observation,
  { guessRecord }: CompareOptions,
): RawDifference[] {
  const records = new Map(
    service.rounds.flat().flatMap(({ requests }) => requests.map(({ body, record }) => [canonicalJson(body), record])),
  );
  return [...new Set([...service.state.keys(), ...flow.state.keys()])].flatMap((place) => {
    const pairs = pairUp(service.state.get(place) ?? [], flow.state.get(place) ?? [], {
      show: (stored) => stored,
      about: (stored) => records.get(canonicalJson(stored)) ?? guessRecord(stored),
    });
    const common = (one: unknown): Pick<RawDifference, 'scenario' | 'what' | 'record'> => {
      const record = records.get(canonicalJson(one));
      return { scenario, what: 'state', ...(record === undefined ? {} : { record }) };
    };
    const shown = (one: unknown): unknown => ({ stored: place, body: one });
    return [
      ...pairs.different.flatMap(([one, other]) =>
        jsonDifferences(one, other).map((leaf) => ({
          ...common(one),
          ...leaf,
          in: 'body' as const,
          sides: { service: shown(one), flow: shown(other) },
        })),
      ),
      ...pairs.onlyService.map((one) => ({
        ...common(one),
        in: 'whole' as const,
        pointer: '',
        service: place,
        sides: { service: shown(one) },
      })),
      ...pairs.onlyFlow.map((one) => ({
        ...common(one),
        in: 'whole' as const,
        pointer: '',
        flow: place,
        sides: { flow: shown(one) },
      })),
    ];
  });
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

function requestLine(request: ObservedRequest): string {
  return canonicalJson(showRequest(request));
}
