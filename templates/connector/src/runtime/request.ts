import { addCookie } from './auth/authorise.ts';
import { type EncodedBody, encodeBody } from './body.ts';
import { joinUrl } from './join-url.ts';
import type { Input, OperationSpec } from './operation.ts';
import { serialiseParameters } from './serialise.ts';

/** A request without credentials: the same for all attempts. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: EncodedBody['content'] | undefined;
}

export async function prepareRequest(
  spec: OperationSpec,
  baseUrl: string,
  input: Input,
  extraHeaders: Readonly<Record<string, string>>,
): Promise<PreparedRequest> {
  const parameters = serialiseParameters(spec.path, spec.parameters ?? [], input);
  const url = new URL(joinUrl(baseUrl, parameters.path));
  if (parameters.query !== '') url.search = url.search === '' ? parameters.query : `${url.search}&${parameters.query}`;
  const headers = new Headers();
  if (spec.accept !== undefined) headers.set('accept', spec.accept);
  for (const [name, value] of Object.entries(extraHeaders)) headers.set(name, value);
  for (const [name, value] of parameters.headers) headers.set(name, value);
  for (const cookie of parameters.cookies) addCookie(headers, cookie);
  const body =
    spec.body === undefined || input['body'] === undefined ? undefined : await encodeBody(spec.body, input['body']);
  const contentType = body === undefined ? spec.bodilessContentType : body.contentType;
  if (contentType !== undefined && !headers.has('content-type')) headers.set('content-type', contentType);
  return { method: spec.method, url, headers, body: body?.content };
}
