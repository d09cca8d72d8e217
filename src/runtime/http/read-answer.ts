import { TerminalError } from '../../contract/errors.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import type { Payload, PayloadFormat } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { decodeText, EncodingError } from '../../text/decode-text.ts';
import { parseJson, parseJsonBytes } from '../../text/json-codec.ts';
import type { SoapAnswer } from './soap.ts';

/**
 * An answer as a payload; its bytes stay with it until a step changes it. `answer`: what a codec has made of the response; a
 * raw one stays as it came. Errors: TerminalError `run/bad-answer`.
 */
export function readAnswer(response: HttpResponse, call: EndpointCall, page: number, answer?: SoapAnswer): Payload {
  const rest = { meta: {}, origin: { page }, bytes: response.body.length } as const;
  if (answer !== undefined && call.endpoint.soap?.raw !== true) return { ...rest, format: 'json', value: answer.value };
  const { text, wasUtf8 } = textOf(response, call);
  const format = formatOf(text, response, call);
  if (text.trim() === '') return { ...rest, format, value: undefined, bytes: 0 };
  const encoded = wasUtf8 ? response.body : Buffer.from(text);
  if (format !== 'json') return { ...rest, format, encoded, value: text };
  try {
    return { ...rest, format, encoded, value: wasUtf8 ? parseJsonBytes(encoded, text) : parseJson(text) };
  } catch (cause) {
    const isTooDeep = cause instanceof RangeError;
    throw badAnswer(
      response,
      call,
      isTooDeep ? 'is nested deeper than can be worked on' : 'is declared JSON, but cannot be read as JSON',
      cause,
    );
  }
}

function textOf(response: HttpResponse, call: EndpointCall): ReturnType<typeof decodeText> {
  try {
    return decodeText(response.body, response.headers['content-type']);
  } catch (cause) {
    if (cause instanceof EncodingError) throw badAnswer(response, call, `cannot be read: ${cause.message}`, cause);
    // V8 holds no longer texts.
    throw badAnswer(response, call, 'is larger than a text can be (512 MB)', cause);
  }
}

/** The format that the endpoint or the content type states; a vague content type does not state one. */
function formatOf(text: string, { headers }: HttpResponse, { endpoint }: EndpointCall): PayloadFormat {
  if (endpoint.dataType !== undefined) return endpoint.dataType;
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) return 'json';
  if (type.includes('xml')) return 'xml';
  if (type.includes('csv')) return 'csv';
  const start = text.trimStart();
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
