import type { Endpoint } from '../../connector/definition.ts';
import { isObject } from '../../text/json.ts';

interface Encoded {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<'content-type', string>>;
}

const contentTypes = { json: 'application/json', xml: 'application/xml', text: 'text/plain; charset=utf-8' } as const;

/** A payload as the endpoint takes it. A form nests with brackets: `lines[0][sku]=A`. What is no JSON object stays as it is. */
export function encodeBody(body: string | Uint8Array, { bodyType = 'json' }: Endpoint): Encoded {
  if (bodyType !== 'form') return { body, headers: { 'content-type': contentTypes[bodyType] } };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { body, headers };
  }
  if (!isObject(value)) return { body, headers };
  const form = new URLSearchParams();
  for (const [key, member] of Object.entries(value)) append(form, key, member);
  return { body: form.toString(), headers };
}

function append(form: URLSearchParams, key: string, value: unknown): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) append(form, `${key}[${index}]`, item);
  else if (isObject(value)) for (const [name, item] of Object.entries(value)) append(form, `${key}[${name}]`, item);
  else if (value !== undefined) form.append(key, value === null ? '' : String(value as string | number | boolean)); // JSON has no other scalars
}
