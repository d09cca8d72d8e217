import { isJson } from './body.ts';
import { ResponseError } from './errors.ts';
import { parseJson } from './json.ts';
import type { OperationSpec, ResponseKind } from './operation.ts';
import type { Secrets } from './secrets.ts';

/** A response, and what is needed to read its body or to say why that is not possible. */
export interface Reading {
  readonly spec: OperationSpec;
  readonly response: Response;
  readonly method: string;
  /** Without what was added to it for authentication. */
  readonly url: URL;
  readonly maxBytes: number;
  readonly secrets: Secrets;
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
  const { spec, response, secrets } = reading;
  if (response.status === 204 || response.status === 205 || spec.method === 'HEAD') return { value: undefined, text: '' };
  const bytes = await readBytes(reading);
  if (response.ok) return { value: await decodeSuccess(reading, bytes), text: '' };
  return looseBody((await secrets.redactor()).text(await looseText(response, bytes)));
}

async function decodeSuccess(reading: Reading, bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const { spec, response } = reading;
  const kind = kindOf(contentTypeOf(response));
  switch (declaredFor(spec.responses, response.status) ?? kind) {
    case 'bytes':
      return bytes;
    case 'text':
      return strictText(reading, bytes);
    case 'json':
      return strictJson(reading, await strictText(reading, bytes));
    case 'none':
      // No body is declared: if there is one all the same, it is no failure that nobody can read it.
      return kind === 'bytes' && bytes.length > 0 ? bytes : looseBody(await looseText(response, bytes)).value;
  }
}

async function strictText(reading: Reading, bytes: Uint8Array): Promise<string> {
  const { spec, response } = reading;
  try {
    return await textOf(bytes, contentTypeOf(response), spec.charset);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'CharsetError') throw error;
    throw await refusal(reading, 'charset', error.message, new TextDecoder().decode(bytes.subarray(0, 10_000)));
  }
}

async function strictJson(reading: Reading, text: string): Promise<unknown> {
  if (text === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    throw await refusal(reading, 'not-json', 'is declared as JSON, but is none', text);
  }
}

/** Text with whatever mistakes: of bodies that only say more about something else. */
function looseText(response: Response, bytes: Uint8Array): Promise<string> {
  return textOf(bytes, contentTypeOf(response)).catch(() => new TextDecoder().decode(bytes));
}

function looseBody(text: string): DecodedBody {
  try {
    return { value: text === '' ? undefined : parseJson(text), text };
  } catch {
    return { value: text, text };
  }
}

/** What reads other character sets than UTF-8 is loaded when the first of them comes. Errors: `CharsetError`. */
async function textOf(bytes: Uint8Array, contentType: string, charset?: string): Promise<string> {
  const isPlain = charset === undefined && !/xml|charset\s*=(?!\s*"?utf-?8)/i.test(contentType) && bytes[0] !== 0 && bytes[1] !== 0;
  try {
    if (isPlain) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // UTF-16 with a mark, or a mistake.
  }
  const { decodeText } = await import('./charset.ts');
  return decodeText(bytes, contentType, charset);
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
    if (response.ok) throw await refusal(reading, 'too-large', `is larger than ${maxBytes} bytes, the limit "maxResponseBytes"`, '');
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

async function refusal(
  { spec, response, method, url, secrets }: Reading,
  problem: ResponseError['problem'],
  words: string,
  text: string,
): Promise<ResponseError> {
  const redactor = await secrets.redactor();
  return new ResponseError(spec.id, problem, words, {
    status: response.status,
    contentType: contentTypeOf(response),
    excerpt: redactor.excerpt(text),
    request: { method, url: redactor.url(url) },
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
