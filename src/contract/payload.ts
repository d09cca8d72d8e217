import { utf8Of } from '../text/decode-text.ts';
import { parseJsonBytes } from '../text/json-codec.ts';
import type { Codecs, FormatCodec, Layout } from './define-format.ts';

export type PayloadFormat = 'json' | 'xml' | 'csv' | 'txt';

/** Metadata of one payload: text values that travel with it. */
export type Meta = Readonly<Record<string, string>>;

/** Where a payload comes from: enough to name the record that a failed request carried. */
export interface Origin {
  /** Page of the pull, from 1. */
  readonly page?: number;
  /** Place in what it was taken out of: `orders.17`, or `orders.100-199` for several records. Positions count from 0. */
  readonly path?: string;
  /** Key of the record at its source, as text; absent where the payload holds several records. */
  readonly key?: string;
}

/**
 * One document on its way through a flow. It is held as a parsed value and is shared, never copied: nobody may change a
 * value that another step could still read.
 */
export interface Payload {
  /** What paths lead into: JSON, or what the codec has read; of a format without one, the text. `undefined`: the empty payload. */
  readonly value: unknown;
  readonly format: PayloadFormat;
  /** Reads and prints the documents of the format. Absent for JSON and text. */
  readonly codec?: FormatCodec;
  /** How the document is written, as far as it is known. */
  readonly layout?: Layout | undefined;
  readonly meta: Meta;
  readonly origin?: Origin;
  /** Size in bytes where it is known: of a response, or of what has been encoded. */
  readonly bytes?: number;
  /** The document as it came, or already encoded for payloads that waited to be sent. */
  readonly encoded?: Uint8Array;
  readonly document?: EncodedDocument;
  /** Character set of `encoded`. Absent: UTF-8. */
  readonly charset?: string;
  /** Idempotency key of a request that failed with this payload and is sent again. */
  readonly retryKey?: string;
}

/** A payload as bytes, to be kept. No bytes: the empty payload. */
export interface StoredPayload {
  readonly format: PayloadFormat;
  readonly meta: Meta;
  readonly origin?: Origin;
  readonly layout?: Layout;
  readonly charset?: string;
  readonly bytes?: Uint8Array;
}

export function storePayload(payload: Payload): StoredPayload {
  const { format, meta, codec, layout, charset } = payload;
  const bytes = payload.encoded ?? Buffer.from(payloadText(payload));
  return {
    format,
    meta,
    ...originOf(payload),
    ...(codec === undefined || layout === undefined ? {} : { layout }),
    ...(charset === undefined || payload.encoded === undefined ? {} : { charset }),
    ...(bytes.length === 0 ? {} : { bytes }),
  };
}

export function restorePayload({ bytes, ...rest }: StoredPayload, codecs: Codecs): Payload {
  if (bytes === undefined) return { ...rest, value: undefined };
  const codec = codecs.of(rest.format);
  return encodedPayload(bytes, codec === undefined ? rest : { ...rest, codec });
}

export const emptyPayload: Payload = { value: undefined, format: 'json', meta: {} };

/** What is known of bytes that are a document. */
type Known = Pick<Payload, 'format' | 'codec' | 'layout' | 'charset'>;
type Labels = Pick<Payload, 'meta' | 'origin' | 'retryKey'>;

/** Bytes that are parsed once, when somebody asks for their value, however many copies of the payload there are. */
class EncodedDocument {
  readonly encoded: Uint8Array;
  readonly known: Known;
  #read: { readonly value: unknown; readonly layout?: Layout | undefined } | undefined;

  constructor(encoded: Uint8Array, known: Known) {
    this.encoded = encoded;
    this.known = known;
  }

  get value(): unknown {
    this.#read ??= decode(this.encoded, this.known);
    return this.#read.value;
  }

  get isRead(): boolean {
    return this.#read !== undefined;
  }

  get layout(): Layout | undefined {
    return this.#read?.layout ?? this.known.layout;
  }
}

/** A payload held as bytes; its value is parsed only if somebody asks for it. */
export function encodedPayload(
  encoded: Uint8Array,
  { format, codec, layout, charset, ...labels }: Known & Labels,
): Payload {
  const given = layout === undefined ? {} : { layout };
  const known = {
    format,
    ...(codec === undefined ? {} : { codec }),
    ...(charset === undefined ? {} : { charset }),
    ...given,
  };
  return fromDocument(new EncodedDocument(encoded, known), labels);
}

function fromDocument(document: EncodedDocument, labels: Labels): Payload {
  const { encoded, known } = document;
  return {
    ...known,
    ...labels,
    document,
    encoded,
    bytes: encoded.length,
    get value() {
      return document.value;
    },
    get layout() {
      return document.layout;
    },
  };
}

/** Bytes in UTF-8 of a document that nobody has looked into yet; `undefined` for any other payload. */
export function unreadBytes({ document }: Payload): Buffer | undefined {
  return document === undefined || document.isRead ? undefined : plainUtf8(document.encoded, document.known.charset);
}

