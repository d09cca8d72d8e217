import { Decoder } from './decode.ts';
import { isData, own } from './data.ts';
import { Encoder } from './encode.ts';
import type { SoapVersion } from './envelope.ts';
import type { Reporter } from './issues.ts';
import { namespaces } from './names.ts';
import { isBare, type MessageTable, type OperationTable, type PartTable } from './operations.ts';
import type { Schema } from './tables.ts';
import { elementsOf, type XmlElement } from './xml-reader.ts';
import type { XmlWriter } from './xml-writer.ts';

export interface MessageContext {
  readonly schema: Schema;
  readonly reporter: Reporter;
  readonly version: SoapVersion;
  readonly operation: OperationTable;
  /** Values come from JSON. */
  readonly fromJson?: true;
}

/** Writes the content of the body. */
export function writeBody(writer: XmlWriter, message: MessageTable, value: unknown, context: MessageContext): void {
  const { schema, reporter, version, operation, fromJson } = context;
  const encoder = new Encoder({
    schema,
    writer,
    reporter,
    ...(operation.encoded === true ? { encoding: version } : {}),
    ...(fromJson === true ? { fromJson } : {}),
  });
  const { wrapper, parts } = message;
  const writePart = ({ p, n, t, nil }: PartTable, content: unknown): void =>
    reporter.inside(p, () => {
      if (content === undefined && nil !== true) reporter.fail('missing', 'The part is required.');
      if (content !== undefined) encoder.element(schema.name(n), t, content);
    });
  if (wrapper !== undefined) {
    const { namespace, local } = schema.name(wrapper);
    const style = writer.qualify(namespaces.soap11, 'encodingStyle');
    const isEncoded11 = operation.encoded === true && version === '1.1';
    writer.open(namespace, local, isEncoded11 ? [[style, namespaces.encoding11]] : []);
    for (const part of parts) writePart(part, isData(value) ? own(value, part.p) : undefined);
    writer.close(namespace, local);
    return;
  }
  const [only] = parts;
  if (isBare(message) && only !== undefined) writePart(only, value);
  else for (const part of parts) writePart(part, isData(value) ? own(value, part.p) : undefined);
}

/** Writes the declared headers that were given. */
export function writeHeaders(
  writer: XmlWriter,
  parts: readonly PartTable[],
  value: unknown,
  context: MessageContext,
): void {
  const { schema, reporter, fromJson } = context;
  const encoder = new Encoder({ schema, writer, reporter, ...(fromJson === true ? { fromJson } : {}) });
  for (const { p, n, t } of parts) {
    const content = isData(value) ? own(value, p) : undefined;
    if (content !== undefined) reporter.inside(p, () => encoder.element(schema.name(n), t, content));
  }
}

/** The value of a body: that of its only part, or one property per part. */
export function readBody(body: XmlElement, message: MessageTable, context: MessageContext): unknown {
  const { schema, reporter, operation } = context;
  const decoder = new Decoder({ schema, reporter, ...(operation.encoded === true ? { references: body } : {}) });
  const elements = elementsOf(body);
  const [first] = elements;
  if (message.wrapper !== undefined) {
    if (first === undefined) return reporter.fail('missing', 'The body is empty.');
    return readParts(elementsOf(first), message.parts, decoder, context);
  }
  const [only] = message.parts;
  if (!isBare(message) || only === undefined) return readParts(elements, message.parts, decoder, context);
  const { namespace, local } = schema.name(only.n);
  const found = elements.find((element) => element.local === local && element.namespace === namespace) ?? first;
  if (found === undefined) return reporter.fail('missing', `The body is empty; "${local}" is expected.`);
  if (found.local !== local || found.namespace !== namespace)
    reporter.report('unexpected', `The body holds "${found.local}" of "${found.namespace}"; "${local}" is expected.`);
  return decoder.element(found, only.t);
}

/** The declared headers among those that came, or those of the request. */
export function readHeaders(
  headers: readonly XmlElement[],
  parts: readonly PartTable[],
  context: MessageContext,
): unknown {
  const decoder = new Decoder({ schema: context.schema, reporter: context.reporter });
  return Object.fromEntries(
    parts.flatMap(({ p, n, t }) => {
      const { namespace, local } = context.schema.name(n);
      const found = headers.find((element) => element.local === local && element.namespace === namespace);
      return found === undefined ? [] : [[p, context.reporter.inside(p, () => decoder.element(found, t))]];
    }),
  );
}

/** Parts by local name: services disagree about the namespace of parts. */
function readParts(
  elements: readonly XmlElement[],
  parts: readonly PartTable[],
  decoder: Decoder,
  { schema, reporter }: MessageContext,
): unknown {
  return Object.fromEntries(
    parts.flatMap(({ p, n, t, nil }) => {
      const { local } = schema.name(n);
      const found = elements.find((element) => element.local === local);
      if (found === undefined && nil !== true) reporter.report('missing', `Part "${local}" is missing.`);
      return found === undefined ? [] : [[p, reporter.inside(p, () => decoder.element(found, t))]];
    }),
  );
}
