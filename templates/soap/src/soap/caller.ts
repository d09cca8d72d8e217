import { randomBytes, randomUUID } from 'node:crypto';
import { Decoder } from './decode.ts';
import { envelopeNamespace, readEnvelope, readFault, writeEnvelope, type SoapVersion } from './envelope.ts';
import { SoapFaultError, SoapHttpError } from './errors.ts';
import { Reporter, type Issue, type Validation } from './issues.ts';
import { readBody, readHeaders, writeBody, writeHeaders, type MessageContext } from './messages.ts';
import type { OperationTable, PortTable, ServiceTables } from './operations.ts';
import { addressingHeaders, securityHeader, type SecurityOptions } from './security.ts';
import { Schema } from './tables.ts';
import { fetchTransport, type Transport, type TransportResponse } from './transport.ts';
import { readXml, XmlError, type XmlElement, type XmlLimits } from './xml-reader.ts';
import { XmlWriter, type XmlNode } from './xml-writer.ts';

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
  /** Milliseconds until a call is given up. Default 60 000. */
  readonly timeout?: number;
  /** Limits for answers. */
  readonly limits?: Partial<XmlLimits>;
  readonly transport?: Transport;
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

interface Loaded {
  readonly schema: Schema;
  readonly port: PortTable;
}

/** Calls operations of one port. Immutable; one instance serves any number of calls at once. */
export class SoapCaller<Operations extends { readonly [Name in keyof Operations]: OperationTypes }> {
  readonly #load: () => Promise<ServiceTables>;
  readonly #port: string;
  readonly #options: SoapClientOptions;
  #loaded: Promise<Loaded> | undefined;

  constructor(load: () => Promise<ServiceTables>, defaultPort: string, options: SoapClientOptions = {}) {
    this.#load = load;
    this.#port = options.port ?? defaultPort;
    this.#options = options;
  }

  /**
   * Calls an operation and gives body and headers of the answer. The body of a one-way operation is `undefined`.
   * Errors: `SoapFaultError`, `SoapHttpError`, `SoapDataError`, `XmlError`, and those of the transport.
   */
  async call<Name extends keyof Operations & string>(
    name: Name,
    input: Operations[Name]['input'],
    options: CallOptions<Operations[Name]['headers']> = {},
  ): Promise<Reply<Operations[Name]['output'], Operations[Name]['replyHeaders']>> {
    const { schema, port } = await this.#ready();
    const operation = operationOf(port, name);
    const validation = options.validation ?? this.#options.validation ?? 'warn';
    const context = { schema, version: port.version, operation };
    const url = this.#options.endpoint ?? port.address;
    const request = new Reporter(validation);
    const body = this.#envelope({ ...context, reporter: request }, input, options, url);
    this.#finish(name, request);
    const response = await this.#send(url, body, operation.action, port.version, options);
    const reply = new Reporter(validation);
    const answer = this.#read(response, { ...context, reporter: reply });
    this.#finish(name, reply);
    // The tables were generated together with the types.
    return answer as Reply<Operations[Name]['output'], Operations[Name]['replyHeaders']>;
  }

