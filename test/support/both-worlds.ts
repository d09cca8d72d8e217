import { convertBundle } from '../../src/convert/convert.ts';
import { resolveProfile, type Profile } from '../../src/config/profile.ts';
import type { ConnectorDefinition } from '../../src/connector/definition.ts';
import type { HttpPort } from '../../src/contract/ports.ts';
import type { Failure } from '../../src/contract/events.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { createScriptPort } from '../../src/workspace/ports/scripts/scripts.ts';
import { createMemorySpill } from '../../src/runtime/stores/memory-spill.ts';
import { asDecided } from '../../src/verify/as-decided.ts';
import { stepsOf } from '../../src/verify/flow-steps.ts';
import type { Observation } from '../../src/verify/observation.ts';
import { outlineService } from '../../src/verify/outline.ts';
import { prepareEstate } from '../../src/verify/prepare-estate.ts';
import type { ScenarioRound } from '../../src/verify/scenarios.ts';
import { observeFlow, observeService, type Setting } from '../../src/verify/worlds.ts';
import { shop } from './acme.ts';

/** What one world did in one run. */
export interface SeenRun {
  /** Bodies that were pushed, in their order. */
  readonly sent: readonly unknown[];
  /** Parameters of the pull. */
  readonly asked: readonly (readonly (readonly [string, string])[])[];
  /** How records failed: by code, where a mapping that failed is one kind. */
  readonly failed: readonly string[];
}

export interface Seen {
  readonly runs: readonly SeenRun[];
  /** Keys of what counts as done. */
  readonly done: readonly string[];
  /** Ids and references that the sync report, or the tracked data, has of records that arrived. */
  readonly reported: readonly string[];
}

export interface Given {
  readonly bundle: ServiceBundle;
  /** Records of each run. */
  readonly rounds: readonly (readonly unknown[])[];
  readonly http: HttpPort;
  /** Answers by kind, such as "list/0"; the recommended ones stand in for others. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly connectors?: ReadonlyMap<string, ConnectorDefinition>;
  readonly profile?: Partial<Profile>;
}

const now = Date.parse('2026-03-01T10:00:00Z');

/** Runs the first service of a bundle as it is, and the flow that it converts to, over the same records. */
export async function runBothWorlds(
  given: Given,
): Promise<{ readonly service: Seen; readonly flow: Seen; readonly converted: FlowFile }> {
  const { bundle } = given;
  const [service] = bundle.services;
  if (service === undefined) throw new Error('the bundle has no service');
  const connectors = given.connectors ?? new Map([['shop', shop]]);
  const estate = prepareEstate(bundle, connectors, new Map());
  const { decisions } = convertBundle({ bundle, connectors: estate.connectors });
  const answered = {
    ...decisions,
    decisions: decisions.decisions.map((one) => {
      const answer = given.answers?.[one.id.slice(service.id.length + 1)];
      return answer === undefined ? one : { ...one, answer };
    }),
  };
  const { flows, questions } = convertBundle({ bundle, connectors: estate.connectors, decisions: answered });
  const converted = flows.find((one) => one.service === service.id)?.flow;
  if (converted === undefined) throw new Error('the service was not converted');
  const decided = asDecided(bundle, service, questions).bundle;
  const outline = outlineService(bundle, service);
  const setting: Setting = {
    bundle: decided,
    outline,
    connectors: estate.connectors,
    instances: estate.instances,
    samples: new Map(),
    source: { party: estate.partyOf(service.source.connectorId) ?? '', entity: service.source.entity },
    endpoints: {},
    profile: resolveProfile(given.profile),
    http: given.http,
    spill: createMemorySpill(),
    scripts: createScriptPort(),
    signal: new AbortController().signal,
  };
  const rounds = given.rounds.map((records, index): ScenarioRound => {
    const nowMs = now + index * 600_000;
    return { nowMs, records, faults: [] };
  });
  const scenario = { name: 'plain', about: '', rounds } as const;
  const pools = stepsOf(converted).flatMap(({ data_pool: pool }) => pool?.name ?? []);
  return {
    service: seenOf(await observeService(scenario, setting)),
    flow: seenOf(await observeFlow(scenario, setting, converted, { names: [...new Set(pools)] })),
    converted,
  };
}

function seenOf({ rounds, done }: Observation): Seen {
  return {
    runs: rounds.flat().map(({ requests, failures }) => ({
      sent: requests.filter(({ kind }) => kind === 'push').map(({ body }) => body),
      asked: requests.filter(({ kind }) => kind === 'pull').map(({ query }) => query),
      failed: failures.map(kindOf).toSorted(),
    })),
    done: done.map(({ key }) => key).toSorted(),
    reported: reportedIn(rounds.flat()),
  };
}

function reportedIn(runs: Observation['rounds'][number]): readonly string[] {
  const texts = runs.flatMap(({ items, tracked }) => [
    ...items
      .filter(({ status, record }) => (status === 'OK' || status === 'Sent') && record !== '')
      .flatMap(({ record, reference }) => [record, reference ?? '']),
    ...tracked.map(({ value }) => value),
  ]);
  return [...new Set(texts)].filter((text) => text !== '').toSorted();
}

const mappingFailures: readonly string[] = ['run/missing-source', 'run/not-a-list', 'run/transform-failed'];

function kindOf({ code }: Failure): string {
  return mappingFailures.includes(code) ? 'mapping' : code;
}
