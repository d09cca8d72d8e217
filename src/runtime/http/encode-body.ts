import type { EndpointCall } from '../../contract/http-call.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { PayloadFormat } from '../../contract/payload.ts';
import { formats } from '../../formats/index.ts';
import { keysOf, withMember } from '../../pagination/with-parameters.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import { parseJson } from '../../text/json-codec.ts';
import { encodeForm, encodeMultipart } from './encode-form.ts';

export interface Encoded {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<'content-type', string>>;
}

/** What a body is written in. */
export interface BodyText {
  readonly format: PayloadFormat;
  /** Of text that is not UTF-8. */
  readonly charset?: string | undefined;
}

/** The content type of a format, with another character set where the text is not UTF-8. */
function contentType(format: PayloadFormat, charset?: string): string {
  const type = formats.find((one) => one.format === format)?.contentType ?? '';
  return charset === undefined ? type : `${type.replace(/;.*/u, '')}; charset=${charset}`;
}

/** Formats that an endpoint takes by its body type. Text may be anything; without a body type, so may everything. */
const accepted = {
  json: ['json'],
  form: ['json', 'txt'],
  multipart: ['json'],
  xml: ['xml'],
  text: undefined,
  none: undefined,
} as const;

/**
 * A payload as the endpoint takes it. The content type follows the payload. Text is taken as a form that is written already.
 * Errors: TerminalError `run/wrong-format`.
 */
export function encodeBody(body: string | Uint8Array, { format, charset }: BodyText, call: EndpointCall): Encoded {
  const { bodyType, encoding } = call.endpoint;
  const taken: readonly PayloadFormat[] | undefined = bodyType === undefined ? undefined : accepted[bodyType];
  if (body.length > 0 && taken?.includes(format) === false) throw wrongFormat(format, call);
  if (bodyType === 'text') return { body, headers: { 'content-type': contentType('txt', charset) } };
  if (bodyType !== 'form') {
    const ofType = bodyType === 'json' || bodyType === 'xml' ? bodyType : format;
    return { body, headers: { 'content-type': body.length > 0 ? contentType(format, charset) : contentType(ofType) } };
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  if (format !== 'json' || body.length === 0) return { body, headers };
  return { body: encodeForm(objectOf(body, format, call), encoding), headers };
}

/** A JSON payload as a multipart body. Errors: TerminalError `run/wrong-format`. */
export async function encodeParts(
  body: string | Uint8Array,
  format: PayloadFormat,
  call: EndpointCall,
): Promise<Encoded> {
  const value = body.length === 0 ? {} : objectOf(body, format, call);
  const { body: bytes, contentType } = await encodeMultipart(value, call.endpoint.encoding);
  return { body: bytes, headers: { 'content-type': contentType } };
}

/** What is sent goes into the body of the endpoint, at its place. Errors: TerminalError `run/wrong-format`. */
export function wrapPayload(
  body: string | Uint8Array,
  format: PayloadFormat,
  around: JsonObject,
  call: EndpointCall,
): string {
  const { payloadPath } = call.endpoint;
  if (payloadPath === undefined || body.length === 0) return JSON.stringify(around);
  if (format !== 'json') throw wrongFormat(format, call);
  return JSON.stringify(withMember(around, keysOf(payloadPath), parseJson(textOf(body))));
}

/**
 * A payload with an idempotency key at its place; one that the payload has is kept. Errors: TerminalError `run/wrong-format`
 * where there is no such place, because the request would then not be known again.
 */
export function withKey(
  body: string | Uint8Array,
  format: PayloadFormat,
  { at, value }: { readonly at: string; readonly value: string },
  call: EndpointCall,
): string {
  const object = objectOf(body, format, call);
  let own: unknown = object;
  for (const key of keysOf(at)) own = isObject(own) && Object.hasOwn(own, key) ? own[key] : undefined;
  return JSON.stringify(
    own === undefined || own === null || own === '' ? withMember(object, keysOf(at), value) : object,
  );
}

function objectOf(body: string | Uint8Array, format: PayloadFormat, call: EndpointCall): JsonObject {
  if (format !== 'json') throw wrongFormat(format, call);
  const value = parseJson(textOf(body));
  if (isObject(value)) return value;
  throw wrongFormat(format, call);
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

function wrongFormat(format: PayloadFormat, { endpoint, step }: EndpointCall): TerminalError {
  const hasKey = endpoint.idempotencyKey !== undefined && 'body' in endpoint.idempotencyKey;
  const takesObject = endpoint.bodyType === 'form' || endpoint.bodyType === 'multipart' || hasKey;
  const what = takesObject ? 'a JSON object' : (endpoint.bodyType ?? 'json').toUpperCase();
  return new TerminalError({
    code: 'run/wrong-format',
    message: `Endpoint "${endpoint.name}" takes ${what}, and the payload is ${format === 'json' && takesObject ? 'other JSON' : format.toUpperCase()}.`,
    help: 'Map the payload to what the endpoint takes, or correct "bodyType" of the endpoint.',
    step,
  });
}
