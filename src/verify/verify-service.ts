import type { Profile } from '../config/profile.ts';
import type { FlowFile } from '../flow/model.ts';
import { compilePath } from '../text/path.ts';
import type { DecidedService } from './as-decided.ts';
import { compareSettings } from './compare-settings.ts';
import { admitsSince, cutOverScenario, withoutCutOver } from './cut-over.ts';
import { uncoveredRows } from './coverage.ts';
import { compareWorlds } from './compare.ts';
import type { RawDifference } from './difference.ts';
import { describeDifferences } from './describe.ts';
import { isRemember, isTrack, stepsOf } from './flow-steps.ts';
import { digestOf } from './digest.ts';
import { caveatsOf } from './caveats.ts';
import type { Observation } from './observation.ts';
import type { Outline } from './outline.ts';
import { placePointer } from '../legacy/named-pointer.ts';
import { indexRecords } from './record-index.ts';
import type { ScenarioResult, ServiceVerdict, UntriedScenario, UnverifiedService } from './result.ts';
import {
  furtherScenarios,
  partnerScenario,
  plainScenario,
  seededScenario,
  valuesScenario,
  type Scenario,
  type ScenarioRound,
} from './scenarios.ts';
import type { ChosenRecords } from './choose-records.ts';
import { outOfTime } from './out-of-time.ts';
import { atExample, exampleOf } from './smallest-example.ts';
import { observeFlow, observeService, type FlowPools, type Setting } from './worlds.ts';
import { keysFrom } from '../convert/pool-files.ts';
import type { PoolStart } from '../convert/pool-start.ts';

export interface ServiceCase {
  readonly setting: Setting;
  readonly chosen: ChosenRecords;
  readonly flow: FlowFile;
  readonly file?: string;
  /** What the converter writes for the service now. */
  readonly reference: FlowFile | undefined;
  /** What the converter says of its data pool. */
  readonly start?: PoolStart;
  /** The service as the answers make it; `setting` runs that one. */
  readonly decided: DecidedService;
  readonly generatedConnectors: readonly string[];
  readonly openDecisions: number;
  /** Whether the smallest example is looked for where something differs. */
  readonly hasExamples: boolean;
  readonly onScenario: (scenario: string) => void;
  /** Aborts when the time is up: what was not compared until then is left out. */
  readonly budget?: AbortSignal;
}

/** One scenario in both worlds. */
interface BothSeen {
  readonly service: Observation;
  readonly found: readonly RawDifference[];
}

