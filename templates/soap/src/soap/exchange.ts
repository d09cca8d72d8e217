import { randomBytes, randomUUID } from 'node:crypto';
import type { CallOptions, Reply, SoapClientOptions } from './caller.ts';
import { envelopeNamespace, messageHeaders, readEnvelope, writeEnvelope, type Envelope, type SoapVersion } from './envelope.ts';
import { SoapConnectionError, SoapHttpError } from './errors.ts';
import { faultError } from './faults.ts';
import { Reporter, type Validation } from './issues.ts';
import { Delivery } from './delivery.ts';
import { readBody, readHeaders, writeBody, writeHeaders, type MessageContext } from './messages.ts';
import type { OperationTable, PortTable, ServiceTables } from './operations.ts';
import { addressingHeaders, securityHeader } from './security.ts';
import { Schema } from './tables.ts';
import { fetchTransport, type TransportResponse } from './transport.ts';
import { decodeText, defaultLimits, readXml, XmlError, type XmlElement } from './xml-reader.ts';
import { XmlWriter, type XmlNode } from './xml-writer.ts';
import { Redactor } from '../../../connector/src/runtime/redact.ts';
import { Secrets } from '../../../connector/src/runtime/secrets.ts';

/** One port, ready to be called: writes requests, sends them and reads the answers. */
export class Exchange {
  readonly #schema: Schema;
  readonly #port: PortTable;
  readonly #options: SoapClientOptions;
  readonly #delivery: Delivery;
  readonly #url: string;
  readonly #redactor: Redactor;

