import type { Profile, ProfileKey } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { LookupTable } from '../flow/model.ts';
import type { RunContext, RunEnvironment } from '../contract/context.ts';
import type { GivenNotification, InDoubt, RunEvent, RunEventBody, RunResult } from '../contract/events.ts';
import type { Notification, Ports } from '../contract/ports.ts';
import type { Script } from '../contract/script.ts';
import { lateScripts } from './late-scripts.ts';
import { openCodecs } from './codecs.ts';
import { Redaction } from '../text/redaction.ts';
import { waitingCaller } from './waiting-caller.ts';

/** Different warnings and notifications kept for the result; the others are counted. */
const listed = { warnings: 1000, notifications: 10_000 };

/** Events with texts that may quote what third parties say. Of the others, failures and addresses come without secrets. */
const holdsText: ReadonlySet<RunEventBody['event']> = new Set(['message', 'notification']);

export interface Collected {
  /** Takes over what earlier attempts of the run have noted. */
  recall(): Promise<void>;
  assumed(): RunResult['assumed'];
  warnings(): RunResult['warnings'];
  inDoubt(): RunResult['inDoubt'];
  notifications(): RunResult['notifications'];
  omitted(): Pick<RunResult['omitted'], 'warnings' | 'notifications'>;
}

export interface ContextInput {
  readonly name: string;
  readonly company: string;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly lookups?: readonly LookupTable[];
  readonly scripts?: readonly Script[];
  /** Start values of flow variables; later ones win. */
  readonly variables?: readonly (readonly [string, string])[];
  readonly nowMs: number;
  /** Default: the moment of the run. */
  readonly datesFromMs?: number;
  readonly environment?: RunEnvironment;
  readonly ports: Ports;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  readonly run: string;
}

/** Brings together what the parts of one run share, and collects what is reported of it. */
export function createContext(input: ContextInput): { context: RunContext; collected: Collected } {
  const { ports, profile } = input;
  const assumed = new Map<ProfileKey, string>();
  const warnings = new Set<string>();
  const inDoubt: InDoubt[] = [];
  const notifications = new Map<string, GivenNotification>();
  const omitted = { warnings: 0, notifications: 0 };

  const notice = ({ level, channel, groups, text }: Notification): void => {
    const key = JSON.stringify([level, channel, groups, text]);
    const count = (notifications.get(key)?.count ?? 0) + 1;
    if (count === 1 && notifications.size >= listed.notifications) omitted.notifications++;
    else notifications.set(key, { level, channel, groups, text, count });
  };

  // Many events share a millisecond.
  let [lastMs, lastText] = [Number.NaN, ''];
  const now = (): string => {
    const ms = ports.clock.now();
    if (ms !== lastMs) [lastMs, lastText] = [ms, new Date(ms).toISOString()];
    return lastText;
  };

  const redaction = new Redaction();
  const log = (given: RunEventBody): void => {
    const event = holdsText.has(given.event) ? redaction.hideIn(given) : given;
    if (event.event === 'notification') notice(event);
    ports.log({ ...event, at: now() } as RunEvent); // the time is all that was missing
  };

  const assume: RunContext['assume'] = (key) => {
    if (!assumed.has(key)) {
      assumed.set(key, profile[key]);
      log({ event: 'assumed-semantics', key, answer: profile[key] });
    }
    return profile[key];
  };

  const context: RunContext = {
    run: input.run,
    flowName: input.name,
    company: input.company,
    nowMs: input.nowMs,
    datesFromMs: input.datesFromMs ?? input.nowMs,
    ...(input.environment === undefined ? {} : { environment: input.environment }),
    ports,
    journal: ports.journal,
    profile,
    catalogue: {
      connectors: input.connectors,
      instances: input.instances,
      lookups: new Map((input.lookups ?? []).map((table) => [table.name, table])),
      scripts: input.scripts ?? [],
    },
    scripts: lateScripts(input),
    get caller() {
      return caller;
    },
    signal: input.signal,
    redaction,
    variables: new Map(input.variables),
    codecs: openCodecs(assume),
    assume,
    log,
    warn(given, step) {
      const text = redaction.hide(given);
      if (warnings.has(text)) return;
      if (warnings.size < listed.warnings) warnings.add(text);
      else omitted.warnings++;
      log({ event: 'message', level: 'warning', text, ...(step === undefined ? {} : { step }) });
    },
    async doubt(given) {
      const request = redaction.hideIn(given);
      inDoubt.push(request);
      log({ event: 'in-doubt', request });
      await ports.journal.doubt(request);
    },
  };
  const caller = waitingCaller(ports, context);
  const collected: Collected = {
    async recall() {
      inDoubt.push(...(await ports.journal.doubts()));
    },
    assumed: () => Array.from(assumed, ([key, answer]) => ({ key, answer })),
    warnings: () => [...warnings],
    inDoubt: () => [...inDoubt],
    notifications: () => [...notifications.values()],
    omitted: () => ({ ...omitted }),
  };
  return { context, collected };
}
