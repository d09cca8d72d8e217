import type { ConnectorDefinition, Endpoint } from '../../connector/definition.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import {
  envelopeNamespace,
  messageHeaders,
  readEnvelope,
  writeEnvelope,
} from '../../../templates/soap/src/soap/envelope.ts';
import { faultError } from '../../../templates/soap/src/soap/faults.ts';
export { SoapFaultError } from '../../../templates/soap/src/soap/errors.ts';
import { Reporter, type Issue } from '../../../templates/soap/src/soap/issues.ts';
import {
  readBody,
  readHeaders,
  writeBody,
  writeHeaders,
  type MessageContext,
} from '../../../templates/soap/src/soap/messages.ts';
import { isBare, type OperationTable } from '../../../templates/soap/src/soap/operations.ts';
import { Schema } from '../../../templates/soap/src/soap/tables.ts';
import { readXml, type XmlOptions } from '../../../templates/soap/src/soap/xml-reader.ts';
import { XmlWriter } from '../../../templates/soap/src/soap/xml-writer.ts';
import { toJsonValue } from './json-values.ts';

/** Members of a JSON body that are no part of the message. */
const headersKey = '$headers';
/** Name of another operation of the connector that the body is for: a search goes on with "more of it". */
export const operationKey = '$operation';

export interface SoapRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SoapAnswer {
  /** Value of the body, or `undefined` for a one-way operation; `$headers` holds headers of the answer. */
  readonly value: unknown;
  /** Where the answer differs from the schema. */
  readonly issues: readonly Issue[];
}

/** Turns JSON into envelopes and back for one SOAP endpoint of a connector. */
export class SoapEndpoint {
  readonly #connector: ConnectorDefinition;
  readonly #soap: NonNullable<Endpoint['soap']>;
  readonly #schema: Schema;

  constructor(connector: ConnectorDefinition, soap: NonNullable<Endpoint['soap']>) {
    this.#connector = connector;
    this.#soap = soap;
    this.#schema = schemaOf(connector);
  }

  /**
   * The envelope for a JSON body; a text is an envelope already.
   * Errors: `SoapDataError` when the body does not fit the types of the operation.
   */
  request(body: JsonObject | string): SoapRequest {
    const { version } = this.#soap;
    if (typeof body === 'string') return { body, headers: messageHeaders(version, this.#operation({}).action) };
    const context = this.#context(this.#operation(body), 'strict');
    const { [headersKey]: headers, [operationKey]: _, ...message } = body;
    const writer = new XmlWriter({ soap: envelopeNamespace(version) });
    const declared = context.operation.input.headers ?? [];
    const text = writeEnvelope(writer, version, {
      header: isObject(headers) ? () => writeHeaders(writer, declared, headers, context) : undefined,
      body: () => writeBody(writer, context.operation.input, valueOf(message, context), context),
    });
    context.reporter.finish();
    return { body: text, headers: messageHeaders(version, context.operation.action) };
  }

  /** Errors: `SoapFaultError` for a fault, `XmlError` for what is no SOAP message, `SoapDataError` for what has no meaning. */
  answer(bytes: Uint8Array, status: number, request: JsonObject = {}, contentType?: string): SoapAnswer {
    const context = this.#context(this.#operation(request), 'warn');
    const { output } = context.operation;
    if (output === undefined && bytes.length === 0) return { value: undefined, issues: [] };
    const { headers, body, fault } = readEnvelope(readXml(bytes, typed(contentType)));
    if (fault !== undefined) throw faultError(fault, status, context);
    if (output === undefined) return { value: undefined, issues: [] };
    const value = toJsonValue(readBody(body, output, context));
    const given = toJsonValue(readHeaders(headers, output.headers ?? [], context));
    const hasHeaders = isObject(given) && Object.keys(given).length > 0;
    return {
      value: hasHeaders ? { ...(isObject(value) ? value : { $value: value }), [headersKey]: given } : value,
      issues: context.reporter.issues,
    };
  }

  /** For answers that are kept as they are. Errors: as `answer`. */
  refuseFault(bytes: Uint8Array, status: number, contentType?: string): void {
    const context = this.#context(this.#operation({}), 'warn');
    if (context.operation.output === undefined && bytes.length === 0) return;
    const { fault } = readEnvelope(readXml(bytes, typed(contentType)));
    if (fault !== undefined) throw faultError(fault, status, context);
  }

  #context(operation: OperationTable, validation: 'strict' | 'warn'): MessageContext {
    const { version } = this.#soap;
    return { schema: this.#schema, reporter: new Reporter(validation), version, operation, fromJson: true };
  }

  #operation(body: JsonObject): OperationTable {
    const wanted = body[operationKey];
    const soap =
      wanted === undefined
        ? this.#soap
        : this.#connector.endpoints?.find((other) => other.soap?.operation.name === wanted)?.soap;
    if (soap === undefined)
      throw new Error(`Connector "${this.#connector.name}" has no operation ${JSON.stringify(wanted)}.`);
    // The schema of definitions has checked its shape.
    return soap.operation as OperationTable;
  }
}

const schemas = new WeakMap<ConnectorDefinition, Schema>();

/** One per definition: large ones have thousands of types. */
function schemaOf(connector: ConnectorDefinition): Schema {
  let schema = schemas.get(connector);
  if (schema === undefined) {
    const { namespaces = [], types = {}, named = {} } = connector.soap ?? {};
    const texts = Object.entries(types).map(([id, table]) => [id, JSON.stringify(table)]);
    schema = new Schema({ namespaces, types: Object.fromEntries(texts), named });
    schemas.set(connector, schema);
  }
  return schema;
}

/** JSON bodies are objects: that of an operation that takes a text, a number or a list alone holds it under `$value`. */
/** A content type may name the character set. */
function typed(contentType: string | undefined): XmlOptions {
  return contentType === undefined ? {} : { contentType };
}

function valueOf(message: JsonObject, { operation, schema }: MessageContext): unknown {
  const [only] = operation.input.parts;
  if (only === undefined || !isBare(operation.input)) return message;
  const isObjectType = !only.t.startsWith('xs:') && schema.type(only.t).kind === 'complex';
  return isObjectType || only.t === 'xs:anyType' ? message : message['$value'];
}
