import type { XmlNode } from './xml-writer.ts';

/** The service answered with a fault. */
export class SoapFaultError<Name extends string = string, Value = unknown> extends Error {
  override readonly name = 'SoapFaultError';
  readonly operation: string;
  /** `{namespace}local`, or as sent when it is no qualified name. */
  readonly code: string;
  readonly subcodes: readonly string[];
  readonly reason: string;
  readonly actor: string | undefined;
  /** Name of the declared fault that the detail belongs to. */
  readonly fault: Name | undefined;
  /** Decoded detail of a declared fault. */
  readonly value: Value | undefined;
  /** Everything under the detail element, as it stood. */
  readonly detail: readonly XmlNode[];
  readonly status: number;

  constructor(
    operation: string,
    status: number,
    content: {
      readonly code: string;
      readonly subcodes: readonly string[];
      readonly reason: string;
      readonly actor: string | undefined;
      readonly detail: readonly XmlNode[];
    },
    declared?: { readonly fault: Name; readonly value: Value },
  ) {
    super(`${operation}: ${content.reason || content.code}`);
    this.operation = operation;
    this.status = status;
    this.code = content.code;
    this.subcodes = content.subcodes;
    this.reason = content.reason;
    this.actor = content.actor;
    this.detail = content.detail;
    this.fault = declared?.fault;
    this.value = declared?.value;
  }
}

/** The answer is no SOAP message: another status, another content, what cannot be read, or nothing. */
export class SoapHttpError extends Error {
  override readonly name = 'SoapHttpError';
  readonly operation: string;
  /** Where the request went, without what is secret. */
  readonly endpoint: string;
  readonly status: number;
  readonly contentType: string;
  /** The beginning of the answer, without secrets. */
  readonly excerpt: string;

  constructor(
    operation: string,
    message: string,
    answer: Pick<SoapHttpError, 'endpoint' | 'status' | 'contentType' | 'excerpt'>,
    options?: ErrorOptions,
  ) {
    const { endpoint, status, contentType, excerpt } = answer;
    super(`${operation}: POST ${endpoint}: ${message}${excerpt === '' ? '' : ` It begins: ${excerpt}`}`, options);
    this.operation = operation;
    this.endpoint = endpoint;
    this.status = status;
    this.contentType = contentType;
    this.excerpt = excerpt;
  }
}

/** There is no answer: the connection failed (`cause`), or the time for the call is over. */
export class SoapConnectionError extends Error {
  override readonly name = 'SoapConnectionError';
  readonly operation: string;
  readonly endpoint: string;

  constructor(operation: string, endpoint: string, message: string, options?: ErrorOptions) {
    super(`${operation}: POST ${endpoint}: ${message}`, options);
    this.operation = operation;
    this.endpoint = endpoint;
  }
}
