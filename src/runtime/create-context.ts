import type { Profile, ProfileKey } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { LookupTable } from '../flow/model.ts';
import type { RunContext } from '../contract/context.ts';
import type { InDoubt, RunEvent, RunEventBody, RunResult } from '../contract/events.ts';
import type { Ports } from '../contract/ports.ts';

/** Different warnings kept for the result; the log has them all. */
const warningLimit = 100;

export interface RunNotes {
  assumed(): RunResult['assumed'];
  warnings(): RunResult['warnings'];
  inDoubt(): RunResult['inDoubt'];
}

export interface ContextInput {
  readonly name: string;
  readonly company: string;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly lookups?: readonly LookupTable[];
  /** Start values of flow variables; later ones win. */
  readonly variables?: readonly (readonly [string, string])[];
  readonly nowMs: number;
  readonly ports: Ports;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  readonly run: string;
}

/** Brings together what the parts of one run share, and collects what it notes on the way. */
export function createContext(input: ContextInput): { context: RunContext; notes: RunNotes } {
  const { ports, profile } = input;
  const assumed = new Map<ProfileKey, string>();
  const warnings = new Set<string>();
  const inDoubt: InDoubt[] = [];

  const log = (event: RunEventBody): void => {
    ports.log({ ...event, at: new Date(ports.clock.now()).toISOString() } as RunEvent); // the time is all that was missing
  };

  const context: RunContext = {
    run: input.run,
    flowName: input.name,
    company: input.company,
    nowMs: input.nowMs,
    ports,
    journal: ports.journal,
    profile,
    catalogue: {
      connectors: input.connectors,
      instances: input.instances,
      lookups: new Map((input.lookups ?? []).map((table) => [table.name, table])),
    },
    signal: input.signal,
    variables: new Map(input.variables),
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
    doubt(request) {
      inDoubt.push(request);
      log({ event: 'in-doubt', request });
    },
  };
  const notes: RunNotes = {
    assumed: () => Array.from(assumed, ([key, answer]) => ({ key, answer })),
    warnings: () => [...warnings],
    inDoubt: () => [...inDoubt],
  };
  return { context, notes };
}
