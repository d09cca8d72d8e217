import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Instead of JSON. */
  readonly xml?: string;
  /** Instead of text. */
  readonly bytes?: Uint8Array;
}

/** The connection breaks before the answer, or in the middle of it; or there is none, and the connection stays. */
export type NoAnswer = 'drop' | 'cut' | 'hang';

export interface TestServer {
  readonly origin: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A real server on loopback, port 0, with one function as its whole behaviour; it may keep an answer back. */
export async function startServer(
  answer: (request: Received, count: number) => Answer | NoAnswer | Promise<Answer | NoAnswer>,
): Promise<TestServer> {
  const received: Received[] = [];
  let origin = '';
  const take = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const body = await readAll(request).catch(() => undefined);
    if (body === undefined) return; // a request that broke off has nobody to answer to
    const one: Received = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', origin),
      headers: request.headers,
      body,
    };
    received.push(one);
    const result = await answer(one, received.length);
    if (result === 'hang') return;
    if (result === 'drop') {
      request.socket.destroy();
      return;
    }
    if (result === 'cut') {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"id":', () => request.socket.destroy());
      return;
    }
    response.writeHead(result.status ?? 200, {
      'content-type': result.xml === undefined ? 'application/json' : 'text/xml; charset=utf-8',
      ...result.headers,
    });
    response.end(result.bytes ?? result.xml ?? (result.json === undefined ? '' : JSON.stringify(result.json)));
  };
  const server = http.createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP gives an AddressInfo
  return {
    origin,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readAll(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without an encoding yields buffers
  return Buffer.concat(chunks).toString();
}
