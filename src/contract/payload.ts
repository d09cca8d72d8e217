export type PayloadFormat = 'json' | 'xml' | 'csv' | 'txt';

/** Metadata of one payload: text values that travel with it. */
export type Meta = Readonly<Record<string, string>>;

/**
 * One document on its way through a flow. JSON is held as a parsed value and is shared, never copied:
 * nobody may change a value that another step could still read.
 */
export interface Payload {
  /** Parsed JSON, or the text of any other format. `undefined` is the empty payload. */
  readonly value: unknown;
  readonly format: PayloadFormat;
  readonly meta: Meta;
  /** Page of the pull it came from, from 1. */
  readonly page?: number;
  /** Size in bytes where it is known: of a response, or of what has been encoded. */
  readonly bytes?: number;
  /** The text already encoded, for payloads that waited to be sent. */
  readonly encoded?: Uint8Array;
}

export const emptyPayload: Payload = { value: undefined, format: 'json', meta: {} };

/** A payload held as bytes; its value is parsed only if somebody asks for it. */
export function encodedPayload(encoded: Uint8Array, rest: Pick<Payload, 'format' | 'meta' | 'page'>): Payload {
  let parsed: { readonly value: unknown } | undefined;
  return {
    ...rest,
    encoded,
    bytes: encoded.length,
    get value() {
      parsed ??= { value: decode(encoded, rest.format) };
      return parsed.value;
    },
  };
}

/** The same payload with other metadata. A value that has not been parsed yet stays so. */
export function withMeta(payload: Payload, meta: Meta): Payload {
  return payload.encoded === undefined
    ? { ...payload, meta }
    : encodedPayload(payload.encoded, { ...pageOf(payload), format: payload.format, meta });
}

/** The same payload with another JSON value; its size and text are no longer known. */
export function withValue(payload: Payload, value: unknown): Payload {
  return { ...pageOf(payload), value, format: 'json', meta: payload.meta };
}

function pageOf(payload: Payload): { readonly page?: number } {
  return payload.page === undefined ? {} : { page: payload.page };
}

function decode(encoded: Uint8Array, format: PayloadFormat): unknown {
  if (encoded.length === 0) return undefined;
  const text = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength).toString('utf8');
  return format === 'json' ? (JSON.parse(text) as unknown) : text;
}

/** The text of a payload as a request body or a script would see it. */
export function payloadText(payload: Payload): string {
  if (payload.value === undefined) return '';
  if (payload.format !== 'json') return String(payload.value);
  return JSON.stringify(payload.value);
}