  constructor({ schema, ports }: ServiceTables, name: string, options: SoapClientOptions) {
    const port = Object.hasOwn(ports, name) ? ports[name] : undefined;
    if (port === undefined) throw new Error(`There is no port "${name}"; known are ${Object.keys(ports).join(', ')}.`);
    this.#schema = new Schema(schema);
    this.#port = port;
    this.#options = options;
    this.#delivery = new Delivery(options);
    this.#url = options.endpoint ?? port.address;
    const secrets = new Secrets();
    this.#redactor = new Redactor(secrets);
    const { basicAuth, security, httpHeaders = {} } = options;
    if (basicAuth !== undefined) secrets.keep(basicAuth.password, `${basicAuth.username}:${basicAuth.password}`);
    if (security !== undefined) secrets.keep(security.password);
    if (URL.canParse(this.#url)) secrets.passRequest(new URL(this.#url), new Headers(httpHeaders));
  }

  async call(name: string, input: unknown, options: CallOptions): Promise<Reply> {
    const operation = operationOf(this.#port, name);
    const validation = options.validation ?? this.#options.validation ?? 'warn';
    const { version } = this.#port;
    const context = { schema: this.#schema, version, operation };
    const write = (mode: Validation): string => {
      const reporter = new Reporter(mode);
      const body = this.#envelope({ ...context, reporter }, input, options);
      this.#finish(name, reporter);
      return body;
    };
    const { timeout = this.#options.timeout ?? 60_000, signal } = options;
    const limit = AbortSignal.timeout(timeout);
    const until = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    let mode = validation;
    // Each attempt is written anew: nonces and timestamps are good for one. The schema has its say only once.
    const response = await this.#delivery
      .deliver(name, timeout, until, () => {
        const body = write(mode);
        mode = 'off';
        return this.#send(body, operation.action, version, until);
      })
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        if (limit.aborted) throw this.#unanswered(name, `no answer within ${timeout} ms`);
        throw isConnection(error) ? this.#unanswered(name, 'the connection failed', this.#redactor.error(error)) : error;
      });
    const reply = new Reporter(validation);
    const answer = this.#read(response, { ...context, reporter: reply });
    this.#finish(name, reply);
    return answer;
  }

  #finish(operation: string, reporter: Reporter): void {
    reporter.finish((issues) => this.#options.onWarning?.(operation, issues));
  }

  #unanswered(operation: string, message: string, cause?: unknown): SoapConnectionError {
    const options = cause === undefined ? {} : { cause };
    return new SoapConnectionError(operation, this.#endpoint(), message, options);
  }

  #endpoint(): string {
    return URL.canParse(this.#url) ? this.#redactor.url(new URL(this.#url)) : this.#redactor.text(this.#url);
  }

  #envelope(context: MessageContext, input: unknown, options: CallOptions): string {
    const { version, operation } = context;
    const writer = new XmlWriter({ soap: envelopeNamespace(version) });
    const nodes = [...this.#protocolHeaders(operation, version), ...(options.otherHeaders ?? [])];
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

  #protocolHeaders({ action }: OperationTable, version: SoapVersion): XmlNode[] {
    const { security, addressing } = this.#options;
    const moment = { now: new Date(), nonce: randomBytes(16) };
    return [
      ...(addressing === true ? addressingHeaders(action, this.#url, `urn:uuid:${randomUUID()}`) : []),
      ...(security === undefined ? [] : [securityHeader(security, moment, envelopeNamespace(version))]),
    ];
  }

  #send(body: string, action: string, version: SoapVersion, signal: AbortSignal): Promise<TransportResponse> {
    const { basicAuth, httpHeaders = {}, limits, transport = fetchTransport } = this.#options;
    return transport({
      url: this.#url,
      body,
      headers: {
        ...messageHeaders(version, action),
        ...(basicAuth === undefined ? {} : { authorization: basic(basicAuth.username, basicAuth.password) }),
        ...httpHeaders,
      },
      signal,
      maxBytes: limits?.bytes ?? defaultLimits.bytes,
    });
  }

  #read(response: TransportResponse, context: MessageContext): Reply {
    const { operation } = context;
    const { status } = response;
    const isOk = status >= 200 && status < 300;
    if (operation.output === undefined && isOk) return { body: undefined, headers: {} };
    const { headers, body: content, fault } = this.#parse(operation.name, response);
    if (fault !== undefined) throw faultError(this.#quietFault(response) ?? fault, status, context);
    if (!isOk) throw this.#refusal(operation.name, response, `The service answered with ${status}.`);
    const message = operation.output ?? { parts: [] };
    return {
      body: readBody(content, message, context),
      headers: readHeaders(headers, message.headers ?? [], context),
    };
  }

  #parse(operation: string, response: TransportResponse): Envelope {
    const { status, contentType, body } = response;
    const isXml = (contentType === '' || /xml/iu.test(contentType)) && !/^multipart\//iu.test(contentType);
    if (!isXml || body.length === 0) {
      const found = body.length === 0 ? 'nothing' : contentType;
      throw this.#refusal(operation, response, `The service answered ${status} with ${found}, not XML.`);
    }
    try {
      return readEnvelope(this.#xml(body, contentType));
    } catch (cause) {
      if (!(cause instanceof XmlError)) throw cause;
      // A proxy's error page matters more than its mistakes.
      const problem = status >= 400 ? '' : ` That cannot be read: ${this.#redactor.text(cause.message)}`;
      throw this.#refusal(operation, response, `The service answered with ${status}.${problem}`, this.#redactor.error(cause));
    }
  }

  #xml(body: string | Uint8Array, contentType: string): XmlElement {
    const { limits } = this.#options;
    return readXml(body, { contentType, ...(limits === undefined ? {} : { limits }) });
  }

  /** The fault of an answer that quotes secrets of the request, without them. */
  #quietFault({ body, contentType }: TransportResponse): XmlElement | undefined {
    const text = decodeText(body, contentType);
    const quiet = this.#redactor.text(text);
    return quiet === text ? undefined : readEnvelope(this.#xml(quiet, contentType)).fault;
  }

  #refusal(operation: string, { status, contentType, body }: TransportResponse, message: string, cause?: unknown): SoapHttpError {
    const excerpt = this.#redactor.excerpt(looseText(body.subarray(0, 20_000), contentType));
    const answer = { endpoint: this.#endpoint(), status, contentType, excerpt };
    return new SoapHttpError(operation, message, answer, cause === undefined ? {} : { cause });
  }
}

function looseText(bytes: Uint8Array, contentType: string): string {
  try {
    return decodeText(bytes, contentType);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** What fetch throws when a connection fails. */
function isConnection(error: unknown): boolean {
  return error instanceof TypeError && error.cause !== undefined;
}

function operationOf(port: PortTable, name: string): OperationTable {
  const text = Object.hasOwn(port.operations, name) ? port.operations[name] : undefined;
  if (text === undefined) throw new Error(`There is no operation "${name}".`);
  // Written by the generator in this very form.
  return JSON.parse(text) as OperationTable;
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
