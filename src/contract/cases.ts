/**
 * Examples of units. They stand beside the unit, in `<unit>.cases.ts`: one contract test runs them all, and the
 * reference pages print them. Nothing that runs a flow or checks a file loads them.
 */
import type { Profile } from '../config/profile.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { LookupTable } from '../flow/model.ts';
import type { Script } from './script.ts';

/** A unit with its examples, as the generated indexes list them. */
export interface UnitCases<Unit, Case> {
  readonly unit: Unit;
  readonly cases: readonly Case[];
  /** Where the unit is declared, from the root of the repository. */
  readonly file: string;
}

/** One use of an operator: fields that match, and fields that do not. `undefined` stands for a missing field. */
export interface OperatorCase {
  /** What the case shows, where its values do not say it. */
  readonly shows?: string;
  /** Type of the filter rule. */
  readonly type?: string;
  /** PHP date tokens of the filter rule. */
  readonly dateFormat?: string;
  readonly value?: string;
  readonly matches?: readonly unknown[];
  readonly differs?: readonly unknown[];
  /** The value itself is refused, with words of the message. */
  readonly refuses?: string;
}

/** One use of a transform: what it gives for each input, and the inputs that it refuses. */
export interface TransformCase {
  readonly shows?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly gives?: readonly (readonly [input: unknown, output: unknown])[];
  /** Inputs that fail, with words of the message. */
  readonly refuses?: readonly (readonly [input: unknown, message: string])[];
  /** The arguments themselves are refused, with words of the message. */
  readonly refusesArguments?: string;
  readonly warns?: string;
  readonly profile?: Partial<Profile>;
  /** The moment of the run. Default: 2026-03-01T10:00:00Z. */
  readonly now?: string;
  readonly lookups?: readonly LookupTable[];
  /** Flow variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The payload that is mapped, for text with payload variables. */
  readonly payload?: unknown;
  readonly meta?: Readonly<Record<string, string>>;
  readonly scripts?: readonly Script[];
  /** JSON values of caches, as `scope/cache/key`. */
  readonly caches?: Readonly<Record<string, unknown>>;
}

/** A document of one format, what it reads as, and what else is printed so. */
export interface FormatCase {
  readonly shows?: string;
  readonly text?: string;
  /** What is known of the document: the member "csv" of an endpoint. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** What paths lead into. Printed again it gives the text, byte for byte. */
  readonly value?: unknown;
  /** Values that a step has made, and the document that they become. */
  readonly prints?: readonly (readonly [value: unknown, text: string])[];
  /** The document is refused. */
  readonly refuses?: DiagnosticCode;
  /** Values that the format has no form for. */
  readonly refusesValues?: readonly unknown[];
  readonly profile?: Partial<Profile>;
}

/** A payload that is no JSON, with its content type. */
export interface CaseText {
  readonly contentType: string;
  readonly text: string;
}

/** A payload of a bucket: a JSON value, or `caseText`. */
export type CasePayload = unknown;

export function caseText(contentType: string, text: string): CaseText {
  return { contentType, text };
}

export function isCaseText(payload: CasePayload): payload is CaseText {
  return payload !== null && typeof payload === 'object' && 'contentType' in payload && 'text' in payload;
}

/** A request as a third party receives it. What is not named is not compared. */
export interface CaseRequest {
  /** Method, path and query: `GET /orders?page=2`. */
  readonly request: string;
  /**
   * Names in lower case; `undefined` for a header that is not sent. `(1)`, `(2)`, … stand for values that are made up:
   * the same number, the same value.
   */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** A JSON value, in which `(1)` stands for what is made up as well, or text as it is sent. */
  readonly body?: unknown;
  /** Pieces of the text as it is sent, and pieces that it has not. */
  readonly holds?: readonly string[];
  readonly lacks?: readonly string[];
  /** How long the answer may take. */
  readonly timeoutSeconds?: number;
}

export interface CaseAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON value; `caseText` for other formats; absent: no body. */
  readonly body?: CasePayload;
}

