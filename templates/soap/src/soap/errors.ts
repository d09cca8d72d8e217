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

/** The answer is no SOAP message: another status, another content, or nothing. */
export class SoapHttpError extends Error {
  override readonly name = 'SoapHttpError';
  readonly operation: string;
  readonly status: number;
  readonly contentType: string;

  constructor(operation: string, status: number, contentType: string, message: string, options?: ErrorOptions) {
    super(`${operation}: ${message}`, options);
    this.operation = operation;
    this.status = status;
    this.contentType = contentType;
  }
}
