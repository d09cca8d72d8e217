import { describeDifferences } from './describe.ts';
import type { RawDifference } from './difference.ts';
import type { Evidence } from './explain.ts';
import { indexRecords } from './record-index.ts';
import type { Difference } from './result.ts';
import type { Scenario } from './scenarios.ts';
import { shrink } from './shrink.ts';

/** The first difference of a service, as it shows at the smallest example. */
export async function exampleOf(
  first: RawDifference | undefined,
  scenarios: readonly Scenario[],
  evidence: Evidence,
  runBoth: (scenario: Scenario) => Promise<readonly RawDifference[]>,
): Promise<Difference | undefined> {
  const scenario = scenarios.find(({ name }) => name === first?.scenario);
  if (first === undefined || scenario === undefined) return undefined;
  const { outline } = evidence;
  const shrunk = await shrink(scenario, first, outline, runBoth);
  const { rounds } = shrunk.scenario;
  const index = indexRecords(
    rounds.flatMap(({ records }) => records),
    outline,
  );
  const [only, ...others] = new Set(rounds.flatMap(({ records }) => records.flat()).map((one) => index.idOf(one)));
  const difference = {
    ...shrunk.difference,
    ...(only === undefined || others.length > 0 ? {} : { record: only }),
  };
  const nowMs = rounds.at((difference.run ?? rounds.length) - 1)?.nowMs ?? rounds[0]?.nowMs ?? 0;
  const [described] = describeDifferences([difference], evidence, index, nowMs);
  if (described === undefined) return undefined;
  const example = {
    rounds: rounds.map((round) => ({
      now: new Date(round.nowMs).toISOString(),
      records: round.records,
      faults: round.faults,
    })),
    records: shrunk.records,
    runs: shrunk.runs,
  };
  return { ...described, example };
}

/** The differences, with the first one as it shows at its example; where and how often it was seen stays. */
export function atExample(
  [first, ...others]: readonly Difference[],
  example: Difference | undefined,
): readonly Difference[] {
  if (first === undefined) return [];
  if (example === undefined) return [first, ...others];
  return [
    { ...example, ...(first.run === undefined ? {} : { run: first.run }), occurrences: first.occurrences },
    ...others,
  ];
}
