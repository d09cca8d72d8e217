import type { Failure } from '../contract/events.ts';
import { canonicalJson } from '../text/json.ts';
import type { Place, RawDifference } from './difference.ts';
import type { Observation, ObservedRun } from './observation.ts';
import type { ScenarioName } from './scenarios.ts';

/** Compares status and failures of one run. */
export function compareStatus(place: Place, service: ObservedRun, flow: ObservedRun): RawDifference[] {
  const outcomes = { service: codesOf(service.failures), flow: codesOf(flow.failures) };
  const sameStatus = service.status === flow.status;
  if (sameStatus && canonicalJson(outcomes.service) === canonicalJson(outcomes.flow)) return [];
  const failing = service.items.filter(({ failure }) => failure !== undefined);
  const failed = (failing.find(({ failure }) => !outcomes.flow.includes(codeOf(failure))) ?? failing[0])?.record;
  return [
    {
      ...place,
      ...(failed === undefined || failed === '' ? {} : { record: failed }),
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

/** A record with several faults in its mapping fails in both worlds, but not at the same one of them first. */
const mappingFailures: readonly string[] = ['run/missing-source', 'run/not-a-list', 'run/transform-failed'];

/** Failures as codes: the wording of the two worlds differs, and so does their order. */
function codesOf(failures: readonly Failure[]): readonly string[] {
  return failures.map(codeOf).toSorted();
}

function codeOf(failure: Failure | undefined): string {
  const { code = '', status } = failure ?? {};
  if (mappingFailures.includes(code)) return 'mapping failed';
  return status === undefined ? code : `${code} (${status})`;
}

/** Characters of a value that the platform keeps. */
const longestTracked = 255;

/** Compares the sync report of the service with what the flow tracked. */
export function compareReport(place: Place, { items }: ObservedRun, { tracked }: ObservedRun): RawDifference[] {
  // Nobody searches by nothing.
  const shown = tracked.map(({ value }) => value).filter((value) => value !== '');
  const values = new Set(shown);
  // Records without an id are not told apart; of long values the beginning is kept.
  const hasNameless = items.some(({ record }) => record === '');
  const done = items
    .filter(({ status, record }) => (status === 'OK' || status === 'Sent') && record !== '')
    .map(({ record, reference }) => ({
      record: record.slice(0, longestTracked),
      reference: reference?.slice(0, longestTracked),
    }));
  const missing = done.find(
    ({ record, reference }) =>
      !values.has(record) || (reference !== undefined && reference !== '' && !values.has(reference)),
  );
  const sides = {
    service: done.flatMap(({ record, reference }) => [record, reference ?? '']).filter((value) => value !== ''),
    flow: shown,
  };
  const surplus = hasNameless ? undefined : [...values].find((value) => !sides.service.includes(value));
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

/** Compares the ledger with the data pool. */
export function compareDone(scenario: ScenarioName, service: Observation, flow: Observation): RawDifference[] {
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
