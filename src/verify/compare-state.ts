import { canonicalJson } from '../text/json.ts';
import type { GuessRecord, RawDifference } from './difference.ts';
import { jsonDifferences } from './json-differences.ts';
import type { Observation } from './observation.ts';
import { pairUp } from './pair-up.ts';
import type { ScenarioName } from './scenarios.ts';

/** Compares what the third parties hold in the end. */
export function compareState(
  scenario: ScenarioName,
  service: Observation,
  flow: Observation,
  guessRecord: GuessRecord,
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