/** Runs all scenarios of one service in both worlds and compares them. */
export async function verifyService(input: ServiceCase): Promise<ServiceVerdict> {
  const { chosen, flow, reference, decided, budget } = input;
  const { signal } = input.setting;
  const setting =
    budget === undefined ? input.setting : { ...input.setting, signal: AbortSignal.any([signal, budget]) };
  const { outline } = setting;
  const { cutOver } = decided;
  const lasting = cutOver === undefined ? flow : withoutCutOver(flow);
  const { records, nowMs } = chosen;
  const plain = plainScenario(records, nowMs);
  input.onScenario(plain.name);
  const seen = await observeService(plain, setting).catch((error: unknown) => {
    if (signal.aborted || budget?.aborted !== true) throw error;
  });
  if (seen === undefined) return outOfTime(outline.service);
  const obstacle = obstacleTo(seen, outline);
  if (obstacle !== undefined) return obstacle;
  const pools = [...stepsOf(flow), ...stepsOf(reference)]
    .filter(isRemember)
    .flatMap(({ data_pool: pool }) => pool?.name ?? []);
  const reports = [...stepsOf(flow), ...stepsOf(reference)].some(isTrack);
  const rounds = probeRounds(chosen, decided.stopsAtFailure, outline.isInbound);
  const index = indexRecords([...records, ...rounds.flatMap((round) => round.records)], outline);
  const guessRecord = (body: unknown): string | undefined => index.idOf(index.guess(body));
  const raw: RawDifference[] = [];
  const scenarios: ScenarioResult[] = [];
  let poison: Observation | undefined;
  const values = valuesScenario(rounds);
  const further = furtherScenarios(outline, records, processed(seen, chosen, outline), nowMs);
  // What a flow leaves undone when it stops at a failure is what was decided, and not what the service did.
  const compared = decided.stopsAtFailure ? further.filter(({ name }) => name === 'overlap') : further;
  const passing = processed(seen, chosen, outline).map((position) => records[position]);
  const atCutOver = cutOver === undefined ? [] : [cutOverScenario(cutOver, outline, passing)];
  const seed = decided.isSeeded && input.start !== undefined ? seedFor(input.start, seen) : undefined;
  const seeded = seed === undefined ? [] : [seededScenario(records, nowMs)];
  const withPartner =
    setting.partner === undefined || decided.stopsAtFailure || cutOver !== undefined
      ? []
      : [partnerScenario(outline, records, processed(seen, chosen, outline), setting.partner.timePaths, nowMs)];
  const all = [plain, values, ...compared, ...withPartner, ...atCutOver, ...seeded];
  /** Absent where it shows only what was decided. */
  const runBoth = async (scenario: Scenario, seenBefore?: Observation): Promise<BothSeen | undefined> => {
    const isCutOver = cutOver !== undefined && scenario.name === 'cut-over';
    const isSeeded = scenario.name === 'seeded';
    const mode = {
      ...(isCutOver ? { admits: admitsSince(cutOver) } : {}),
      ...(isSeeded ? { done: seen.done } : {}),
    };
    const service = seenBefore ?? (await observeService(scenario, setting, mode));
    if (decided.stopsAtFailure && hasFailed(service)) return undefined;
    const other = await observeFlow(scenario, setting, isCutOver ? flow : lasting, {
      names: [...new Set(pools)],
      ...(isSeeded && seed !== undefined ? { seed } : {}),
    });
    const [left, right] = [ofOwnRuns(service, scenario), ofOwnRuns(other, scenario)];
    return { service: left, found: compareWorlds(scenario.name, left, right, { reports, guessRecord }) };
  };
  const isLate = (): boolean => budget?.aborted === true && !signal.aborted;
  const untried: UntriedScenario[] = [];
  for (const scenario of all) {
    input.onScenario(scenario.name);
    try {
      setting.signal.throwIfAborted();
      const both = await runBoth(scenario, scenario === plain ? seen : undefined);
      if (both === undefined) continue;
      raw.push(...both.found);
      scenarios.push(summarise(scenario, both.service, both.found.length === 0));
      if (scenario.name === 'poison') poison = both.service;
    } catch (error) {
      if (!isLate()) throw error;
      untried.push({ name: scenario.name, about: scenario.about });
    }
  }
  if (scenarios.length === 0 && untried.length > 0) return outOfTime(outline.service);
  if (scenarios.length === 0) return allFail(outline);
  const settings =
    reference === undefined || reference === flow ? [] : compareSettings(flow, reference, input.generatedConnectors);
  const evidence = { outline, flow, reference, profile: setting.profile };
  const described = describeDifferences(raw, evidence, index, nowMs);
  const example = input.hasExamples
    ? await exampleOf(raw[0], all, evidence, async (scenario) => {
        setting.signal.throwIfAborted();
        return (await runBoth(scenario))?.found ?? [];
      }).catch((error: unknown) => {
        if (!isLate()) throw error;
        return undefined;
      })
    : undefined;
  const triedRounds = [{ nowMs, records }, ...(untried.some(({ name }) => name === 'values') ? [] : rounds)];
  const hashes = { service: digestOf(outline.service), flow: digestOf(flow), around: digestAround(setting, decided) };
  return {
    verified: true,
    service: outline.service.id,
    name: outline.service.name,
    ...(input.file === undefined ? {} : { file: input.file }),
    hashes,
    profile: profileOf(flow, setting.profile),
    now: new Date(nowMs).toISOString(),
    samples: chosen.origin,
    scenarios,
    equal: raw.length === 0 && settings.length === 0,
    uncovered: uncoveredRows(outline, triedRounds, setting.profile),
    untried,
    differences: [...atExample(described, example), ...settings].map((one) => ({
      ...one,
      cause: { ...one.cause, from: one.cause.from.map((pointer) => placePointer(pointer, setting.bundle)) },
    })),
    allowed: decided.allowed,
    caveats: [
      ...caveatsOf({
        outline,
        flow,
        serviceDigest: hashes.service,
        samples: chosen.origin,
        generatedConnectors: input.generatedConnectors,
        openDecisions: input.openDecisions,
        poison,
        records,
      }),
    ],
  };
}

/** The pool as its files fill it, made from what the service has pushed. */
function seedFor({ pool, ledger }: PoolStart, { done }: Observation): NonNullable<FlowPools['seed']> {
  const [own, ...others] = ledger.parts;
  const { keys } = keysFrom(
    done.map(({ key }) =>
      own === undefined || others.length > 0 ? { value: key } : { [own.field]: key, status: 'OK' },
    ),
    ledger,
  );
  return { pool, entity: ledger.entity, keys };
}

