import { parseJsonBytes } from '../text/json-codec.ts';

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
 * One document on its way through a flow. JSON is held as a parsed value and is shared, never copied:
 * nobody may change a value that another step could still read.
 */
export interface Payload {
  /** Parsed JSON, or the text of any other format. `undefined` is the empty payload. */
  readonly value: unknown;
  readonly format: PayloadFormat;
  readonly meta: Meta;
  readonly origin?: Origin;
  /** Size in bytes where it is known: of a response, or of what has been encoded. */
  readonly bytes?: number;
  /** The text already encoded, for payloads that waited to be sent. */
  readonly encoded?: Uint8Array;
  /** Idempotency key of a request that failed with this payload and is sent again. */
  readonly retryKey?: string;
}

/** A payload as bytes, to be kept. No bytes: the empty payload. */
export interface StoredPayload {
  readonly format: PayloadFormat;
  readonly meta: Meta;
  readonly origin?: Origin;
  readonly bytes?: Uint8Array;
}

export function storePayload(payload: Payload): StoredPayload {
  const { format, meta } = payload;
  const bytes = payload.encoded ?? Buffer.from(payloadText(payload));
  return { format, meta, ...originOf(payload), ...(bytes.length === 0 ? {} : { bytes }) };
}

export function restorePayload({ bytes, ...rest }: StoredPayload): Payload {
  return bytes === undefined ? { ...rest, value: undefined } : encodedPayload(bytes, rest);
}

export const emptyPayload: Payload = { value: undefined, format: 'json', meta: {} };

/** A payload held as bytes; its value is parsed only if somebody asks for it. */
export function encodedPayload(encoded: Uint8Array, rest: Pick<Payload, 'format' | 'meta' | 'origin'>): Payload {
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
  const isUnread = Object.getOwnPropertyDescriptor(payload, 'value')?.get !== undefined;
  return payload.encoded === undefined || !isUnread
    ? { ...payload, meta }
    : encodedPayload(payload.encoded, { ...originOf(payload), format: payload.format, meta });
}

/** The same payload with another JSON value; its size and text are no longer known. */
export function withValue(payload: Payload, value: unknown): Payload {
  return { ...originOf(payload), value, format: 'json', meta: payload.meta };
}

/** Spread into what is made of a payload. */
export function originOf({ origin }: Payload): Pick<Payload, 'origin'> {
  return origin === undefined ? {} : { origin };
}

/** What was taken out of a payload, with its place there: `orders.17`, or `orders.100-199` for several records. */
export function partOf(payload: Payload, value: unknown, path: string, key: string | undefined): Payload {
  const { origin } = payload;
  const place = [origin?.path, path].filter((part) => part !== undefined && part !== '').join('.');
  const own = key ?? origin?.key;
  return {
    value,
    format: 'json',
    meta: payload.meta,
    origin: { ...origin, ...(place === '' ? {} : { path: place }), ...(own === undefined ? {} : { key: own }) },
  };
}

function decode(encoded: Uint8Array, format: PayloadFormat): unknown {
  if (encoded.length === 0) return undefined;
  if (format === 'json') return parseJsonBytes(encoded);
  return Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength).toString('utf8');
}

/** The text of a payload as a request body or a script would see it: as it came, until a step has changed it. */
export function payloadText(payload: Payload): string {
  const { encoded } = payload;
  if (encoded !== undefined)
    return Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength).toString('utf8');
  if (payload.value === undefined) return '';
  if (payload.format !== 'json') return String(payload.value);
  return JSON.stringify(payload.value);
}