/** What pools, caches and the tracked data of the platform hold. */
export interface CaseState {
  /** When it was written, or is looked at. Default: the moment of the run, 2026-03-01T10:00:00Z. */
  readonly at?: string;
  /** Keys by pool, as `entity type/key`. */
  readonly pools?: Readonly<Record<string, readonly string[]>>;
  /** JSON values of the caches of scope "flow" and "company", as `scope/cache/key`. */
  readonly caches?: Readonly<Record<string, unknown>>;
  /** `direction entity field=value`. */
  readonly tracked?: readonly string[];
}

/**
 * One step of a shape: the bucket that goes in, and what comes of it. The step stands in a flow between a pull of the
 * bucket and a push of what it hands on.
 */
export interface ShapeCase {
  readonly shows?: string;
  /** Settings. */
  readonly config?: object;
  /** Further members of the step: filters, legs, cache, pool, endpoint, variables. */
  readonly step?: object;
  /** Steps in front of it. */
  readonly before?: readonly object[];
  /** Steps behind it. */
  readonly after?: readonly object[];
  /** Steps of its legs. */
  readonly legs?: readonly object[];
  /** Default: one payload, `{}`. */
  readonly bucket?: readonly CasePayload[];
  /** What the step hands on. */
  readonly gives?: readonly CasePayload[];
  /** Metadata of what is handed on, by key. */
  readonly meta?: Readonly<Record<string, readonly string[]>>;
  /** Endpoints of the connector `shop` that the steps call, and how its third party answers, in turn. */
  readonly endpoints?: readonly object[];
  readonly answers?: readonly CaseAnswer[];
  readonly requests?: readonly CaseRequest[];
  readonly found?: CaseState;
  readonly leaves?: CaseState;
  /** Other flows of the workspace by name: whether each is enabled, and which flows it starts. */
  readonly flows?: Readonly<Record<string, { readonly isEnabled?: boolean; readonly starts?: readonly string[] }>>;
  /** Runs that are put into the queue: `flow version variables payload`. */
  readonly queues?: readonly string[];
  /** Somebody waits for an answer, and gets this one; `null`: nobody waits. */
  readonly answersCaller?: { readonly status: number; readonly body: unknown } | null;
  /** Messages to people: `level channel groups: text`. */
  readonly notifies?: readonly string[];
  readonly warns?: readonly string[];
  /** The failures of the run; one stands for a list of one. */
  readonly fails?: DiagnosticCode | readonly DiagnosticCode[];
  /** Status of the run. Default: FAILURE where something fails, else SUCCESS. */
  readonly status?: 'SUCCESS' | 'PARTIAL_SUCCESS' | 'FAILURE';
  readonly profile?: Partial<Profile>;
  readonly lookups?: readonly LookupTable[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Custom scripts of the flow, as it holds them. */
  readonly scripts?: readonly object[];
}

/** One request and how the third party answers it. */
export interface CaseExchange extends CaseRequest {
  readonly answer?: CaseAnswer;
}

/** The listing `GET https://api.example/orders` by one pagination method, as the third party sees it. */
export interface PaginationCase {
  readonly shows?: string;
  /** Options of the method. */
  readonly options?: object;
  /** Further members of the endpoint. */
  readonly endpoint?: object;
  readonly exchanges: readonly CaseExchange[];
  /** Custom scripts of the connector. */
  readonly scripts?: readonly object[];
  /** Ids of the records in all pages, in order. Default: those of all answers. */
  readonly gives?: readonly unknown[];
  readonly fails?: DiagnosticCode;
}

/**
 * Calls of `GET https://api.example/orders` with one authentication method, as the third party sees them. Chance is
 * always 0.5, and the clock stands at 2026-03-01T10:00:00Z.
 */
export interface AuthCase {
  readonly shows?: string;
  /** Members of the method besides name and type. */
  readonly method?: object;
  /** Values of the instance, all of them secret. */
  readonly values?: Readonly<Record<string, string>>;
  /** Further members of the endpoint. */
  readonly endpoint?: object;
  /** The endpoint is an operation of a SOAP service. */
  readonly isSoap?: boolean;
  /** Custom scripts of the connector. */
  readonly scripts?: readonly object[];
  /** What somebody's login has left, and what is left afterwards. */
  readonly login?: string;
  readonly leaves?: string;
  readonly exchanges: readonly CaseExchange[];
  readonly warns?: readonly string[];
  readonly fails?: DiagnosticCode;
}
