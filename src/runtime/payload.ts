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
}

export const emptyPayload: Payload = { value: undefined, format: 'json', meta: {} };

/** The text of a payload as a request body or a script would see it. */
export function payloadText(payload: Payload): string {
  if (payload.value === undefined) return '';
  if (payload.format !== 'json') return String(payload.value);
  return JSON.stringify(payload.value);
}
