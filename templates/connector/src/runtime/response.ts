import { isJson } from './body.ts';
import { CharsetError, decodeText } from './charset.ts';
import { type RequestSummary, ResponseError } from './errors.ts';
import { parseJson } from './json.ts';
import type { OperationSpec, ResponseKind } from './operation.ts';
import { type Redact, excerptOf } from './redact.ts';

/** A response, and what is needed to read its body or to say why that is not possible. */
export interface Reading {
  readonly spec: OperationSpec;
  readonly response: Response;
  readonly request: RequestSummary;
  readonly maxBytes: number;
  readonly redact: Redact;
}

export interface DecodedBody {
  readonly value: unknown;
  /** The text of a failure, without secrets. */
  readonly text: string;
}

/**
 * Reads the body of a response as the operation declares it, or by its content type where it does not. Whatever is wrong
 * with the body of a failure, its status matters more. Errors: `ResponseError`.
 */
export async function decodeBody(reading: Reading): Promise<DecodedBody> {
  const { spec, response, redact } = reading;
  if (response.status === 204 || response.status === 205 || spec.method === 'HEAD') return { value: undefined, text: '' };
  const bytes = await readBytes(reading);
  return response.ok ? { value: decodeSuccess(reading, bytes), text: '' } : looseText(response, bytes, redact);
}

function decodeSuccess(reading: Reading, bytes: Uint8Array<ArrayBuffer>): unknown {
  const { spec, response } = reading;
  const kind = kindOf(contentTypeOf(response));
  switch (declaredFor(spec.responses, response.status) ?? kind) {
    case 'bytes':
      return bytes;
    case 'text':
      return strictText(reading, bytes);
    case 'json':
      return strictJson(reading, strictText(reading, bytes));
    case 'none':
      // No body is declared: if there is one all the same, it is no failure that nobody can read it.
      return kind === 'bytes' && bytes.length > 0 ? bytes : looseText(response, bytes).value;
  }
}

function strictText(reading: Reading, bytes: Uint8Array): string {
  const { spec, response } = reading;
  try {
    return decodeText(bytes, contentTypeOf(response), spec.charset);
  } catch (error) {
    if (!(error instanceof CharsetError)) throw error;
    throw refusal(reading, 'charset', error.message, new TextDecoder().decode(bytes.subarray(0, 10_000)));
  }
}

function strictJson(reading: Reading, text: string): unknown {
  if (text === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    throw refusal(reading, 'not-json', 'is declared as JSON, but is none', text);
  }
}

/** JSON if it is some, else text, with whatever mistakes: for bodies that only say more about something else. */
function looseText(response: Response, bytes: Uint8Array, redact: Redact = (text) => text): DecodedBody {
  let text: string;
  try {
    text = redact(decodeText(bytes, contentTypeOf(response)));
  } catch {
    text = redact(new TextDecoder().decode(bytes));
  }
  try {
    return { value: text === '' ? undefined : parseJson(text), text };
  } catch {
    return { value: text, text };
  }
}

async function readBytes(reading: Reading): Promise<Uint8Array<ArrayBuffer>> {
  const { response, maxBytes } = reading;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length <= maxBytes) continue;
    await reader?.cancel();
    if (response.ok) throw refusal(reading, 'too-large', `is larger than ${maxBytes} bytes, the limit "maxResponseBytes"`, '');
    break;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function refusal(
  { spec, response, request, redact }: Reading,
  problem: ResponseError['problem'],
  words: string,
  text: string,
): ResponseError {
  const { status } = response;
  return new ResponseError(spec.id, problem, words, {
    status,
    contentType: contentTypeOf(response),
    excerpt: excerptOf(text, redact),
    request,
  });
}

/** The entry for a status: exact, then its class (`4XX`), then `default`. */
export function declaredFor<Entry>(
  entries: Readonly<Record<string, Entry>> | undefined,
  status: number,
): Entry | undefined {
  return entries?.[status] ?? entries?.[`${Math.floor(status / 100)}XX`] ?? entries?.['default'];
}

function contentTypeOf(response: Response): string {
  return response.headers.get('content-type') ?? '';
}

function kindOf(contentType: string): ResponseKind {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (mediaType === '' || isJson(mediaType)) return 'json';
  return /^text\/|[/+]xml$/.test(mediaType) ? 'text' : 'bytes';
}
