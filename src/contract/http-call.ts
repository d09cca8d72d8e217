import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { Meta, Origin, Payload, PayloadFormat } from './payload.ts';
import type { HttpResponse } from './ports.ts';

/** One use of an endpoint by one step. */
export interface EndpointCall {
  readonly connector: ConnectorDefinition;
  readonly endpoint: Endpoint;
  readonly instance: Instance;
  /** Values of endpoint variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly parameters?: readonly {
    readonly key: string;
    readonly value: string;
    readonly location: 'url' | 'header' | 'body';
  }[];
  readonly timeoutMs: number;
  /** Further attempts after a failure that may pass. */
  readonly retries: number;
  /** Hand on an answer other than 2xx instead of failing. */
  readonly allowUnsuccessful?: boolean;
  readonly step: string;
  /** Judges every answer, before its status is looked at. */
  readonly judge?: (response: HttpResponse) => Promise<Judgement>;
  /** The record that the request carries, to be named when it fails. */
  readonly origin?: Origin;
}

/** An answer as a response script left it. */
export interface JudgedResponse extends HttpResponse {
  /** Metadata of the payload that it becomes. */
  readonly meta?: Meta;
}

/** What a response script says of an answer. */
export interface Judgement {
  readonly response: JudgedResponse;
  /** Name of the script. */
  readonly script: string;
  /** 0: go on; 1: repeat; 2 and 3: end the run; 4: log in again and repeat; absent: the status decides. */
  readonly code: 0 | 1 | 2 | 3 | 4 | undefined;
  readonly message: string | undefined;
}

/** True where the third party recognises a repetition of a request: by an idempotency key, or by the method. */
export function isRepeatable({ idempotencyKey, method }: Endpoint): boolean {
  return idempotencyKey !== undefined || method === 'PUT' || method === 'DELETE';
}

export interface ReceivedPage {
  readonly payload: Payload;
  readonly status: number;
  /** 1 for the first page. */
  readonly page: number;
}

export interface SendOptions {
  readonly idempotencyKey?: string;
  /** Format of the body; the content type follows it. Default JSON. */
  readonly format?: PayloadFormat;
  /** Character set of a body in bytes. Default UTF-8. */
  readonly charset?: string;
}

/** Calls endpoints by their definition. */
export interface HttpClient {
  /** All pages of a listing, one request ahead of the reader. */
  receive(call: EndpointCall): AsyncIterable<ReceivedPage>;
  /** Sends one body. `payload` is the answer, or `undefined` when it has no body. */
  send(
    call: EndpointCall,
    body: string | Uint8Array,
    options?: SendOptions,
  ): Promise<{ readonly status: number; readonly payload: Payload | undefined }>;
  /** Answered requests so far, by direction of the endpoint, and the records on the pages received. */
  readonly counts: { received: number; records: number; sent: number };
}
