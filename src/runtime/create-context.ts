import type { Profile, ProfileKey } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { FlowFile } from '../flow/model.ts';
import type { RunContext } from './context.ts';
import type { RunEvent, RunEventBody, RunResult } from './events.ts';
import type { FlowRunInput } from './run-flow.ts';

/** Different warnings kept for the result; the log has them all. */
const warningLimit = 100;

export interface RunNotes {
  assumed(): RunResult['assumed'];
  warnings(): RunResult['warnings'];
}

/** Brings together what the parts of one flow run share. */
export function createContext(input: FlowRunInput): { context: RunContext; notes: RunNotes } {
  const { flow, ports } = input;
  const profile: Profile = { ...input.profile, ...definedAnswers(flow) };
  const assumed = new Map<ProfileKey, string>();
  const warnings = new Set<string>();

  const log = (event: RunEventBody): void => {
    ports.log({ ...event, at: new Date(ports.clock.now()).toISOString() } as RunEvent); // the time is all that was missing
  };

  const context: RunContext = {
    run: input.run,
    flowName: flow.flow.name,
    company: flow.metadata.company_name,
    nowMs: input.nowMs,
    ports,
    profile,
    catalogue: {
      connectors: connectorsOf(flow, input.connectors),
      instances: input.instances,
      lookups: new Map((flow['x-repatch']?.lookups ?? []).map((table) => [table.name, table])),
    },
    signal: input.signal,
    variables: new Map(startVariables(input)),
    assume(key) {
      if (!assumed.has(key)) {
        assumed.set(key, profile[key]);
        log({ event: 'assumed-semantics', key, answer: profile[key] });
      }
      return profile[key];
    },
    log,
    warn(text, step) {
      if (warnings.has(text)) return;
      if (warnings.size < warningLimit) warnings.add(text);
      log({ event: 'message', level: 'warning', text, ...(step === undefined ? {} : { step }) });
    },
  };
  const notes: RunNotes = {
    assumed: () => Array.from(assumed, ([key, answer]) => ({ key, answer })),
    warnings: () => [...warnings],
  };
  return { context, notes };
}

function definedAnswers(flow: FlowFile): Partial<Profile> {
  return (flow['x-repatch']?.profile ?? {}) as Partial<Profile>; // the schema admits only keys and choices of the profile
}

function connectorsOf(
  flow: FlowFile,
  others: ReadonlyMap<string, ConnectorDefinition> | undefined,
): ReadonlyMap<string, ConnectorDefinition> {
  const connectors = new Map(others);
  for (const { system } of flow.systems) {
    // A system that only names itself refers to a definition kept elsewhere.
    if (system.endpoints !== undefined || !connectors.has(system.name)) connectors.set(system.name, system);
  }
  return connectors;
}

function startVariables({ flow, variables }: FlowRunInput): [string, string][] {
  const declared = (flow.flow.versions.at(-1)?.variables ?? []).map((variable): [string, string] => [
    variable.name,
    variable.value === null || variable.value === undefined ? '' : String(variable.value),
  ]);
  return [...declared, ...Object.entries(variables ?? {})];
}