  #ready(): Promise<Loaded> {
    this.#loaded ??= this.#load().then(({ schema, ports }) => {
      const port = Object.hasOwn(ports, this.#port) ? ports[this.#port] : undefined;
      if (port === undefined)
        throw new Error(`There is no port "${this.#port}"; known are ${Object.keys(ports).join(', ')}.`);
      return { schema: new Schema(schema), port };
    });
    return this.#loaded;
  }

  #finish(operation: string, reporter: Reporter): void {
    reporter.finish((issues) => this.#options.onWarning?.(operation, issues));
  }

  #envelope(context: MessageContext, input: unknown, options: CallOptions, url: string): string {
    const { version, operation } = context;
    const writer = new XmlWriter({ soap: envelopeNamespace(version) });
    const nodes = [...this.#protocolHeaders(operation, version, url), ...(options.otherHeaders ?? [])];
    const declared = operation.input.headers ?? [];
    const hasHeader = nodes.length > 0 || (declared.length > 0 && options.headers !== undefined);
    return writeEnvelope(writer, version, {
      header: hasHeader
        ? () => {
            for (const node of nodes) writer.node(node);
            writeHeaders(writer, declared, options.headers, context);
          }
        : undefined,
      body: () => writeBody(writer, operation.input, input, context),
    });
  }

  #protocolHeaders({ action }: OperationTable, version: SoapVersion, url: string): XmlNode[] {
    const { security, addressing } = this.#options;
    const moment = { now: new Date(), nonce: randomBytes(16) };
    return [
      ...(addressing === true ? addressingHeaders(action, url, `urn:uuid:${randomUUID()}`) : []),
      ...(security === undefined ? [] : [securityHeader(security, moment, envelopeNamespace(version))]),
    ];
  }

  #send(
    url: string,
    body: string,
    action: string,
    version: SoapVersion,
    { timeout = this.#options.timeout ?? 60_000, signal }: CallOptions,
  ): Promise<TransportResponse> {
    const { basicAuth, httpHeaders = {}, transport = fetchTransport } = this.#options;
    const contentType =
      version === '1.2'
        ? `application/soap+xml; charset=utf-8${action === '' ? '' : `; action="${action.replaceAll(/["\\\r\n]/gu, '')}"`}`
        : 'text/xml; charset=utf-8';
    const limit = AbortSignal.timeout(timeout);
    return transport({
      url,
      body,
      headers: {
        'content-type': contentType,
        ...(version === '1.1' ? { soapaction: `"${action.replaceAll(/["\r\n]/gu, '')}"` } : {}),
        ...(basicAuth === undefined ? {} : { authorization: basic(basicAuth.username, basicAuth.password) }),
        ...httpHeaders,
      },
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
  }

  #read({ status, contentType, body }: TransportResponse, context: MessageContext): Reply {
    const { operation } = context;
    const isOk = status >= 200 && status < 300;
    if (operation.output === undefined && isOk) return { body: undefined, headers: {} };
    const root = this.#parse(operation.name, status, contentType, body);
    const { headers, body: content, fault } = readEnvelope(root);
    if (fault !== undefined) throw faultError(fault, status, context);
    if (!isOk) throw new SoapHttpError(operation.name, status, contentType, `The service answered with ${status}.`);
    const message = operation.output ?? { parts: [] };
    return {
      body: readBody(content, message, context),
      headers: readHeaders(headers, message.headers ?? [], context),
    };
  }

  #parse(operation: string, status: number, contentType: string, body: Uint8Array): XmlElement {
    const isXml = /xml/iu.test(contentType) && !/^multipart\//iu.test(contentType);
    if (!isXml || body.length === 0) {
      const found = body.length === 0 ? 'nothing' : contentType || 'an unknown content';
      throw new SoapHttpError(operation, status, contentType, `The service answered ${status} with ${found}, not XML.`);
    }
    try {
      return readXml(body, this.#options.limits === undefined ? {} : { limits: this.#options.limits });
    } catch (error) {
      // A proxy's error page matters more than its mistakes.
      if (error instanceof XmlError && status >= 400)
        throw new SoapHttpError(operation, status, contentType, `The service answered with ${status}.`, { cause: error });
      throw error;
    }
  }
}

function operationOf(port: PortTable, name: string): OperationTable {
  const text = Object.hasOwn(port.operations, name) ? port.operations[name] : undefined;
  if (text === undefined) throw new Error(`There is no operation "${name}".`);
  // Written by the generator in this very form.
  return JSON.parse(text) as OperationTable;
}

function faultError(fault: XmlElement, status: number, context: MessageContext): SoapFaultError {
  const { operation, schema, reporter } = context;
  const content = readFault(fault);
  for (const element of content.details) {
    const declared = operation.faults?.find(({ n }) => {
      const { namespace, local } = schema.name(n);
      return element.local === local && (element.namespace === namespace || namespace === '');
    });
    if (declared !== undefined) {
      const value = new Decoder({ schema, reporter }).element(element, declared.t);
      return new SoapFaultError(operation.name, status, content, { fault: declared.fault, value });
    }
  }
  return new SoapFaultError(operation.name, status, content);
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
