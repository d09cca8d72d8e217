import type { Profile, ProfileKey } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { LookupTable } from '../flow/model.ts';
import type { Redaction } from '../text/redaction.ts';
import type { Codecs } from './define-format.ts';
import type { RunError } from './errors.ts';
import type { InDoubt, RunEventBody } from './events.ts';
import type { RunJournal } from './journal.ts';
import type { Ports } from './ports.ts';
import type { Script, ScriptHost } from './script.ts';

/** Definitions, instances and tables that a document refers to by name. */
export interface Catalogue {
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  /** All versions of all scripts. */
  readonly scripts: readonly Script[];
}

/** Whoever waits for the answer of a callback step. */
export interface WaitingCaller {
  readonly isAnswered: boolean;
  answer(body: string, step: string): Promise<void>;
  /** The first callback step was reached, in this attempt of the run or an earlier one. */
  noteAnswered(): void;
  /** The run has ended without an answer. */
  giveUp(message: string): Promise<void>;
}

/** A virtual environment as steps see it. */
export interface RunEnvironment {
  readonly name: string;
  /** Values of `{{environment.variables.NAME}}`; a failure for one whose reference leads nowhere. */
  readonly variables: ReadonlyMap<string, string | RunError>;
}

/** What every part of one run shares. */
export interface RunContext {
  readonly run: string;
  readonly flowName: string;
  readonly company: string;
  /** The run's moment, in milliseconds since the epoch. */
  readonly nowMs: number;
  /** The moment all relative dates are measured from: the run's, or when it was queued; in milliseconds since the epoch. */
  readonly datesFromMs: number;
  readonly ports: Ports;
  readonly journal: RunJournal;
  readonly codecs: Codecs;
  readonly profile: Profile;
  readonly catalogue: Catalogue;
  /** What runs the scripts of this run; starts with the first of them. */
  readonly scripts: ScriptHost;
  readonly caller: WaitingCaller | undefined;
  readonly signal: AbortSignal;
  /** Knows the secrets that the run has used so far, of all instances. */
  readonly redaction: Redaction;
  /** Flow variables; steps may change them for the rest of the run. */
  readonly variables: Map<string, string>;
  /** The virtual environment that the run belongs to. */
  readonly environment?: RunEnvironment;
  /** Returns the profile's answer and notes that the run relied on it. */
  assume<K extends ProfileKey>(key: K): Profile[K];
  log(event: RunEventBody): void;
  warn(text: string, step?: string): void;
  /** Lists an effect that nobody confirmed. Wait for it before the effect is repeated. */
  doubt(request: InDoubt): Promise<void>;
}
