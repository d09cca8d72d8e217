import type { Pagination } from '../connector/definition.ts';
import type { ApiModel, Operation, SecurityScheme } from './api-model.ts';

/** Something no description says outright, with what speaks for it. */
export interface Detected<Value> {
  readonly value: Value;
  readonly confidence: 'high' | 'medium' | 'low';
  /** One short sentence each, naming the parameter, header or field that it rests on. */
  readonly evidence: readonly string[];
}

/** An API seen as a connector: names are final, and what flows need to know has been detected. */
export interface ConnectorModel {
  readonly api: ApiModel;
  /** Kebab-case: name of the package, of the folder and of the connector. */
  readonly name: string;
  readonly endpoints: readonly ConnectorEndpoint[];
  readonly authMethods: readonly ConnectorAuthMethod[];
  readonly rateLimit?: Detected<RateLimit>;
  /** How dates look, as PHP date tokens. */
  readonly dateFormat?: Detected<string>;
  /** Dot paths of the sentence and the code in error answers; `*` stands for every element of a list. */
  readonly errorShape?: Detected<{ readonly messagePath: string; readonly codePath?: string }>;
}

export interface RateLimit {
  readonly count: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day';
}

/** Where a request carries the key by which a repetition is known. */
export type IdempotencyKey = { readonly header: string } | { readonly body: string };

export interface ConnectorEndpoint {
  readonly operation: Operation;
  /** What the endpoint is recognised by in the next version of the description, for example `GET /orders`. */
  readonly key: string;
  /** Identifier of the method in the package, unique in its group and never a reserved word. Stable: see the rename table. */
  readonly id: string;
  /** Identifier of the group that the method belongs to, from the first tag or the path. */
  readonly group: string;
  /** For people and for flows, unique in the connector. */
  readonly title: string;
  readonly direction: 'Receive' | 'Send';
  readonly entityType?: string;
  /** Dot path of the records in the response; `''` for a bare list; absent: the endpoint gives no list. */
  readonly dataPath?: string;
  readonly pagination?: Detected<Pagination>;
  /** What speaks of pages where no method was found: a question to the user, who may know the API. */
  readonly openPages?: readonly string[];
  readonly idempotencyKey?: Detected<IdempotencyKey>;
  readonly rateLimit?: Detected<RateLimit>;
  /** Names of the authentication methods that it accepts; empty: none is needed. */
  readonly authMethods: readonly string[];
  /** True when a repetition after a lost answer does no harm: GET, HEAD, PUT, DELETE, or with an idempotency key. */
  readonly isSafeToRetry: boolean;
}

/** One way to authenticate: all schemes of one security requirement together. */
export interface ConnectorAuthMethod {
  readonly name: string;
  readonly schemes: readonly {
    readonly name: string;
    readonly scheme: SecurityScheme;
    readonly scopes: readonly string[];
  }[];
  /** What was read from words, or assumed. */
  readonly evidence?: readonly string[];
}
