import { deepPairs, textOf } from '../../../templates/connector/src/runtime/serialise.ts';
import type { Endpoint } from '../../connector/definition.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import { isList, withTexts } from './written-value.ts';

type Encoding = NonNullable<Endpoint['encoding']>;
type Member = NonNullable<Encoding['members']>[string];

/**
 * A JSON object as `application/x-www-form-urlencoded`. It nests with brackets, `lines[0][sku]=A`, unless the encoding says
 * that lists repeat their name; a member may have its own way.
 */
export function encodeForm(value: JsonObject, { lists = 'brackets', members = {} }: Encoding = {}): string {
  const form = new URLSearchParams();
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const own = Object.hasOwn(members, name) ? members[name] : undefined;
    for (const [key, text] of pairsOf(name, withTexts(member), own, lists)) form.append(key, text);
  }
  return form.toString();
}

function pairsOf(
  name: string,
  value: unknown,
  member: Member | undefined,
  lists: Encoding['lists'],
): readonly (readonly [string, string])[] {
  const isNested = member?.style === 'deepObject' || (member === undefined && lists === 'brackets');
  if (isNested || !Array.isArray(value)) return isList(value) ? deepPairs(name, value) : [[name, textOf(value)]];
  if (member?.explode === false) return [[name, value.map(textOf).join(',')]];
  return value.map((item) => [name, textOf(item)]);
}

/** A JSON object as `multipart/form-data`: lists repeat their name, objects are JSON, files are given by their text or in base64. */
export async function encodeMultipart(
  value: JsonObject,
  { members = {} }: Encoding = {},
): Promise<{ readonly body: Uint8Array; readonly contentType: string }> {
  const form = new FormData();
  for (const [name, member] of Object.entries(value)) {
    const how = Object.hasOwn(members, name) ? members[name] : undefined;
    for (const item of Array.isArray(member) ? (member as unknown[]) : [member])
      if (item !== undefined) appendPart(form, name, item, how);
  }
  const written = new Response(form);
  return { body: await written.bytes(), contentType: written.headers.get('content-type') ?? 'multipart/form-data' };
}

function appendPart(form: FormData, name: string, item: unknown, how: Member | undefined): void {
  const type = how?.contentType?.split(',', 1)[0];
  if (how?.file === true) {
    const file = fileOf(item);
    form.append(name, new Blob([file.bytes], { type: file.type ?? type ?? 'application/octet-stream' }), file.name);
  } else if (isObject(item)) form.append(name, new Blob([JSON.stringify(item)], { type: type ?? 'application/json' }));
  else if (type === undefined) form.append(name, textOf(withTexts(item)));
  else form.append(name, new Blob([textOf(withTexts(item))], { type }));
}

interface FilePart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name: string;
  readonly type?: string;
}

function fileOf(item: unknown): FilePart {
  const members = isObject(item) ? item : { text: item };
  const text = (key: string): string | undefined => (typeof members[key] === 'string' ? members[key] : undefined);
  const base64 = text('base64');
  const type = text('type');
  return {
    bytes:
      base64 === undefined ? new TextEncoder().encode(textOf(members['text'] ?? '')) : Buffer.from(base64, 'base64'),
    name: text('name') ?? 'blob',
    ...(type === undefined ? {} : { type }),
  };
}