/** What the partner does is compared where it is verified itself. */
function ofOwnRuns(seen: Observation, { rounds }: Scenario): Observation {
  if (rounds.every(({ by }) => by === undefined)) return seen;
  const isPartner = rounds.map(({ by }) => by === 'partner');
  const silent = { status: 2, requests: [], failures: [], items: [], tracked: [] } as const;
  return {
    rounds: seen.rounds.map((runs, index) => (isPartner[index] === true ? runs.map(() => silent) : runs)),
    done: seen.done,
    state: new Map(),
  };
}

function hasFailed({ rounds }: Observation): boolean {
  return rounds.flat().some(({ items }) => items.some(({ status }) => status === 'Failed' || status === 'Pending'));
}

function allFail({ service: { id, name } }: Outline): UnverifiedService {
  return {
    verified: false,
    service: id,
    name,
    reason: 'A record fails in every scenario, and the flow stops there, as was decided: there is nothing to compare.',
    help: 'Give samples that can be pushed.',
  };
}

/** In another season only what is pushed is looked at again. A flow that stops at a failure gets none. */
function probeRounds(
  { probes: [now, other], nowMs, otherMs }: ChosenRecords,
  stopsAtFailure: boolean,
  isInbound: boolean,
): readonly Pick<ScenarioRound, 'nowMs' | 'records'>[] {
  const failing = stopsAtFailure ? [] : now.failing;
  // What arrives may be a list of records.
  const together = isInbound && now.ordinary.length > 1 ? [now.ordinary.slice(0, 2)] : [];
  return [
    { nowMs, records: [...now.varied, ...failing, ...now.stopped, ...together] },
    { nowMs: otherMs, records: other.varied.slice(0, secondRound) },
  ];
}

const secondRound = 16;

/** Why a comparison would show nothing, if so: two worlds that do nothing are equal. */
function obstacleTo(seen: Observation, { service }: Outline): UnverifiedService | undefined {
  const runs = seen.rounds.flat();
  const base = { verified: false, service: service.id, name: service.name } as const;
  const broken = runs.find(({ status }) => status === 3);
  if (broken !== undefined) {
    const [failure] = broken.failures;
    return {
      ...base,
      reason: `The service itself does not run: ${failure?.message ?? 'its run fails.'}`,
      ...(failure?.help === undefined ? {} : { help: failure.help }),
    };
  }
  if (runs.some(({ items }) => items.some(({ status }) => status === 'OK' || status === 'Sent'))) return undefined;
  return {
    ...base,
    reason: 'No sample record of this service reaches the destination, so that a comparison shows nothing.',
    help: 'Add samples that pass the filters and can be mapped, or choose a moment that suits them with --now.',
  };
}

/** Positions of the samples that the service processes. */
function processed(seen: Observation, { records }: ChosenRecords, { idPath, isInbound }: Outline): readonly number[] {
  const runs = seen.rounds.flat();
  const ids = new Set(runs.flatMap(({ items }) => items.map(({ record }) => record)));
  const idOf = compilePath(idPath);
  return records.flatMap((record, position) => {
    const isIn = isInbound ? (runs[position]?.items.length ?? 0) > 0 : ids.has(String(idOf(record)));
    return isIn ? [position] : [];
  });
}

function summarise({ name, about }: Scenario, { rounds }: Observation, equal: boolean): ScenarioResult {
  const runs = rounds.flat();
  const items = runs.flatMap((run) => run.items);
  const count = (...statuses: readonly string[]): number =>
    items.filter(({ status }) => statuses.includes(status)).length;
  return {
    name,
    about,
    runs: runs.length,
    requests: runs.reduce((sum, { requests }) => sum + requests.length, 0),
    records: items.length,
    pushed: count('OK', 'Sent'),
    failed: count('Failed', 'Pending'),
    equal,
  };
}

function profileOf(flow: FlowFile, profile: Profile): Profile {
  return { ...profile, ...(flow['x-repatch']?.profile as Partial<Profile> | undefined) }; // the schema admits only keys and choices of the profile
}

/** Everything beside service and flow that the evidence rests on. */
function digestAround({ outline }: Setting, { bundle, allowed }: DecidedService): string {
  const { service } = outline;
  const sides = [service.source.connectorId, service.destination.connectorId];
  const connectors = bundle.connectors.filter(({ id }) => sides.includes(id));
  const systems = bundle.systems.filter(({ id }) => connectors.some(({ systemId }) => systemId === id));
  const services = bundle.services.filter(({ id }) => id === service.id || id === service.sweeps);
  const { crossReferences, notificationGroups = [] } = bundle;
  return digestOf({ connectors, systems, services, crossReferences, notificationGroups, allowed });
}
