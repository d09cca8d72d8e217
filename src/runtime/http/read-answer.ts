import { TerminalError } from '../../contract/errors.ts';
import type { EndpointCall } from '../../contract/http-call.ts';
import type { Payload, PayloadFormat } from '../../contract/payload.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import type { SoapAnswer } from './soap.ts';

/** `answer`: what a codec has made of the response; a raw one stays as it came. */
export function readAnswer(response: HttpResponse, call: EndpointCall, page: number, answer?: SoapAnswer): Payload {
  if (answer !== undefined && call.endpoint.soap?.raw !== true)
    return { format: 'json', meta: {}, origin: { page }, bytes: response.body.length, value: answer.value };
  const format = formatOf(response, call);
  const rest = { format, meta: {}, origin: { page }, bytes: response.body.length } as const;
  const text = Buffer.from(response.body.buffer, response.body.byteOffset, response.body.byteLength).toString('utf8');
  if (format !== 'json') return { ...rest, value: text };
  if (text.trim() === '') return { ...rest, value: undefined };
  try {
    return { ...rest, value: JSON.parse(text) as unknown };
  } catch (cause) {
    throw new TerminalError({
      code: 'run/bad-answer',
      message: `The answer of "${call.endpoint.name}" is declared JSON, but cannot be read as JSON.`,
      help: 'Correct "dataType" of the endpoint, or ask the third party.',
      step: call.step,
      status: response.status,
      cause,
    });
  }
}

function formatOf({ headers }: HttpResponse, { endpoint }: EndpointCall): PayloadFormat {
  if (endpoint.dataType !== undefined) return endpoint.dataType;
  const type = headers['content-type'] ?? 'application/json';
  if (type.includes('json')) return 'json';
  if (type.includes('xml')) return 'xml';
  return type.includes('csv') ? 'csv' : 'txt';
}
