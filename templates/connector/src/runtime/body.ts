import type { BodySpec } from './operation.ts';
import { stringifyJson } from './json.ts';
import { deepPairs, isObject, textOf } from './serialise.ts';

/** Bytes to send: a file or blob, bytes in memory, or text. */
export type Binary = Blob | Uint8Array<ArrayBuffer> | string;

export interface EncodedBody {
  readonly content: string | Uint8Array<ArrayBuffer> | Blob | FormData;
  /** Absent for multipart: the boundary is only known when it is sent. */
  readonly contentType?: string;
}

/**
 * Writes the body as its media type asks. The same value always gives the same bytes, so that it can be signed and sent
 * again. Errors: `TypeError` for a value that the type cannot carry.
 */
export async function encodeBody(spec: BodySpec, body: unknown): Promise<EncodedBody> {
  const { contentType } = spec;
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'multipart/form-data') return { content: multipart(spec, body) };
  if (mediaType === 'application/x-www-form-urlencoded') return { content: formPairs(spec, body).join('&'), contentType };
  if (body instanceof Blob) return { content: body, contentType: mediaType === anyBytes && body.type !== '' ? body.type : contentType };
  if (body instanceof Uint8Array) return { content: body as Uint8Array<ArrayBuffer>, contentType };
  if (typeof body === 'string' && (spec.isRaw === true || !isJson(mediaType))) return { content: await inCharset(body, contentType), contentType };
  if (!isJson(mediaType)) throw new TypeError(`the body is described as ${contentType}: give text or bytes, not ${kindOf(body)}`);
  const json = stringifyJson(body);
  if (json === undefined) throw new TypeError(`the body is described as ${contentType}, which ${kindOf(body)} cannot be`);
  return { content: await inCharset(json, contentType, true), contentType };
}

const anyBytes = 'application/octet-stream';

export function isJson(mediaType: string): boolean {
  return /[/+]json$/.test(mediaType);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'an object' : `a ${typeof value}`;
}

/** Text is sent as UTF-8, unless the content type names another character set; JSON can write all characters in ASCII. */
async function inCharset(text: string, contentType: string, isEscapable = false): Promise<string | Uint8Array<ArrayBuffer>> {
  if (!/charset\s*=(?!\s*"?utf-?8)/i.test(contentType)) return text;
  const { charsetIn, encodeText } = await import('./charset.ts');
  const charset = charsetIn(contentType) ?? 'utf-8';
  const isAscii = isEscapable && !charset.startsWith('utf');
  return encodeText(isAscii ? text.replaceAll(/[^\u0000-\u007f]/g, escape) : text, charset);
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function formPairs(spec: BodySpec, body: unknown): string[] {
  return membersOf(body).flatMap(([name, value]) => {
    const encoding = spec.encoding?.[name];
    const pairs =
      encoding?.style === 'deepObject'
        ? deepPairs(name, value)
        : Array.isArray(value)
          ? encoding?.explode === false
            ? [[name, value.map(textOf).join(',')] as const]
            : value.map((item) => [name, textOf(item)] as const)
          : isObject(value)
            ? deepPairs(name, value)
            : [[name, textOf(value)] as const];
    return pairs.map(([key, text]) => new URLSearchParams([[key, text]]).toString());
  });
}

function multipart(spec: BodySpec, body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of membersOf(body)) {
    const type = spec.encoding?.[name]?.contentType?.split(',', 1)[0];
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item instanceof Blob) form.append(name, item);
      else if (item instanceof Uint8Array)
        form.append(name, new Blob([item as Uint8Array<ArrayBuffer>], { type: type ?? 'application/octet-stream' }));
      else if (isObject(item))
        form.append(name, new Blob([stringifyJson(item) ?? ''], { type: type ?? 'application/json' }));
      else if (type === undefined) form.append(name, textOf(item));
      else form.append(name, new Blob([textOf(item)], { type }));
    }
  }
  return form;
}

function membersOf(body: unknown): [string, unknown][] {
  return typeof body === 'object' && body !== null
    ? Object.entries(body).filter(([, value]) => value !== undefined)
    : [];
}
