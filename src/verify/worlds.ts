import type { Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { FlowFile } from '../flow/model.ts';
import { runService } from '../interpret/run-service.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { RunResult } from '../contract/events.ts';
import type { HttpPort, Ports, Stores } from '../contract/ports.ts';
import { runFlow, type FlowRunInput } from '../runtime/run-flow.ts';
import { shapes } from '../shapes/index.ts';
import { createMemoryJournal } from '../runtime/stores/memory-journal.ts';
import { createMemoryStores } from '../runtime/stores/memory.ts';
import type { ScriptPort } from '../contract/script.ts';
import type { SpillPort } from '../contract/spill.ts';
import { createVirtualClock } from '../workspace/ports/virtual-clock.ts';
import { openSimulation, type Samples, type Simulation } from '../simulator/simulation.ts';
import type { Observation, ObservedRun } from './observation.ts';
import type { Outline } from './outline.ts';
import type { Scenario, ScenarioRound } from './scenarios.ts';
import { watchRun, type RunWatch } from './watch-run.ts';

/** What both worlds of one service have in common. */
export interface Setting {
  readonly bundle: ServiceBundle;
  readonly outline: Outline;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: readonly Instance[];
  /** What third parties list besides the records of the scenario. */
  readonly samples: Samples;
  /** Where the records of the scenario are listed. */
  readonly source: { readonly party: string; readonly entity: string };
  /** Endpoints of the service, where several fit its entities. */
  readonly endpoints: { readonly source?: string; readonly destination?: string };
  /** The service that this one sweeps for. */
  readonly partner?: Partner;
  readonly profile: Profile;
  readonly http: HttpPort;
  readonly spill: SpillPort;
  readonly scripts?: ScriptPort;
  readonly signal: AbortSignal;
}

/** What runs in turn with a sweeper. */
export interface Partner {
  readonly service: string;
  readonly flow: FlowFile;
  readonly endpoints: Setting['endpoints'];
  /** Fields that its relative filters look at. */
  readonly timePaths: readonly string[];
}

type Surroundings = Omit<FlowRunInput, 'flow' | 'connectors' | 'shapes'> & {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
};

interface World {
  /** Fills the stores before the first run. */
  prepare?(stores: Stores): Promise<void>;
  run(around: Surroundings, simulation: Simulation, partner: Partner | undefined): Promise<RunResult>;
  /** Keys of the records that count as done. */
  done(stores: Stores): Promise<Observation['done']>;
}

/** How the service is run besides its settings. */
export interface ServiceMode {
  /** What a record has to pass besides the filters. */
  readonly admits?: (record: unknown) => boolean;
  /** What it has pushed before the first run. */
  readonly done?: Observation['done'];
}

/** Runs a scenario as the service would, but for what the converter states of every flow: how pages and attempts are counted. */
export function observeService(
  scenario: Scenario,
  setting: Setting,
  { admits, done = [] }: ServiceMode = {},
): Promise<Observation> {
  const { bundle, outline, endpoints } = setting;
  const more = admits === undefined ? {} : { admits };
  return observe(scenario, setting, {
    async prepare({ ledgers }) {
      for (const { key, record = '' } of done)
        await ledgers.put(
          outline.ledger,
          { identity: key, sourceId: record, status: 'OK', attempts: 1, updatedAtMs: scenario.rounds[0]?.nowMs ?? 0 },
          false,
        );
    },
    run: (around, _, partner) =>
      runService({
        ...around,
        ...more,
        checksPagesFirst: true,
        bundle,
        serviceId: partner?.service ?? outline.service.id,
        endpoints: partner?.endpoints ?? endpoints,
      }),
    done: async ({ ledgers }) =>
      (await ledgers.list(outline.ledger))
        .filter(({ status }) => status === 'OK' || status === 'Sent')
        .map(({ identity, sourceId }) => ({ key: identity, record: sourceId })),
  });
}

/** Where a flow keeps the keys of what is done, and what it begins with. */
export interface FlowPools {
  readonly names: readonly string[];
  readonly seed?: { readonly pool: string; readonly entity: string; readonly keys: readonly string[] };
}

/** Runs a scenario as the flow does. */
export function observeFlow(
  scenario: Scenario,
  setting: Setting,
  flow: FlowFile,
  { names: pools, seed }: FlowPools,
): Promise<Observation> {
  return observe(scenario, setting, {
    async prepare(stores) {
      if (seed !== undefined)
        await stores.pools.add(seed.pool, seed.entity, [...seed.keys], scenario.rounds[0]?.nowMs ?? 0);
    },
    run(around, { standIn }, partner) {
      const file = partner?.flow ?? flow;
      const systems = file.systems.map(({ system }) => ({ system: standIn(system) }));
      return runFlow({ ...around, shapes, flow: { ...file, systems } });
    },
    done: async (stores) =>
      (await Promise.all(pools.map((pool) => stores.pools.list(pool)))).flat().map(({ key }) => ({ key })),
  });
}

async function observe(scenario: Scenario, setting: Setting, world: World): Promise<Observation> {
  const { connectors, instances, outline } = setting;
  const [first] = scenario.rounds;
  const simulation = await openSimulation({
    connectors,
    instances,
    samples: first === undefined ? setting.samples : listing(first, setting),
  });
  const stores = createMemoryStores();
  await world.prepare?.(stores);
  const rounds: (readonly ObservedRun[])[] = [];
  try {
    for (const [index, round] of scenario.rounds.entries()) {
      simulation.begin({ samples: listing(round, setting), faults: round.faults, nowMs: round.nowMs });
      const runs: ObservedRun[] = [];
      for (const [delivery, payload] of (outline.isInbound ? round.records : [undefined]).entries()) {
        const watch = watchRun(simulation.requests);
        const around: Surroundings = {
          connectors: simulation.connectors,
          instances: simulation.instances,
          nowMs: round.nowMs,
          profile: setting.profile,
          signal: setting.signal,
          run: `${scenario.name}-${index + 1}-${delivery + 1}`,
          ports: portsOf(simulation, stores, watch, round.nowMs, setting),
          ...(payload === undefined ? {} : { payload }),
        };
        runs.push(fitToCompare(watch.finish(await world.run(around, simulation, round.by && setting.partner))));
        // A run that was stopped shows nothing.
        setting.signal.throwIfAborted();
      }
      rounds.push(runs);
    }
    return { rounds, done: await world.done(stores), state: simulation.state() };
  } finally {
    await simulation.close();
  }
}

/** Throws when the machine has failed a run: that says nothing about service or flow. */
function fitToCompare(run: ObservedRun): ObservedRun {
  const lost = run.failures.find(({ code }) => code === 'run/spill-failed');
  if (lost !== undefined) throw new Error(lost.message);
  return run;
}

/** The samples, with the records of the round at the source of the service. */
function listing({ records }: ScenarioRound, { samples, source }: Setting): Samples {
  return new Map([
    ...samples,
    [source.party, new Map([...(samples.get(source.party) ?? []), [source.entity, records]])],
  ]);
}

function portsOf(simulation: Simulation, stores: Stores, watch: RunWatch, nowMs: number, setting: Setting): Ports {
  return {
    http: simulation.guard(setting.http),
    clock: createVirtualClock(nowMs),
    random: () => 0.5,
    // Secrets of the user are out of reach: instances of the simulation hold dummy text.
    secrets: { secret: () => Promise.resolve(undefined), setting: () => Promise.resolve(undefined) },
    // Simulated third parties take any.
    logins: { load: () => Promise.resolve('simulated'), save: () => Promise.resolve() },
    ...(setting.scripts === undefined ? {} : { scripts: setting.scripts }),
    stores,
    journal: createMemoryJournal({
      ...stores,
      tracked: {
        ...stores.tracked,
        add(values) {
          watch.track(values);
          return stores.tracked.add(values);
        },
      },
    }),
    notify: () => Promise.resolve(),
    log: watch.log,
    spill: setting.spill,
  };
}
