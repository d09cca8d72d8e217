import type { ConnectorDefinition, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import type { ShownRequest } from './events.ts';
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
  /** Metadata of the payload, for scripts. */
  readonly meta?: Meta;
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

/**
 * True where a repetition of a request is recognised: by an idempotency key, by the method, for files by looking, for
 * databases by a receipt; or where it changes nothing.
 */
export function isRepeatable({ file, query, table, idempotencyKey, method }: Endpoint): boolean {
  if (table !== undefined) return table.receipts !== undefined || table.action !== 'insert';
  if (query !== undefined) return query.receipts !== undefined;
  return file !== undefined || idempotencyKey !== undefined || method === 'PUT' || method === 'DELETE';
}

/** A request to be shown, before its tokens are filled. */
export function shownEndpoint({ protocol }: Pick<ConnectorDefinition, 'protocol'>, endpoint: Endpoint): ShownRequest {
  const { file, query, table, method, url = '' } = endpoint;
  if (table !== undefined) return { method: `${protocol} ${table.action}`, url: table.name };
  if (query !== undefined)
    return { method: `${protocol} query`, url: query.sql.replaceAll(/\s+/gu, ' ').slice(0, 200) };
  return file === undefined ? { method, url } : { method: `${protocol} ${file.command}`, url: file.path };
}

export interface ReceivedPage {
  readonly payload: Payload;
  readonly status: number;
  /** 1 for the first page. */
  readonly page: number;
}

export interface SendOptions {
  readonly idempotencyKey?: string;
  /** True when an earlier attempt of the run may have carried it out. */
  readonly isRepetition?: boolean;
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
  /**
   * Refuses what would replace something that the step has written in the same run, such as a file of the same name. Called
   * for every payload, in order.
   */
  claim(call: EndpointCall): Promise<void>;
  /** Answered requests so far, by direction of the endpoint, and the records on the pages received. */
  readonly counts: { received: number; records: number; sent: number };
}
