import type { PreparedRequest } from './request.ts';

const maxRedirects = 5;

/**
 * Sends a request and follows redirects of GET and HEAD. What leaves the origin carries neither credentials nor any other
 * header but `accept`, and never goes from https to http.
 */
export async function send(
  fetch: typeof globalThis.fetch,
  request: PreparedRequest,
  signal: AbortSignal,
): Promise<Response> {
  let { url, headers } = request;
  for (let count = 0; ; count++) {
    const response = await fetch(url, {
      method: request.method,
      headers,
      signal,
      redirect: 'manual',
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const next = count < maxRedirects ? redirectOf(response, request.method, url) : undefined;
    if (next === undefined) return response;
    await response.body?.cancel();
    if (next.origin !== url.origin) headers = new Headers({ accept: request.headers.get('accept') ?? '*/*' });
    url = next;
  }
}

function redirectOf(response: Response, method: string, url: URL): URL | undefined {
  const location = response.headers.get('location');
  const isRedirect = location !== null && [301, 302, 303, 307, 308].includes(response.status);
  if (!isRedirect || (method !== 'GET' && method !== 'HEAD') || !URL.canParse(location, url.href)) return undefined;
  const next = new URL(location, url);
  return next.protocol === 'https:' || next.protocol === url.protocol ? next : undefined;
}
