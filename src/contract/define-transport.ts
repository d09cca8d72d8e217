import type { Endpoint, Protocol } from '../connector/definition.ts';
import type { JsonObject } from '../text/json.ts';
import type { InDoubt } from './events.ts';
import type { Meta } from './payload.ts';
import type { Clock } from './ports.ts';

/** A way to reach a third party that is not HTTP. Behaviour lives beside it, in `<name>.run.ts`, and is loaded at the first use. */
export interface Transport {
  readonly protocols: readonly Protocol[];
  readonly title: string;
  /** Values of an instance, with what they mean. */
  readonly values: Readonly<Record<string, string>>;
  readonly load: () => Promise<{ readonly default: OpenTransport }>;
}

export function defineTransport(transport: Transport): Transport {
  return transport;
}

/** Makes a session for one instance. It connects when it is first used. */
export type OpenTransport = (context: TransportContext) => TransportSession;

/** What a session needs of the run. */
export interface TransportContext {
  readonly protocol: Protocol;
  /** For messages: `Instance "Files"`. */
  readonly place: string;
  /** Value of a variable of the instance, secrets as they are. Everything secret is hidden in what the run says. */
  value(key: string): string | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  warn(text: string, step?: string): void;
  /** Says in the log what was done. */
  note(text: string, step?: string): void;
  doubt(request: InDoubt): Promise<void>;
}

/** One use of an endpoint by one step. */
export interface TransportCall {
  readonly endpoint: Endpoint;
  readonly step: string;
  readonly timeoutMs: number;
  /** Fills {{tokens}}. Errors: `run/unresolved-token`. */
  fill(text: string): string;
  /**
   * Does the work, and again after a RetryableError, as often as the step says and within the rate limit. Only for work that
   * may be done twice.
   */
  attempt<Result>(work: (attempt: number) => Promise<Result>): Promise<Result>;
}

/** What was read: a file, or a page of rows. */
export interface ReadDocument {
  /** For messages: `File "/out/orders.csv"`. */
  readonly name: string;
  readonly body: Uint8Array;
  /** As in HTTP. */
  readonly contentType: string;
  readonly meta: Meta;
  /** Records in it, where they are counted. */
  readonly records?: number;
  /** What is to be done once the run that read it has ended well. */
  readonly cleanup?: JsonObject;
}

export interface WriteOptions {
  /** Tells this effect from all others, and is the same when it is repeated. */
  readonly key: string;
  /** True when an earlier attempt may have carried it out. */
  readonly isRepetition: boolean;
  /**
   * The records of the document, read: those of a list, or the one that it is. Errors: `run/not-expressible` for a format that
   * has no records.
   */
  records(): Promise<readonly unknown[]>;
}

/** One instance's session; lives as long as the run. */
export interface TransportSession {
  read(call: TransportCall): AsyncIterable<ReadDocument>;
  /** Writes one document. Gives the answer as JSON text, where there is one. */
  write(call: TransportCall, document: Uint8Array, options: WriteOptions): Promise<string | undefined>;
  /**
   * Takes note of what a step is going to write, and refuses what would replace something that it has written in the same
   * run. Called for every payload, also for those that an earlier attempt of the run has written.
   */
  claim(call: TransportCall): void;
  /** Does what was to be done after a run. It may have been done before. */
  cleanUp(what: JsonObject): Promise<void>;
  close(): Promise<void>;
}
