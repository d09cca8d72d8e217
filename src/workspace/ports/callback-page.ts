import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoginReturn } from '../../contract/ports.ts';

/** A page of this machine that a third party sends people back to after a login. */
export interface CallbackPage {
  readonly redirectUri: string;
  /** What the first visit with the right state brings; others see an error and change nothing. */
  wait(state: string, signal: AbortSignal): Promise<LoginReturn>;
  close(): Promise<void>;
}

/** `port` 0: any. Nobody but this machine can reach it. */
export async function openCallbackPage(port: number): Promise<CallbackPage> {
  let visit: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  const server = createServer((request, response) => {
    if (visit === undefined) page(response, 503, 'Not yet.');
    else visit(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo; // it listens on a port
  const host = `127.0.0.1:${taken}`;
  return {
    redirectUri: `http://${host}/callback`,
    wait: (state, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => reject(signal.reason as Error);
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop, { once: true });
        visit = (request, response) => {
          const url = new URL(request.url ?? '', `http://${host}`);
          // Another host name leads here only by a trick.
          if (request.method !== 'GET' || url.pathname !== '/callback' || request.headers.host !== host)
            return page(response, 404, 'There is nothing here.');
          if (!isSame(url.searchParams.get('state') ?? '', state))
            return page(response, 400, 'This does not belong to the login that is under way.');
          const [code, error] = [url.searchParams.get('code'), url.searchParams.get('error')];
          visit = undefined;
          signal.removeEventListener('abort', stop);
          page(response, 200, 'Thank you. You can close this page and go back to the terminal.');
          resolve(code === null || code === '' ? (error === null ? {} : { error }) : { code });
        };
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Nothing of the address is repeated. */
function page(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(`<!doctype html><title>repatch</title><p>${text}</p>`);
}
