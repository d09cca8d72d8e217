import { compareDone, compareReport, compareStatus } from './compare-outcomes.ts';
import { compareRequests } from './compare-requests.ts';
import { compareState } from './compare-state.ts';
import type { GuessRecord, Place, RawDifference } from './difference.ts';
import type { Observation, ObservedRun } from './observation.ts';
import type { ScenarioName } from './scenarios.ts';

export interface CompareOptions {
  /** Whether flow or conversion keep a report at all. */
  readonly reports: boolean;
  readonly guessRecord: GuessRecord;
}

/** Compares one scenario as seen in both worlds. */
export function compareWorlds(
  scenario: ScenarioName,
  service: Observation,
  flow: Observation,
  options: CompareOptions,
): readonly RawDifference[] {
  const [left, right] = [service.rounds.flat(), flow.rounds.flat()];
  const runs = left.flatMap((one, index) => {
    const other = right[index];
    if (other === undefined) return [];
    const failedStep = other.failures.find(({ step }) => step !== undefined)?.step;
    const place = { scenario, run: index + 1, ...(failedStep === undefined ? {} : { failedStep }) };
    return compareRuns(place, one, other, options);
  });
  return [
    ...runs,
    ...compareDone(scenario, service, flow),
    ...compareState(scenario, service, flow, options.guessRecord),
  ];
}

function compareRuns(
  place: Place,
  service: ObservedRun,
  flow: ObservedRun,
  { reports, guessRecord }: CompareOptions,
): RawDifference[] {
  const requests = compareRequests(place, service.requests, flow.requests, guessRecord);
  const status = compareStatus(place, service, flow);
  return [
    // A flow that failed sends less because of that.
    ...(flow.status === 3 ? [...status, ...requests] : [...requests, ...status]),
    ...(reports ? compareReport(place, service, flow) : []),
  ];
}
