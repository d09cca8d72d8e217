import type { Issue, Validation } from './issues.ts';
import type { ServiceTables } from './operations.ts';
import type { Exchange } from './exchange.ts';
import type { SecurityOptions } from './security.ts';
import type { Transport } from './transport.ts';
import type { XmlLimits } from './xml-error.ts';
import type { XmlNode } from './xml-writer.ts';
import type { RateLimit } from '../../../connector/src/runtime/rate-limiter.ts';
import type { RetryOptions } from '../../../connector/src/runtime/retry.ts';
import type { Clock } from '../../../connector/src/runtime/wait.ts';

export interface SoapClientOptions<Port extends string = string> {
  /** Which of the described ports to call. Default: the first. */
  readonly port?: Port;
  /** URL to call. Default: that of the port. */
  readonly endpoint?: string;
  /** HTTP basic authentication. */
  readonly basicAuth?: { readonly username: string; readonly password: string };
  /** WS-Security header of every request. */
  readonly security?: SecurityOptions;
  /** WS-Addressing headers in every request. Default false. */
  readonly addressing?: boolean;
  /** HTTP headers of every request. */
  readonly httpHeaders?: Readonly<Record<string, string>>;
  /** How strictly requests and answers are held to the schema. Default `warn`. */
  readonly validation?: Validation;
  /** Hears of differences between data and schema under `warn`. */
  readonly onWarning?: (operation: string, issues: readonly Issue[]) => void;
  /** Milliseconds until a call, its repetitions included, is given up. Default 60 000. */
  readonly timeout?: number;
  /** Limits for answers. */
  readonly limits?: Partial<XmlLimits>;
  readonly transport?: Transport;
  /** `false`: every call is one attempt. What the service may have carried out is repeated only if `isSafe` says so. */
  readonly retry?: RetryOptions | false;
  /** Operations that may be carried out twice, such as those that only read. Default: none. */
  readonly isSafe?: (operation: string) => boolean;
  /** The most requests that the client sends. Default: no limit. */
  readonly rateLimit?: RateLimit;
  readonly clock?: Clock;
}

export interface CallOptions<Headers = unknown> {
  /** Values of the headers that the operation declares. */
  readonly headers?: Headers;
  /** Further headers, as elements. */
  readonly otherHeaders?: readonly XmlNode[];
  readonly validation?: Validation;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface Reply<Body = unknown, Headers = unknown> {
  readonly body: Body;
  readonly headers: Headers;
}

/** What a port offers: generated, one member per operation. */
export interface OperationTypes {
  readonly input: unknown;
  readonly output: unknown;
  readonly headers: unknown;
  readonly replyHeaders: unknown;
}

/** Calls operations of one port. Immutable; one instance serves any number of calls at once. */
export class SoapCaller<Operations extends { readonly [Name in keyof Operations]: OperationTypes }> {
  readonly #load: () => Promise<ServiceTables>;
  readonly #port: string;
  readonly #options: SoapClientOptions;
  #exchange: Promise<Exchange> | undefined;

  constructor(load: () => Promise<ServiceTables>, defaultPort: string, options: SoapClientOptions = {}) {
    this.#load = load;
    this.#port = options.port ?? defaultPort;
    this.#options = options;
  }

  /**
   * Calls an operation and gives body and headers of the answer. The body of a one-way operation is `undefined`.
   * Errors: `SoapFaultError`, `SoapHttpError`, `SoapConnectionError`, `SoapDataError`; the reason of an aborted signal as it is.
   */
  async call<Name extends keyof Operations & string>(
    name: Name,
    input: Operations[Name]['input'],
    options: CallOptions<Operations[Name]['headers']> = {},
  ): Promise<Reply<Operations[Name]['output'], Operations[Name]['replyHeaders']>> {
    this.#exchange ??= this.#prepare();
    const reply = await (await this.#exchange).call(name, input, options);
    // The tables were generated together with the types.
    return reply as Reply<Operations[Name]['output'], Operations[Name]['replyHeaders']>;
  }

  /** Tables and codec are needed at the first call, not by whoever imports the package. */
  async #prepare(): Promise<Exchange> {
    const [{ Exchange }, tables] = await Promise.all([import('./exchange.ts'), this.#load()]);
    return new Exchange(tables, this.#port, this.#options);
  }
}
