import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { Profile } from '../config/profile.ts';
import type { AllowedDifference } from './as-decided.ts';
import type { UncoveredRow } from './coverage.ts';
import type { Cause } from './explain.ts';
import type { RawDifference } from './difference.ts';
import type { Fault } from '../simulator/faults.ts';
import type { ScenarioName } from './scenarios.ts';

/** One thing in which flow and service differ. Equal causes at equal places are described once, with their number. */
export interface Difference {
  readonly code: DiagnosticCode;
  /** `setting`: something that no run shows, compared with what the converter writes. */
  readonly what: RawDifference['what'] | 'setting';
  /** Absent for a setting. */
  readonly scenario?: ScenarioName;
  /** Run within the scenario, from 1; absent for what is compared at its end. */
  readonly run?: number;
  /** Source id of the record, and the reference that people search by. */
  readonly record?: string;
  readonly reference?: string;
  readonly in: RawDifference['in'];
  /** JSON pointer into the body or the query; `''` for the whole. */
  readonly pointer: string;
  readonly service?: unknown;
  readonly flow?: unknown;
  readonly cause: Cause;
  /** The difference in one sentence. */
  readonly message: string;
  /** What to do next. */
  readonly help: string;
  /** How often it was seen in all scenarios. */
  readonly occurrences: number;
  /** The two documents it was seen in, for a diff. */
  readonly sides: RawDifference['sides'];
  /** The smallest example that was found; for the first difference of a service only. */
  readonly example?: SmallestExample;
}

/** The least that has to happen for a difference to show. */
export interface SmallestExample {
  /** Runs in turn; at an inbound service each record starts one. */
  readonly rounds: readonly {
    /** RFC 3339. */
    readonly now: string;
    readonly records: readonly unknown[];
    /** What the third parties answer wrongly. */
    readonly faults: readonly Fault[];
  }[];
  /** How many records and runs of the scenario are left. */
  readonly records: { readonly left: number; readonly of: number };
  readonly runs: { readonly left: number; readonly of: number };
}

export interface ScenarioResult {
  readonly name: ScenarioName;
  readonly about: string;
  /** Runs in each world. */
  readonly runs: number;
  /** Requests of the service at all third parties. */
  readonly requests: number;
  /** Records that the service looked at, summed over the runs. */
  readonly records: number;
  readonly pushed: number;
  readonly failed: number;
  readonly equal: boolean;
}

export interface UntriedScenario {
  readonly name: ScenarioName;
  readonly about: string;
}

export interface VerifiedService {
  readonly verified: true;
  readonly service: string;
  readonly name: string;
  /** Flow file; absent when the flow was converted in memory. */
  readonly file?: string;
  /** SHA-256 of the canonical JSON. */
  readonly hashes: {
    readonly service: string;
    readonly flow: string;
    /** Of what the service works with: connectors, systems, lookups, its partner, and the answers. */
    readonly around: string;
  };
  readonly profile: Profile;
  /** Moment of the first run, RFC 3339. */
  readonly now: string;
  readonly samples: 'given' | 'generated';
  readonly scenarios: readonly ScenarioResult[];
  /** Nothing differs. Rows that were not exercised stand under `uncovered`, scenarios that were not run under `untried`. */
  readonly equal: boolean;
  /** Scenarios for which there was no time. */
  readonly untried: readonly UntriedScenario[];
  /** Rows that were not seen on both outcomes: equal as far as tried. */
  readonly uncovered: readonly UncoveredRow[];
  readonly differences: readonly Difference[];
  /** What somebody has decided should differ from the service as it was, and so does not count. */
  readonly allowed: readonly AllowedDifference[];
  /** Known differences that do not change the destination, and what the proof rests on. */
  readonly caveats: readonly string[];
}

export interface UnverifiedService {
  readonly verified: false;
  readonly service: string;
  readonly name: string;
  readonly reason: string;
  readonly help?: string;
  /** True when the comparison itself failed. */
  readonly isBroken?: true;
  /** True when there was no time for it. */
  readonly isUntried?: true;
}

export type ServiceVerdict = VerifiedService | UnverifiedService;
