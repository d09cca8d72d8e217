import { randomBytes, randomUUID } from 'node:crypto';
import type { CallOptions, Reply, SoapClientOptions } from './caller.ts';
import { envelopeNamespace, messageHeaders, readEnvelope, writeEnvelope, type SoapVersion } from './envelope.ts';
import { SoapHttpError } from './errors.ts';
import { faultError } from './faults.ts';
import { Reporter, type Validation } from './issues.ts';
import { Delivery } from './delivery.ts';
import { readBody, readHeaders, writeBody, writeHeaders, type MessageContext } from './messages.ts';
import type { OperationTable, PortTable, ServiceTables } from './operations.ts';
import { addressingHeaders, securityHeader } from './security.ts';
import { Schema } from './tables.ts';
import { fetchTransport, type TransportResponse } from './transport.ts';
import { readXml, XmlError, type XmlElement } from './xml-reader.ts';
import { XmlWriter, type XmlNode } from './xml-writer.ts';

/** One port, ready to be called: writes requests, sends them and reads the answers. */
export class Exchange {
  readonly #schema: Schema;
  readonly #port: PortTable;
  readonly #options: SoapClientOptions;
  readonly #delivery: Delivery;

  constructor({ schema, ports }: ServiceTables, name: string, options: SoapClientOptions) {
    const port = Object.hasOwn(ports, name) ? ports[name] : undefined;
    if (port === undefined) throw new Error(`There is no port "${name}"; known are ${Object.keys(ports).join(', ')}.`);
    this.#schema = new Schema(schema);
    this.#port = port;
    this.#options = options;
    this.#delivery = new Delivery(options);
  }

  async call(name: string, input: unknown, options: CallOptions): Promise<Reply> {
    const operation = operationOf(this.#port, name);
    const validation = options.validation ?? this.#options.validation ?? 'warn';
    const { version } = this.#port;
    const context = { schema: this.#schema, version, operation };
    const url = this.#options.endpoint ?? this.#port.address;
    const write = (mode: Validation): string => {
      const reporter = new Reporter(mode);
      const body = this.#envelope({ ...context, reporter }, input, options, url);
      this.#finish(name, reporter);
      return body;
    };
    const { timeout = this.#options.timeout ?? 60_000, signal } = options;
    const limit = AbortSignal.timeout(timeout);
    const until = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    let mode = validation;
    // Each attempt is written anew: nonces and timestamps are good for one. The schema has its say only once.
    const response = await this.#delivery.deliver(name, until, () => {
      const body = write(mode);
      mode = 'off';
      return this.#send(url, body, operation.action, version, until);
    });
    const reply = new Reporter(validation);
    const answer = this.#read(response, { ...context, reporter: reply });
    this.#finish(name, reply);
    return answer;
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
    signal: AbortSignal,
  ): Promise<TransportResponse> {
    const { basicAuth, httpHeaders = {}, transport = fetchTransport } = this.#options;
    return transport({
      url,
      body,
      headers: {
        ...messageHeaders(version, action),
        ...(basicAuth === undefined ? {} : { authorization: basic(basicAuth.username, basicAuth.password) }),
        ...httpHeaders,
      },
      signal,
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
        throw new SoapHttpError(operation, status, contentType, `The service answered with ${status}.`, {
          cause: error,
        });
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

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
