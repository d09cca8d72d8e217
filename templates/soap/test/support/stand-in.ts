import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Encoder } from '../../src/soap/encode.ts';
import { envelopeNamespace, readEnvelope, writeEnvelope } from '../../src/soap/envelope.ts';
import { Reporter } from '../../src/soap/issues.ts';
import { readBody, readHeaders, writeBody, writeHeaders, type MessageContext } from '../../src/soap/messages.ts';
import type { OperationTable, PortTable, ServiceTables } from '../../src/soap/operations.ts';
import { Schema } from '../../src/soap/tables.ts';
import { elementsOf, readXml, type XmlElement } from '../../src/soap/xml-reader.ts';
import { XmlWriter } from '../../src/soap/xml-writer.ts';

/** What a stand-in answers with: a body and headers, or a fault. */
export type Answer =
  | { readonly body: unknown; readonly headers?: unknown }
  | { readonly fault: { readonly reason: string; readonly name?: string; readonly value?: unknown } };

export interface Call {
  readonly method: string;
  readonly input: unknown;
  readonly headers: unknown;
}

/** Answers one call; the method is the name in the generated class. */
export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface StandIn extends AsyncDisposable {
  readonly url: string;
}

/** A local SOAP server for one port, made from the tables of the package. */
export async function startStandIn(tables: ServiceTables, port: string, handler: Handler): Promise<StandIn> {
  const found = tables.ports[port];
  if (found === undefined) throw new Error(`There is no port "${port}".`);
  const service = new Service(new Schema(tables.schema), found, handler);
  const server = createServer((request, response) => {
    void service
      .answer(request)
      .catch((error: unknown) => ({ status: 500, text: service.fault(undefined, { reason: String(error) }) }))
      .then(({ status, text }) => {
        response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' });
        response.end(text);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address object.
  const { port: number } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${number}/`, [Symbol.asyncDispose]: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

class Service {
  readonly #schema: Schema;
  readonly #port: PortTable;
  readonly #handler: Handler;

  constructor(schema: Schema, port: PortTable, handler: Handler) {
    this.#schema = schema;
    this.#port = port;
    this.#handler = handler;
  }

  async answer(request: IncomingMessage): Promise<{ readonly status: number; readonly text: string }> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array); // a request without encoding gives bytes
    const { body, headers } = readEnvelope(readXml(Buffer.concat(chunks)));
    const [method, operation] = this.#find(body, actionOf(request));
    const context = this.#context(operation);
    const input = readBody(body, operation.input, context);
    const given = readHeaders(headers, operation.input.headers ?? [], context);
    context.reporter.finish();
    const answer = await this.#handler({ method, input, headers: given });
    if ('fault' in answer) return { status: 500, text: this.fault(operation, answer.fault) };
    return operation.output === undefined
      ? { status: 202, text: '' }
      : { status: 200, text: this.#reply(operation, answer) };
  }

  #context(operation: OperationTable): MessageContext {
    return { schema: this.#schema, version: this.#port.version, operation, reporter: new Reporter('strict') };
  }

  /** By the element in the body, and by the action where several operations take the same element. */
  #find(body: XmlElement, action: string): readonly [string, OperationTable] {
    const [first] = elementsOf(body);
    const operations = Object.entries(this.#port.operations).map(
      ([method, text]) => [method, JSON.parse(text) as OperationTable] as const, // written by the generator
    );
    const fitting = operations.filter(([, { input }]) => {
      const name = input.wrapper ?? input.parts[0]?.n;
      if (name === undefined) return first === undefined;
      const { namespace, local } = this.#schema.name(name);
      return first?.local === local && first.namespace === namespace;
    });
    const found = fitting.find(([, operation]) => operation.action === action) ?? fitting[0];
    if (found === undefined) throw new Error(`No operation takes <${first?.local ?? 'nothing'}>.`);
    return found;
  }

  #reply(operation: OperationTable, { body, headers }: { readonly body: unknown; readonly headers?: unknown }): string {
    const context = this.#context(operation);
    const writer = new XmlWriter({ soap: envelopeNamespace(this.#port.version) });
    const { parts = [], headers: declared = [], ...rest } = operation.output ?? { parts: [] };
    const wrapper = 'wrapper' in rest && rest.wrapper !== undefined ? { wrapper: rest.wrapper } : {};
    const text = writeEnvelope(writer, this.#port.version, {
      header: headers === undefined ? undefined : () => writeHeaders(writer, declared, headers, context),
      body: () => writeBody(writer, { ...wrapper, parts }, body, context),
    });
    context.reporter.finish();
    return text;
  }

  fault(
    operation: OperationTable | undefined,
    { reason, name, value }: { readonly reason: string; readonly name?: string; readonly value?: unknown },
  ): string {
    const { version } = this.#port;
    const namespace = envelopeNamespace(version);
    const writer = new XmlWriter({ soap: namespace });
    const declared = operation?.faults?.find(({ fault }) => fault === name);
    const element = (local: string, content: () => void, qualified = version === '1.2'): void => {
      writer.open(qualified ? namespace : '', local);
      content();
      writer.close(qualified ? namespace : '', local);
    };
    const detail = (): void => {
      if (declared === undefined) return;
      const reporter = new Reporter('strict');
      new Encoder({ schema: this.#schema, writer, reporter }).element(this.#schema.name(declared.n), declared.t, value);
      reporter.finish();
    };
    return writeEnvelope(writer, version, {
      body: () => {
        writer.open(namespace, 'Fault');
        if (version === '1.2') {
          element('Code', () => element('Value', () => writer.text(writer.qualify(namespace, 'Receiver'))));
          element('Reason', () => element('Text', () => writer.text(reason)));
          element('Detail', detail);
        } else {
          element('faultcode', () => writer.text(writer.qualify(namespace, 'Server')));
          element('faultstring', () => writer.text(reason));
          element('detail', detail);
        }
        writer.close(namespace, 'Fault');
      },
    });
  }
}

function actionOf(request: IncomingMessage): string {
  const header = request.headers['soapaction'];
  const named =
    typeof header === 'string' ? header : /action="([^"]*)"/u.exec(request.headers['content-type'] ?? '')?.[1];
  return (named ?? '').replaceAll('"', '');
}
