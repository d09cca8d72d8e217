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

/** Writes the body as its media type asks. The same value always gives the same bytes, so that it can be signed and sent again. */
export function encodeBody(spec: BodySpec, body: unknown): EncodedBody {
  const mediaType = spec.contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'multipart/form-data') return { content: multipart(spec, body) };
  if (mediaType === 'application/x-www-form-urlencoded')
    return { content: formPairs(spec, body).join('&'), contentType: spec.contentType };
  if (isBinary(body) && !isJson(mediaType)) return { content: body, contentType: spec.contentType };
  return { content: stringifyJson(body) ?? '', contentType: isJson(mediaType) ? spec.contentType : 'application/json' };
}

export function isJson(mediaType: string): boolean {
  return /[/+]json$/.test(mediaType);
}

function isBinary(value: unknown): value is Binary {
  return typeof value === 'string' || value instanceof Blob || value instanceof Uint8Array;
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
