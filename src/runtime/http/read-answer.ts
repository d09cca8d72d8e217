import { TerminalError } from '../../contract/errors.ts';
import type { Codecs, Layout } from '../../contract/define-format.ts';
import type { EndpointCall, JudgedResponse } from '../../contract/http-call.ts';
import { encodedPayload, type Payload, type PayloadFormat } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { charsetName, EncodingError, utf8Of } from '../../text/decode-text.ts';
import { parseJsonBytes } from '../../text/json-codec.ts';
import { checkJson } from '../../text/json-lists.ts';
import type { SoapAnswer } from './soap.ts';

const peekedBytes = 256;
/** JSON of this length is checked and becomes values only if a step needs them: they take many times the memory. */
const longBytes = 32 * 1024 * 1024;

export interface ReadOptions {
  readonly page: number;
  readonly codecs: Codecs;
}

/**
 * An answer as a payload; its bytes stay with it until a step changes it. JSON is read here, other documents when a step looks
 * into them. `answer`: what a codec has made of the response; a raw one stays as it came. Errors: TerminalError `run/bad-answer`.
 */
export async function readAnswer(
  response: JudgedResponse,
  call: EndpointCall,
  { page, codecs }: ReadOptions,
  answer?: SoapAnswer,
): Promise<Payload> {
  const rest = { meta: response.meta ?? {}, origin: { page }, bytes: response.body.length } as const;
  if (answer !== undefined && call.endpoint.soap?.raw !== true) return { ...rest, format: 'json', value: answer.value };
  const encoded = utf8OfAnswer(response, call);
  const start = textStart(encoded);
  const format = formatOf(start, response, call);
  if (start === '') return { ...rest, format, value: undefined, bytes: 0 };
  if (format !== 'json') return document(format, response, call, { page, codecs });
  try {
    if (encoded.length >= longBytes) {
      checkJson(Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength));
      return encodedPayload(encoded, { format, meta: {}, origin: { page } });
    }
    return { ...rest, format, encoded, value: parseJsonBytes(encoded) };
  } catch (cause) {
    throw badAnswer(response, call, whatIsWrong(cause), cause);
  }
}

/** As it came, in its own character set; it is read when a step looks into it. */
async function document(
  format: PayloadFormat,
  response: HttpResponse,
  call: EndpointCall,
  { page, codecs }: ReadOptions,
): Promise<Payload> {
  const codec = await codecs.load(format);
  const layout = layoutOf(response, call, format);
  const charset = charsetName(response.body, response.headers['content-type']);
  return encodedPayload(response.body, {
    format,
    meta: {},
    origin: { page },
    ...(codec === undefined ? {} : { codec }),
    ...(layout === undefined ? {} : { layout }),
    ...(charset === 'utf-8' ? {} : { charset }),
  });
}

/** What is known of a document before it is read. */
function layoutOf({ headers }: HttpResponse, { endpoint }: EndpointCall, format: PayloadFormat): Layout | undefined {
  if (format !== 'csv') return undefined;
  const isTabbed = headers['content-type']?.includes('tab-separated-values') === true;
  return isTabbed || endpoint.csv !== undefined
    ? { ...(isTabbed ? { delimiter: '\t' } : {}), ...endpoint.csv }
    : undefined;
}

function whatIsWrong(cause: unknown): string {
  if (cause instanceof SyntaxError) return 'is declared JSON, but cannot be read as JSON';
  if (cause instanceof RangeError) return 'is nested deeper than can be worked on';
  return 'is larger than a text can be (512 MB)'; // V8 holds no longer ones
}

function utf8OfAnswer(response: HttpResponse, call: EndpointCall): Uint8Array {
  try {
    return utf8Of(response.body, response.headers['content-type']);
  } catch (cause) {
    if (cause instanceof EncodingError) throw badAnswer(response, call, `cannot be read: ${cause.message}`, cause);
    throw badAnswer(response, call, whatIsWrong(cause), cause);
  }
}

/** The first characters that are no white space; none where there is nothing else. */
function textStart(bytes: Uint8Array): string {
  for (let at = 0; at < bytes.length; at += peekedBytes) {
    const some = Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(peekedBytes, bytes.length - at));
    const start = some.toString('utf8').trimStart();
    if (start !== '') return start;
  }
  return '';
}

/** The format that the endpoint or the content type states; a vague content type does not state one. */
function formatOf(start: string, { headers }: HttpResponse, { endpoint }: EndpointCall): PayloadFormat {
  if (endpoint.dataType !== undefined) return endpoint.dataType;
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) return 'json';
  if (type.includes('xml')) return 'xml';
  if (type.includes('csv') || type.includes('tab-separated-values')) return 'csv';
  if (/^[[{]/u.test(start)) return 'json';
  if (start.startsWith('<')) return type.includes('html') ? 'txt' : 'xml';
  // Without a word about the format, it is what nearly every API sends.
  return type === '' ? 'json' : 'txt';
}

function badAnswer(
  { status }: HttpResponse,
  { endpoint, step }: EndpointCall,
  what: string,
  cause: unknown,
): TerminalError {
  return new TerminalError({
    code: 'run/bad-answer',
    message: `The answer of "${endpoint.name}" ${what}.`,
    help: 'Correct "dataType" of the endpoint, or ask the third party.',
    step,
    status,
    cause,
  });
}
