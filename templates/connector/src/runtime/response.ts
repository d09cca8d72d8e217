import { isJson } from './body.ts';
import { parseJson } from './json.ts';
import type { OperationSpec, ResponseKind } from './operation.ts';

/** Reads the body of a response as the operation declares it, or by its content type where it does not. */
export async function decodeBody(spec: OperationSpec, response: Response): Promise<unknown> {
  if (response.status === 204 || response.status === 205 || spec.method === 'HEAD') return undefined;
  const mediaType = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  switch (declaredFor(spec.responses, response.status) ?? kindOf(mediaType)) {
    case 'bytes':
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : json(await response.text());
    case 'text':
      return response.text();
    case 'none':
    case 'json':
      return kindOf(mediaType) === 'bytes' && mediaType !== '' ? response.text() : json(await response.text());
  }
}

/** The entry for a status: exact, then its class (`4XX`), then `default`. */
export function declaredFor<Entry>(
  entries: Readonly<Record<string, Entry>> | undefined,
  status: number,
): Entry | undefined {
  return entries?.[status] ?? entries?.[`${Math.floor(status / 100)}XX`] ?? entries?.['default'];
}

function kindOf(mediaType: string): ResponseKind {
  if (mediaType === '' || isJson(mediaType)) return 'json';
  return /^text\/|[/+]xml$/.test(mediaType) ? 'text' : 'bytes';
}

/** Some servers send text under a JSON content type, above all in errors: better the text than a failure. */
function json(text: string): unknown {
  if (text === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
