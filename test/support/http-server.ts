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
}

export interface TestServer {
  readonly origin: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A real server on loopback, port 0, with one function as its whole behaviour. */
export async function startServer(answer: (request: Received, count: number) => Answer | 'drop'): Promise<TestServer> {
  const received: Received[] = [];
  let origin = '';
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Received = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', origin),
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(one);
      const result = answer(one, received.length);
      if (result === 'drop') {
        request.socket.destroy();
        return;
      }
      response.writeHead(result.status ?? 200, {
        'content-type': result.xml === undefined ? 'application/json' : 'text/xml; charset=utf-8',
        ...result.headers,
      });
      response.end(result.xml ?? (result.json === undefined ? '' : JSON.stringify(result.json)));
    });
  });
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
