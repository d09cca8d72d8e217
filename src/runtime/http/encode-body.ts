import type { EndpointCall } from '../../contract/http-call.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { PayloadFormat } from '../../contract/payload.ts';
import { formats } from '../../formats/index.ts';
import { isObject } from '../../text/json.ts';
import { parseJson } from '../../text/json-codec.ts';

interface Encoded {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<'content-type', string>>;
}

/** The content type of a format, with another character set where the text is not UTF-8. */
function contentType(format: PayloadFormat, charset?: string): string {
  const type = formats.find((one) => one.format === format)?.contentType ?? '';
  return charset === undefined ? type : `${type.replace(/;.*/u, '')}; charset=${charset}`;
}

/** Formats that an endpoint takes by its body type. Text may be anything; without a body type, so may everything. */
const accepted = { json: ['json'], form: ['json', 'txt'], xml: ['xml'], text: undefined } as const;

/**
 * A payload as the endpoint takes it. The content type follows the payload. A form nests with brackets: `lines[0][sku]=A`;
 * text is taken as a form that is written already. Errors: TerminalError `run/wrong-format`.
 */
export function encodeBody(
  body: string | Uint8Array,
  { format, charset }: { readonly format: PayloadFormat; readonly charset?: string | undefined },
  call: EndpointCall,
): Encoded {
  const { bodyType } = call.endpoint;
  const taken: readonly PayloadFormat[] | undefined = bodyType === undefined ? undefined : accepted[bodyType];
  if (body.length > 0 && taken?.includes(format) === false) throw wrongFormat(format, call);
  if (bodyType === 'text') return { body, headers: { 'content-type': contentType('txt', charset) } };
  if (bodyType !== 'form')
    return {
      body,
      headers: { 'content-type': body.length > 0 ? contentType(format, charset) : contentType(bodyType ?? format) },
    };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  if (format !== 'json' || body.length === 0) return { body, headers };
  const value = parseJson(typeof body === 'string' ? body : new TextDecoder().decode(body));
  if (!isObject(value)) throw wrongFormat(format, call);
  const form = new URLSearchParams();
  for (const [key, member] of Object.entries(value)) append(form, key, member);
  return { body: form.toString(), headers };
}

function append(form: URLSearchParams, key: string, value: unknown): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) append(form, `${key}[${index}]`, item);
  else if (isObject(value)) for (const [name, item] of Object.entries(value)) append(form, `${key}[${name}]`, item);
  else if (value !== undefined) form.append(key, value === null ? '' : String(value as string | number | boolean)); // JSON has no other scalars
}

function wrongFormat(format: PayloadFormat, { endpoint, step }: EndpointCall): TerminalError {
  const what = endpoint.bodyType === 'form' ? 'a JSON object' : (endpoint.bodyType ?? 'json').toUpperCase();
  return new TerminalError({
    code: 'run/wrong-format',
    message: `Endpoint "${endpoint.name}" takes ${what}, and the payload is ${format === 'json' && endpoint.bodyType === 'form' ? 'other JSON' : format.toUpperCase()}.`,
    help: 'Map the payload to what the endpoint takes, or correct "bodyType" of the endpoint.',
    step,
  });
}
