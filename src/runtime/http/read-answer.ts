import { TerminalError } from '../../contract/errors.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import type { Payload, PayloadFormat } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { EncodingError, utf8Of } from '../../text/decode-text.ts';
import { parseJsonBytes } from '../../text/json-codec.ts';
import type { SoapAnswer } from './soap.ts';

const peekedBytes = 256;

/**
 * An answer as a payload; its bytes stay with it until a step changes it. `answer`: what a codec has made of the response; a
 * raw one stays as it came. Errors: TerminalError `run/bad-answer`.
 */
export function readAnswer(response: HttpResponse, call: EndpointCall, page: number, answer?: SoapAnswer): Payload {
  const rest = { meta: {}, origin: { page }, bytes: response.body.length } as const;
  if (answer !== undefined && call.endpoint.soap?.raw !== true) return { ...rest, format: 'json', value: answer.value };
  const encoded = utf8OfAnswer(response, call);
  const start = textStart(encoded);
  const format = formatOf(start, response, call);
  if (start === '') return { ...rest, format, value: undefined, bytes: 0 };
  try {
    const value =
      format === 'json'
        ? parseJsonBytes(encoded)
        : Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength).toString('utf8');
    return { ...rest, format, encoded, value };
  } catch (cause) {
    throw badAnswer(response, call, whatIsWrong(cause), cause);
  }
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
  if (type.includes('csv')) return 'csv';
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