/** The same payload under other labels. A value that has not been parsed yet stays so: never spread a payload. */
export function withLabels(
  payload: Payload,
  { origin: otherOrigin, ...others }: Partial<Omit<Labels, 'origin'>> & { readonly origin?: Origin | undefined },
): Payload {
  const { document, meta, origin, retryKey } = payload;
  const labels = { ...others, ...(otherOrigin === undefined ? {} : { origin: otherOrigin }) };
  if (document === undefined) return { ...payload, ...labels };
  const own = { ...(origin === undefined ? {} : { origin }), ...(retryKey === undefined ? {} : { retryKey }) };
  return fromDocument(document, { meta, ...own, ...labels });
}

/** The same payload with other metadata. */
export function withMeta(payload: Payload, meta: Meta): Payload {
  return withLabels(payload, { meta });
}

/** The same payload with another value in the same format; its size and text are no longer known. */
export function withValue(payload: Payload, value: unknown): Payload {
  return { ...originOf(payload), value, ...formatOf(payload), meta: payload.meta };
}

/** The same payload with a value in another format. */
export function withFormat(payload: Payload, value: unknown, format: PayloadFormat, codec?: FormatCodec): Payload {
  return { ...originOf(payload), value, format, meta: payload.meta, ...(codec === undefined ? {} : { codec }) };
}

/** The same text read as another format. */
export function readAs(
  payload: Payload,
  format: PayloadFormat,
  codec: FormatCodec | undefined,
  layout?: Layout,
): Payload {
  if (payload.value === undefined) return payload;
  const encoded = payload.encoded ?? Buffer.from(payloadText(payload));
  return encodedPayload(encoded, {
    ...originOf(payload),
    format,
    meta: payload.meta,
    ...(payload.charset === undefined ? {} : { charset: payload.charset }),
    ...(codec === undefined ? {} : { codec }),
    ...(layout === undefined ? {} : { layout }),
  });
}

/** Spread into what is made of a payload. */
export function originOf({ origin }: Payload): Pick<Payload, 'origin'> {
  return origin === undefined ? {} : { origin };
}

function formatOf({ format, codec, layout }: Payload): Pick<Payload, 'format' | 'codec' | 'layout'> {
  return codec === undefined ? { format: format === 'txt' ? 'json' : format } : { format, codec, layout };
}

/** What was taken out of a payload, with its place there: `orders.17`, or `orders.100-199` for several records. */
export function partOf(payload: Payload, value: unknown, path: string, key: string | undefined): Payload {
  return { value, ...formatOf(payload), meta: payload.meta, origin: originOfPart(payload, path, key) };
}

/** The same for a part that is bytes. */
export function encodedPartOf(payload: Payload, { bytes, layout, path, key }: EncodedPart): Payload {
  const { format, codec, meta } = payload;
  const known = { format, ...(codec === undefined ? {} : { codec }), ...(layout === undefined ? {} : { layout }) };
  return encodedPayload(bytes, { ...known, meta, origin: originOfPart(payload, path, key) });
}

interface EncodedPart {
  readonly bytes: Uint8Array;
  readonly layout?: Layout | undefined;
  readonly path: string;
  readonly key: string | undefined;
}

function originOfPart({ origin }: Pick<Payload, 'origin'>, path: string, key: string | undefined): Origin {
  const place = [origin?.path, path].filter((part) => part !== undefined && part !== '').join('.');
  const own = key ?? origin?.key;
  return { ...origin, ...(place === '' ? {} : { path: place }), ...(own === undefined ? {} : { key: own }) };
}

function decode(encoded: Uint8Array, known: Known): { readonly value: unknown; readonly layout?: Layout | undefined } {
  if (encoded.length === 0) return { value: undefined };
  if (known.codec !== undefined) return known.codec.read(plainUtf8(encoded, known.charset), known.layout);
  if (known.format === 'json') return { value: parseJsonBytes(encoded) };
  return { value: plainUtf8(encoded, known.charset).toString('utf8') };
}

/** A document in UTF-8, without a byte-order mark. */
function plainUtf8(encoded: Uint8Array, charset: string | undefined): Buffer {
  const bytes = charset === undefined ? encoded : utf8Of(encoded, `text/plain; charset=${charset}`);
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const skip = isMarked ? 3 : 0;
  return Buffer.from(bytes.buffer, bytes.byteOffset + skip, bytes.byteLength - skip);
}

/** The text of a payload as a request body or a script would see it: as it came, until a step has changed it. */
export function payloadText(payload: Payload): string {
  const { encoded, value, codec } = payload;
  if (encoded !== undefined) return plainUtf8(encoded, payload.charset).toString('utf8');
  if (value === undefined) return '';
  if (codec !== undefined) return codec.print(value, payload.layout);
  return payload.format === 'json' ? JSON.stringify(value) : String(value as string); // text is its own value
}
